package dev.tensors.tsr.sidecars.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A desktop, which runs the command, and a laptop that has the same contents. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class CatalogueImportTest extends CommandTest {

  private Workplace laptop;
  private Path there;

  @BeforeEach
  void libraries() throws IOException {
    laptop = Workplace.in(Files.createDirectory(folder.resolve("laptop")));
    there = laptop.database();
    for (String name : List.of("fog", "rain")) {
      library.model(name + ".safetensors", name.length());
      laptop.library().model(name + "-there.safetensors", name.length());
    }
    library.model("rain.safetensors", 9);
    laptop.library().model("rain-there.safetensors", 9);
    workplace.scan();
    laptop.scan();
  }

  private String row(String status, String... taken) {
    return """
    [{"file_path":null,"sidecar":"%s","manager":"tsr","status":"%s","taken":[%s]}]
    """
        .formatted(
            there,
            status,
            String.join(",", List.of(taken).stream().map(word -> '"' + word + '"').toList()));
  }

  private String nothing() {
    return there + ": nothing that is not known here\n";
  }

  @Test
  void takesModelsThatWereFetchedLaterThere() {
    for (Workplace one : List.of(workplace, laptop)) {
      one.catalogue()
          .model(100, "Old")
          .with("fetched_at", "2026-01-01T00:00:00Z")
          .version(101, "a");
      one.catalogue()
          .model(200, "New")
          .with("fetched_at", "2026-01-01T00:00:00Z")
          .version(201, "b");
    }
    laptop
        .catalogue()
        .execute(
            "UPDATE models SET name = 'Old?', fetched_at = '2025-12-31T00:00:00Z' WHERE civitai_id"
                + " = 100");
    laptop
        .catalogue()
        .execute(
            "UPDATE models SET name = 'Newer', fetched_at = '2026-02-02T00:00:00Z' WHERE civitai_id"
                + " = 200");
    laptop
        .catalogue()
        .model(300, "Only there")
        .with("fetched_at", "2026-02-03T00:00:00Z")
        .creator("you")
        .tags("sea");

    tsr.db("import --json", there)
        .prints(
            row("proved", "models"),
            there
                + ": 2 models, 0 notes and 0 links by hand taken over\n"
                + "tsr db link --offline finds the models of your files among them.\n");
    catalogue.has(
        "SELECT civitai_id, name, fetched_at FROM models ORDER BY civitai_id",
        "100|Old|2026-01-01T00:00:00Z",
        "200|Newer|2026-02-02T00:00:00Z",
        "300|Only there|2026-02-03T00:00:00Z");
    assertThat(tsr.db("search -q sea").column(0)).containsExactly("300");
    tsr.db("import --json", there).prints(row("unchanged"), nothing());
    tsr.db("import", there).prints("", nothing());
  }

  /** Versions, files, hashes, words, images and what they were made with, gone ones as gone. */
  @Test
  void takesAllThatIsCachedOfAModel() {
    laptop
        .catalogue()
        .model(100, "Harbour")
        .with("fetched_at", "2026-02-02T00:00:00Z")
        .with("gone_at", "2026-02-03T00:00:00Z");
    laptop
        .catalogue()
        .execute(
            """
            INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index, gone_at, paid_access)
              VALUES (7, 101, 1, 'v1', 'SDXL 1.0', NULL, '2026-01-15T00:00:00Z', NULL),
                (8, 102, 1, 'v2', 'Flux.1 D', 0, NULL, '{"permanent":true}');
            INSERT INTO trained_words (version_id, word, position) VALUES (8, 'hrbr', 0), (8, 'fog', 1);
            INSERT INTO version_files (id, civitai_id, version_id, name, type, size_kb, is_primary, fetched_at)
              VALUES (5, 900, 8, 'harbour.safetensors', 'Model', 12.5, 1, '2026-02-02T00:00:00Z');
            INSERT INTO file_hashes (file_id, hash_type, hash_value) VALUES (5, 'SHA256', 'AB'), (5, 'AutoV2', 'AC');
            INSERT INTO version_images (id, civitai_id, version_id, url, type, width, height, nsfw_level)
              VALUES (3, 55, 8, 'https://image/55.mp4', 'video', 512, 768, 1);
            INSERT INTO image_video_metadata (image_id, duration, has_audio) VALUES (3, 2.5, 1);
            INSERT INTO image_generation_params (image_id, key, value, is_json)
              VALUES (3, 'prompt', 'a fog', 0), (3, 'extra', '{"a":[1]}', 1);
            INSERT INTO image_resources (image_id, name, type, hash, weight, model_version_id)
              VALUES (3, 'harbour', 'lora', 'AC', 0.7, 102)
            """);

    tsr.db("import -q", there).exits(0);

    catalogue.has(
        "SELECT civitai_id, gone_at, fetched_at FROM models",
        "100|2026-02-03T00:00:00Z|2026-02-02T00:00:00Z");
    catalogue.has(
        "SELECT civitai_id, name, base_model, version_index, gone_at, paid_access FROM"
            + " model_versions ORDER BY 1",
        "101|v1|SDXL 1.0|null|2026-01-15T00:00:00Z|null",
        "102|v2|Flux.1 D|0|null|{\"permanent\":true}");
    catalogue.has("SELECT word FROM trained_words ORDER BY position", "hrbr", "fog");
    catalogue.has(
        "SELECT f.civitai_id, name, size_kb, is_primary, group_concat(hash_type || hash_value, ' ')"
            + " FROM version_files f JOIN file_hashes h ON h.file_id = f.id",
        "900|harbour.safetensors|12.5|1|SHA256AB AutoV2AC");
    catalogue.has(
        "SELECT civitai_id, url, type, width, height, nsfw_level, duration, has_audio FROM"
            + " version_images i JOIN image_video_metadata m ON m.image_id = i.id",
        "55|https://image/55.mp4|video|512|768|1|2.5|1");
    catalogue.has(
        "SELECT key, value, is_json FROM image_generation_params ORDER BY key",
        "extra|{\"a\":[1]}|1",
        "prompt|a fog|0");
    catalogue.has(
        "SELECT name, type, hash, weight, model_version_id FROM image_resources",
        "harbour|lora|AC|0.7|102");
  }

  /** That a model is gone is an answer, too. */
  @Test
  void keepsAndTakesThatAModelIsGoneWhereThatIsTheLaterAnswer() {
    catalogue
        .model(100, "Gone here")
        .with("fetched_at", "2026-01-01T00:00:00Z")
        .with("gone_at", "2026-11-01T00:00:00Z");
    catalogue.model(200, "Gone there").with("fetched_at", "2026-02-01T00:00:00Z");
    catalogue.model(300, "Back here").with("fetched_at", "2026-12-01T00:00:00Z");
    laptop.catalogue().model(100, "Was there").with("fetched_at", "2026-02-01T00:00:00Z");
    for (int id : new int[] {200, 300}) {
      laptop
          .catalogue()
          .model(id, "Older")
          .with("fetched_at", "2026-01-01T00:00:00Z")
          .with("gone_at", "2026-11-01T00:00:00Z");
    }

    tsr.db("import -q", there).exits(0);
    catalogue.has(
        "SELECT civitai_id, name, gone_at FROM models ORDER BY civitai_id",
        "100|Was there|2026-11-01T00:00:00Z",
        "200|Gone there|2026-11-01T00:00:00Z",
        "300|Back here|null");
  }

  /** As when CivitAI answers again: what a later answer lacks stays, or is marked. */
  @Test
  void keepsWhatOnlyThisCatalogueHasOfAModel() {
    catalogue.model(100, "Harbour").with("fetched_at", "2026-01-01T00:00:00Z").version(102, "v2");
    catalogue.model(100 + 1, "Other");
    catalogue.execute(
        """
        INSERT INTO model_versions (civitai_id, model_id, name, version_index) VALUES (101, 1, 'v1', 1);
        UPDATE model_versions SET paid_access = '{"permanent":true}' WHERE civitai_id = 102;
        INSERT INTO version_images (id, civitai_id, version_id, url)
          SELECT 3, 55, id, 'https://image/55.jpeg' FROM model_versions WHERE civitai_id = 102;
        INSERT INTO image_generation_params (image_id, key, value) VALUES (3, 'prompt', 'a fog')
        """);
    laptop
        .catalogue()
        .model(100, "Harbour")
        .with("fetched_at", "2026-02-02T00:00:00Z")
        .version(102, "v2");

    tsr.db("import -q", there).exits(0);

    catalogue.has(
        "SELECT civitai_id, gone_at, paid_access FROM model_versions ORDER BY 1",
        "101|2026-02-02T00:00:00Z|null",
        "102|null|{\"permanent\":true}");
    catalogue.has("SELECT value FROM image_generation_params", "a fog");
    catalogue.has("SELECT name FROM models WHERE civitai_id = 101", "Other");
  }

  @Test
  void takesNotesWhereNothingIsSaidHere() {
    tsr.db("note -q fog --text mine --tag own").exits(0);
    laptop
        .tsr()
        .db("note -q fog-there --text theirs --rating 4 --tag other --triggers mist")
        .exits(0);
    laptop.tsr().db("note -q rain-there --favourite --weight 0.8 --tag wet --tag cold").exits(0);
    laptop
        .catalogue()
        .execute(
            "INSERT INTO notes (sha256, text) VALUES ('%s', 'of a deleted file')"
                .formatted("F".repeat(64)));

    tsr.db("import --json", there)
        .prints(
            row("proved", "notes"), there + ": 0 models, 3 notes and 0 links by hand taken over\n");
    catalogue.has(
        "SELECT text, rating, favourite, weight, triggers FROM notes WHERE text IS NOT 'of a"
            + " deleted file' ORDER BY text DESC",
        "mine|4|0|null|mist",
        "null|null|1|0.8|null");
    catalogue.has("SELECT tag FROM note_tags ORDER BY tag", "cold", "own", "wet");
    tsr.db("import", there).prints("", nothing());
  }

  @Test
  void takesLinksByHandWhereAFileIsNotLinked() {
    laptop.catalogue().model(100, "Harbour").version(101, "v1").version(102, "v2");
    laptop.catalogue().link(laptop.library().path("fog-there.safetensors"), 101);
    laptop.catalogue().link(laptop.library().path("rain-there.safetensors"), 102);
    laptop.catalogue().execute("UPDATE local_files SET link_source = 'manual', link_match = NULL");
    catalogue.model(200, "Else").version(201, "x").linked(library.path("rain.safetensors"));

    tsr.db("import -q --json", there).exits(0).shows(row("proved", "models", "links"));
    catalogue.has(
        "SELECT civitai_model_id, civitai_version_id, link_source FROM local_files ORDER BY"
            + " file_path",
        "100|101|manual",
        "200|201|null");
  }

  private static void repository(Workplace one, String commit, String fetchedAt, String sha256) {
    one.catalogue()
        .execute(
            """
            INSERT INTO hf_repositories (repo, revision, ref, licence, gated, fetched_at)
              VALUES ('tide/quay', '%1$s', 'main', 'mit', 0, '%2$s');
            INSERT INTO hf_files (repo, revision, path, size_bytes, sha256)
              VALUES ('tide/quay', '%1$s', 'vae/fog.safetensors', 5, '%3$s');
            """
                .formatted(commit, fetchedAt, sha256));
  }

  @Test
  void takesRepositoriesThatWereFetchedLaterThere() {
    String fog = Library.sha256(library.path("fog.safetensors"));
    repository(laptop, "c1", "2026-02-02T00:00:00Z", fog);

    tsr.db("import --json", there)
        .prints(
            row("proved", "repositories"),
            there
                + ": 0 models, 0 notes and 0 links by hand taken over\n"
                + "1 repository of Hugging Face taken over; 1 of your files is in them\n");
    String all =
        "SELECT r.repo, r.revision, r.ref, r.licence, r.fetched_at, h.path, h.size_bytes, h.sha256"
            + " FROM hf_repositories r JOIN hf_files h ON h.repo = r.repo AND h.revision ="
            + " r.revision";
    catalogue.has(all, "tide/quay|c1|main|mit|2026-02-02T00:00:00Z|vae/fog.safetensors|5|" + fog);
    catalogue.has(
        "SELECT hf_repo, hf_revision, hf_path FROM local_files WHERE hf_repo IS NOT NULL",
        "tide/quay|c1|vae/fog.safetensors");
    tsr.db("import --json", there).prints(row("unchanged"), nothing());

    laptop.catalogue().execute("DELETE FROM hf_repositories");
    repository(laptop, "c0", "2026-02-01T00:00:00Z", fog);
    tsr.db("import --json", there).prints(row("unchanged"), nothing());
    repository(laptop, "c2", "2026-02-03T00:00:00Z", fog);
    tsr.db("import -q --json", there).exits(0).shows(row("proved", "repositories"));
    catalogue.has(all, "tide/quay|c2|main|mit|2026-02-03T00:00:00Z|vae/fog.safetensors|5|" + fog);
    catalogue.has("SELECT hf_revision FROM local_files WHERE hf_repo IS NOT NULL", "c2");
  }

  @Test
  void fillsACatalogueThatDoesNotExistYet() {
    laptop.tsr().db("note -q fog-there --text theirs").exits(0);
    Path fresh = folder.resolve("fresh.db");

    tsr.db("import --db", fresh, there)
        .exits(0)
        .says(there + ": 0 models, 1 note and 0 links by hand taken over\n");
    assertThat(fresh).exists();
  }

  @Test
  void refusesItselfAndANewerOne() {
    tsr.db("import", database)
        .fails(
            2,
            "tsr: %s is the catalogue in use; name another one\n".formatted(database)
                + "Usage: tsr db import [OPTIONS] [PATH...]\n");
    laptop.catalogue().execute("PRAGMA user_version = 99");
    assertThat(tsr.db("import", there).exits(6).err()).contains("made by a newer tsr");
  }

  @Test
  void takesSidecarsOfAFolderInTheSameRun() {
    laptop.tsr().db("note -q fog-there --text theirs").exits(0);
    library.sidecar("rain.json", "{\"notes\": \"of a web UI\"}");

    assertThat(tsr.db("import", there, library.path("")).exits(0).err())
        .isEqualTo(
            there
                + ": 0 models, 1 note and 0 links by hand taken over\n"
                + "Sidecars: 1 with notes only\n");
  }
}
