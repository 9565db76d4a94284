package dev.tensors.tsr.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireModel.WireCreator;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.library.Rows;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are stored, refreshed, and deleted with all rows below them. */
class ModelWriterTest {

  private static final String NOW = "2024-01-01T00:00:00Z";
  private static final String LATER = "2024-01-02T00:00:00Z";
  private static final List<String> CHILDREN =
      List.of(
          "models",
          "model_tags",
          "model_versions",
          "trained_words",
          "version_files",
          "file_hashes",
          "version_images",
          "image_video_metadata",
          "image_generation_params",
          "image_resources",
          "model_search");

  private Path file;
  private Database database;
  private CachedModels models;

  @BeforeEach
  void open(@TempDir Path folder) {
    file = folder.resolve("models.db");
    database = CatalogueDatabase.open(file);
    models = new CachedModels(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ColumnValues columns(long civitaiId, String name) {
    return new ColumnValues().with("civitai_id", civitaiId).with("name", name);
  }

  private static WireModel model(long id, String name, WireVersion... versions) {
    return new WireModel(
        columns(id, name).with("type", "LORA").with("nsfw", true),
        new WireCreator("ann", null),
        List.of("fog", "sea " + name),
        Arrays.asList(versions));
  }

  private static WireVersion version(long id, String name, WireImage... images) {
    return new WireVersion(
        columns(id, name).with("base_model", "SDXL"),
        null,
        null,
        List.of("word " + name, "mist"),
        List.of(new WireFile(columns(id * 10, name), Map.of("SHA256", "AB", "CRC32", "1"))),
        Arrays.asList(images));
  }

  private static WireImage image(Long id, String url) {
    return new WireImage(
        new ColumnValues().with("civitai_id", id).with("url", url),
        new ColumnValues().with("duration", 1.5),
        Map.of("prompt", new GenerationParameter("a boat at " + url, false)),
        List.of(new ImageResource("foggy", null, null, 0.8, null)));
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (String table : List.of("models", "model_versions", "version_files", "version_images")) {
      ids.addAll(Rows.of(database, "SELECT '" + table + "', id FROM " + table + " ORDER BY id"));
    }
    return ids;
  }

  private List<String> counts() {
    return CHILDREN.stream()
        .map(table -> table + Rows.of(database, "SELECT count(*) FROM " + table))
        .toList();
  }

  @Test
  void aRefreshKeepsRowIds() {
    models.store(model(7, "a", version(71, "v1", image(1L, "x/1.png"))), NOW);
    List<String> ids = ids();

    models.store(model(7, "b", version(71, "v2", image(1L, "y/other.png"))), LATER);

    assertThat(ids()).isEqualTo(ids);
    assertThat(Rows.of(database, "SELECT name, nsfw, fetched_at FROM models"))
        .containsExactly("b|1|" + LATER);
    assertThat(Rows.of(database, "SELECT name FROM model_versions")).containsExactly("v2");
    assertThat(Rows.of(database, "SELECT word FROM trained_words ORDER BY position"))
        .containsExactly("word v2", "mist");
    assertThat(Rows.of(database, "SELECT name FROM tags ORDER BY name"))
        .containsExactly("fog", "sea b");
    assertThat(Rows.of(database, "SELECT value FROM image_generation_params"))
        .containsExactly("a boat at y/other.png");
    assertThat(Rows.of(database, "SELECT name, tags, words FROM model_search"))
        .containsExactly("\nb\n\n|\nfog\nsea b\n\n|\nword v2\nmist\n\n");
  }

  @Test
  void anUnlistedImageStaysIfItHasParameters() {
    WireImage plain =
        new WireImage(
            new ColumnValues().with("civitai_id", 2L).with("url", "2.png"),
            null,
            Map.of(),
            List.of());
    models.store(model(7, "a", version(71, "v1", image(1L, "1.png"), plain)), NOW);

    models.store(model(7, "a", version(71, "v1", image(3L, "3.png"))), LATER);

    assertThat(Rows.of(database, "SELECT civitai_id FROM version_images ORDER BY id"))
        .containsExactly("1", "3");
  }

  @Test
  void anArchivedModelKeepsTheValuesThatItsAnswerLacks() {
    models.store(model(7, "a", version(71, "v1")), NOW);
    WireVersion bare =
        new WireVersion(
            columns(71, "v1").with("base_model", null),
            null,
            null,
            List.of(),
            List.of(),
            List.of());
    WireModel archived =
        new WireModel(
            columns(7, "a").with("type", "LORA").with("mode", "Archived").with("nsfw", null),
            null,
            List.of(),
            List.of(bare));

    models.store(archived, LATER);

    assertThat(Rows.of(database, "SELECT nsfw, mode FROM models")).containsExactly("1|Archived");
    assertThat(Rows.of(database, "SELECT base_model FROM model_versions")).containsExactly("SDXL");
    assertThat(Rows.of(database, "SELECT hash_type FROM file_hashes ORDER BY 1"))
        .containsExactly("CRC32", "SHA256");
  }

  @Test
  void aVersionCanMoveToAnotherModel() {
    models.store(model(7, "a", version(71, "v1")), NOW);
    models.store(model(8, "b", version(71, "v1")), LATER);

    assertThat(
            Rows.of(
                database,
                "SELECT m.civitai_id FROM model_versions v JOIN models m ON m.id = v.model_id"))
        .containsExactly("8");
    assertThat(Rows.of(database, "SELECT words FROM model_search ORDER BY rowid"))
        .containsExactly("null", "\nword v1\nmist\n\n");
  }

  @Test
  void deletingAModelDeletesAllRowsBelowIt() {
    models.store(model(8, "kept", version(81, "v1", image(2L, "2.png"))), NOW);
    List<String> before = counts();
    models.store(model(7, "a", version(71, "v1", image(1L, "1.png"))), NOW);
    assertThat(counts()).doesNotContainAnyElementsOf(before);

    database.change(sql -> sql.update("DELETE FROM models WHERE civitai_id = 7"));

    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void aFailedRefreshChangesNothing() {
    models.store(model(7, "a", version(71, "v1", image(1L, "1.png"))), NOW);
    WireVersion nameless = version(72, null);

    assertThatThrownBy(() -> models.store(model(7, "b", version(71, "v1"), nameless), LATER))
        .isInstanceOf(DatabaseFault.class);

    assertThat(Rows.of(database, "SELECT name, fetched_at FROM models"))
        .containsExactly("a|" + NOW);
    assertThat(Rows.of(database, "SELECT name FROM tags ORDER BY name"))
        .containsExactly("fog", "sea a");
    assertThat(Rows.of(database, "SELECT * FROM model_search_later")).isEmpty();
  }

  @Test
  void twoProcessesStoreModelsWithTheSameTagsAndCreator() {
    try (Database other = CatalogueDatabase.open(file)) {
      CachedModels theirs = new CachedModels(other);
      models.store(model(7, "a", version(71, "v1")), NOW);
      theirs.store(model(8, "a", version(81, "v1")), NOW);
      models.store(model(7, "a", version(71, "v1")), LATER);

      assertThat(Rows.of(other, "SELECT name FROM tags ORDER BY name"))
          .containsExactly("fog", "sea a");
      assertThat(Rows.of(other, "SELECT username FROM creators")).containsExactly("ann");
      assertThat(theirs.stale(NOW, LATER)).isEmpty();
      assertThat(theirs.has(7)).isTrue();
    }
  }
}
