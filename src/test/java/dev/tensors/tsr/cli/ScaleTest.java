package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Thousands of rows, for which each command takes some seconds at most. Where it takes a step for
 * each pair of them, it takes many minutes.
 */
@Tag("long")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ScaleTest extends OnlineTest {

  /** Far more than a busy machine takes. */
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private static final int MODELS = 6_000;

  private static final String NAME =
      "harbours_at_dawn_in_the_fog_and_boats_at_their_quays_before_rain";

  /**
   * Each model has the same name, creator and tag, two versions, and a file of the older one, in a
   * folder that is there.
   */
  private static final String CATALOGUE =
      """
      INSERT INTO model_search_later VALUES (0);
      INSERT INTO creators (id, username) VALUES (1, 'ann');
      INSERT INTO tags (id, name) VALUES (1, 'boats');
      CREATE TEMP TABLE n AS
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1$d)
        SELECT i FROM n;
      INSERT INTO models (id, civitai_id, name, type, creator_id, download_count)
        SELECT i, i, '%2$s', iif(i %% 2, 'LORA', 'VAE'), 1, i FROM n;
      INSERT INTO model_tags SELECT i, 1 FROM n;
      INSERT INTO model_versions (civitai_id, model_id, name, base_model, version_index)
        SELECT 2 * i, i, 'v1', 'SDXL 1.0', 1 FROM n;
      INSERT INTO model_versions
          (civitai_id, model_id, name, base_model, version_index, download_url)
        SELECT 2 * i + 1, i, 'v2', 'SDXL 1.0', 0, 'https://c.example/' || i FROM n;
      INSERT INTO version_files (civitai_id, version_id, name)
        SELECT v.civitai_id, v.id, 'a.safetensors' FROM model_versions v;
      INSERT INTO local_files
          (file_path, sha256, size_bytes, mtime_ns, civitai_model_id, civitai_version_id)
        SELECT '/' || i || '.safetensors', printf('%%064d', i / 2), 1, i, i, 2 * i FROM n;
      DELETE FROM model_search_later;
      INSERT INTO model_search (rowid, name, creator, tags, words, versions, files, letters)
        SELECT * FROM v_model_search;
      """
          .formatted(MODELS, NAME);

  @BeforeEach
  void workplace() {
    library.model("a.safetensors", 1);
    workplace.scan();
  }

  /** Many words: for each model the index would be asked for all of them. */
  @Test
  void searchesManyMatches() {
    catalogue.execute(CATALOGUE);
    List<String> words = IntStream.range(0, 8).mapToObj(NAME::substring).toList();

    assertThat(run("search -n 0", words).out()).hasLineCount(MODELS);
    assertThat(run("search -n 0 -t lora -b sdxl --have s").out()).hasLineCount(MODELS / 2);
    run("search boats --creator ann --tag boats").says("20 of 6,000; -n 0 for all\n");
  }

  /** What very many models have is asked of those first that were downloaded most. */
  @Test
  void putsWhatWasDownloadedMostFirstAmongManyMatches() {
    catalogue.execute(CATALOGUE);
    catalogue.execute("UPDATE models SET type = 'Upscaler' WHERE id <= 3");

    assertThat(run("search boats -n 2").out()).matches("6000\t.*\n5999\t.*\n");
    assertThat(run("search boats -t upscaler -n 2"))
        .satisfies(
            result -> {
              assertThat(result.out()).matches("3\t.*\n2\t.*\n");
              result.says("2 of 3; -n 0 for all\n");
            });
  }

  /** SQLite assigns small row ids, but a user's SQL can choose any. */
  @Test
  void ordersManyMatchesWithAnyRowIds() {
    catalogue.execute(CATALOGUE);
    catalogue.execute("UPDATE models SET name = 'Boats ' || id WHERE id IN (5, 7)");
    catalogue.execute(
        """
        INSERT INTO models (id, civitai_id, name, type, download_count)
        VALUES (-9, 9001, 'boats', 'LORA', 1), (5000000000, 9002, 'Boats of ann', 'LORA', 6)
        """);

    for (String options : List.of("-t lora", "")) {
      assertThat(run("search boats -n 0 " + options).out())
          .startsWith("9001\tboats\t")
          .containsPattern("(?s)^9001\t.*?\n7\t.*?\n9002\t.*?\n5\t.*?\n5999\t")
          .hasLineCount(options.isEmpty() ? MODELS + 2 : MODELS / 2 + 2);
    }
  }

  @Test
  void asksManyFiles() {
    catalogue.execute(CATALOGUE);

    assertThat(run("list", "-t", "lora", "-b", "sdxl").out()).hasLineCount(MODELS / 2);
    run("list", "--outdated", "-n", "9")
        .says("6,000 files, 5.9 KiB; 9 of them shown, -n 0 for all\n");
    assertThat(run("outdated").out()).hasLineCount(MODELS);
    assertThat(run("stats", "--json").out()).contains("\"duplicates\":2999,\"models\":6000,");
    catalogue.execute(
        "UPDATE local_files SET missing_since = '2026-01-02T03:04:05Z' WHERE size_bytes = 1");
    assertThat(run("stats", "--json").out())
        .contains("\"local_files\":1,\"linked\":0,\"missing\":6000,");
  }

  /** Names that someone's SQL wrote are folded once, and not for each name that is sought. */
  @Test
  void seeksManyNamesAmongManyThatAreNotFolded() {
    catalogue.execute(CATALOGUE);
    catalogue.execute(
        """
        UPDATE models SET name = 'Née ' || id;
        UPDATE version_files SET name = 'née file ' || version_id || '.safetensors';
        UPDATE local_files SET sha256 = printf('%064d', id);
        INSERT INTO own_images (id, path, size_bytes, mtime_ns) VALUES (1, '/a.png', 1, 1);
        INSERT INTO own_image_models (image_id, type, name)
          SELECT 1, 'lora', 'nee' || id FROM models
          UNION ALL VALUES (1, 'lora', 'NEE 77'), (1, 'lora', 'nee file 155.safetensors');
        """);

    run("list uses:>=1 --fields file_path")
        .prints("/155.safetensors\n/77.safetensors\n", "2 files, 2 B\n");
    String words = "nee77\n".repeat(MODELS) + "NEE 77\n";
    assertThat(assertTimeoutPreemptively(LIMIT, () -> tsr.withInput(words).db("show -q -")).out())
        .contains("/77.safetensors");
    catalogue.has("SELECT count(*) FROM model_search_unfolded", "6000");
  }

  /** Storing each of them must not make the texts of all others anew. */
  @Test
  void cachesManyModelsOfOneCreator() {
    int count = 400;
    String words = "lantern light over the water ".repeat(70);
    String[] models =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                id ->
                    """
                    {"id": %1$d, "name": "Harbour %1$d", "type": "LORA", "tags": ["boats"],
                     "creator": {"username": "ann", "image": "https://a.example/%1$d.png"},
                     "modelVersions": [{"id": %1$d, "name": "v1", "trainedWords": ["%2$s"],
                       "files": [], "images": []}]}"""
                        .formatted(id, words))
            .toArray(String[]::new);
    CIVITAI.lists(models);
    List<Integer> ids = IntStream.rangeClosed(1, count).boxed().toList();

    assertThat(run("cache", ids).out()).hasLineCount(count);

    assertThat(run("search", "lantern", "-n", "0").out()).hasLineCount(count);
  }

  /** The texts of headers and prompts, and lists, that someone made as long as they can be. */
  @Test
  void readsWhatStrangersMadeLong() {
    catalogue.execute(
        """
        INSERT INTO safetensor_metadata (local_file_id, key, value) VALUES
          (1, 'modelspec.trigger_phrase', replace(hex(zeroblob(200000)), '0', '(')),
          (1, 'modelspec.usage_hint', (
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
            SELECT group_concat('w' || i) FROM n));
        INSERT INTO models (id, civitai_id, name, type) VALUES (1, 1, 'Fog', 'LORA');
        INSERT INTO model_versions (id, civitai_id, model_id, name) VALUES (1, 1, 1, 'v1');
        INSERT INTO version_images (id, version_id, url) VALUES (1, 1, 'u');
        INSERT INTO image_generation_params (image_id, key, value) VALUES
          (1, 'prompt', '<lora:' || hex(zeroblob(100000)));
        INSERT INTO image_resources (image_id, name, type, weight)
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
          SELECT 1, 'fog', 'lora', i FROM n;
        """);

    assertThat(run("triggers", "a").out()).hasLineCount(100_001);
    assertThat(run("prompts", "1", "--format", "a1111", "--local-names").out()).hasLineCount(1);
    assertThat(run("prompts", "1", "--json").out()).contains("\"weight\":20000.0");
  }

  /** One image with more parameters than all others together, stored and replaced. */
  @Test
  void cachesManyParametersOfOneImage() {
    String parameters =
        IntStream.range(0, 60_000)
            .mapToObj(i -> "\"key %d\": 1".formatted(i))
            .collect(Collectors.joining(", ", "{\"prompt\": \"fog\", ", "}"));
    CIVITAI.lists(
        """
        {"id": 7, "name": "Fog", "type": "LORA", "modelVersions": [
          {"id": 71, "name": "v1", "files": [], "images": [{"url": "https://i.example/1", "meta": %s}]}]}"""
            .formatted(parameters));

    for (int i = 0; i < 2; i++) {
      assertThat(run("cache", "7", "--json").out()).contains("\"prompts\":1,");
    }
    assertThat(run("prompts", "7", "--format", "jsonl").out())
        .contains("\"params\":{\"prompt\":\"fog\",\"key 0\":1,\"key 1\":1,")
        .hasSizeLessThan(1_500_000);
  }

  /** The id of an image is in its address, which may have any number of slashes. */
  @Test
  void readsALongAddress() {
    CIVITAI.lists(
        """
        {"id": 7, "name": "Fog", "type": "LORA", "modelVersions": [
          {"id": 71, "name": "v1", "files": [], "images": [{"url": "https://i.example%s\\n."}]}]}"""
            .formatted("/1?".repeat(200_000)));

    assertThat(run("cache", "7", "--json").out()).contains("\"images\":1,");
  }

  private Result run(String line, Object... words) {
    return assertTimeoutPreemptively(LIMIT, () -> tsr.db(line, words)).exits(0);
  }
}
