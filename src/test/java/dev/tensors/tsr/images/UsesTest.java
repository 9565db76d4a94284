package dev.tensors.tsr.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.pictures.MediaFile;
import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What uses a file: pictures, videos and workflows; and that this stays right. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class UsesTest extends CommandTest {

  private static final String CURRENT = FileUses.IS_CURRENT;

  private static final Pattern USES =
      Pattern.compile("\"(images_made|workflows_used|last_used_at|workflows)\":[^:]*");

  private Path made;
  private Path boats;
  private Path fog;

  @BeforeEach
  void library() throws IOException {
    boats = library.model("boats.safetensors", 16, 1, "{\"ss_output_name\":\"b\"}");
    fog = library.model("fog.safetensors", 2);
    made = Files.createDirectory(folder.toRealPath().resolve("made"));
    workplace.scan();
  }

  private static String graph(String lora) {
    return "{\"1\":{\"class_type\":\"LoraLoader\",\"inputs\":{\"lora_name\":\"%s.safetensors\"}}}"
        .formatted(lora);
  }

  private static String workflow(String lora) {
    return """
    {"last_node_id": 1, "nodes": [
      {"id": 1, "type": "LoraLoader", "widgets_values": ["%s.safetensors", 1, 1]}], "links": []}"""
        .formatted(lora);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(made.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(made.resolve(name), text);
  }

  private Result images(Object... arguments) {
    return tsr.db("images --jobs=1", arguments);
  }

  private void assertUses(Path file, int pictures, int workflows) {
    tsr.db("list --fields images_made,workflows_used,uses --format csv -q", file.getFileName())
        .prints(
            "images_made,workflows_used,uses\r\n%d,%d,%d\r\n"
                .formatted(pictures, workflows, pictures + workflows));
  }

  @Test
  void remembersVideosSoundsAndWorkflows() throws IOException {
    Path video = write("a.mp4", MediaFile.mp4(Map.of("prompt", graph("boats"))));
    Path sound = write("b.webm.mp3", MediaFile.webm(Map.of("prompt", graph("boats"))));
    Path picture = write("c.png", PictureFile.png().text("prompt", graph("boats")).end());
    Path ui = write("d.json", workflow("boats"));
    Path api = write("e.json", graph("boats"));
    write("f.json", "{\"nodes\": [{\"type\": \"a\"}], \"links\": [], \"version\": 3}");
    write("package.json", "{\"name\": \"x\", \"inputs\": {\"a\": 1}}");
    write("broken.json", "{\"name\": \"x\", \"inputs\": ");

    images(made.toString())
        .prints(
            """
            %s\tnew\tComfyUI\t1
            %s\tnew\tComfyUI\t1
            %s\tnew\tComfyUI\t1
            %s\tnew\tComfyUI\t1
            %s\tnew\tComfyUI\t1
            """
                .formatted(video, sound, picture, ui, api),
            "5 new; models are named in 1 of 1 picture, 2 of 2 videos, 2 of 2 workflows\n");
    catalogue.has(
        "SELECT kind, count(*) FROM own_images GROUP BY 1", "picture|1", "video|2", "workflow|2");
    assertUses(boats, 3, 2);
    assertUses(fog, 0, 0);
    tsr.db("list is:unused")
        .prints(
            fog + "\t97\t\t\t\t\n",
            "1 file, 97 B\nNo recorded picture, video or workflow names these files, or a copy of"
                + " them; models are named in 1 of 1 picture, 2 of 2 videos, 2 of 2 workflows\n");
    images()
        .prints(
            "",
            "0 new, 5 unchanged; models are named in 1 of 1 picture, 2 of 2 videos, 2 of 2 workflows\n");
    tsr.db("list uses:>=5 -q").prints(boats + "\t117\t\t\t\t\n");
    assertThat(tsr.db("prompts --mine boats --json -q").out()).doesNotContain(".json\"");
  }

  @Test
  void countsNoUsesWhereNothingWasFound() {
    assertThat(tsr.db("list --json -q").out()).contains("\"images_made\":null");

    images("-q", made.toString()).prints("");

    assertUses(boats, 0, 0);
  }

  @Test
  void namesJsonThatIsNoWorkflowOnlyIfItWasNamed() throws IOException {
    Path other = write("other.json", "{\"name\": \"x\"}");
    Path cut = write("cut.json", "{\"last_node_id\": 1, \"nodes\": [");

    images(other.toString())
        .ends(
            3,
            other + "\tfailed\t\t0\n",
            "tsr: %s: it is JSON, but no workflow that tsr knows\n0 new, 1 failed; models are named in 0 of 0 pictures\n"
                .formatted(other));
    images(made.toString())
        .ends(
            3,
            cut + "\tfailed\t\t0\n",
            """
            tsr: %s: its JSON is damaged or cut off
            0 new, 1 failed; models are named in 0 of 1 workflow
            """
                .formatted(cut));
  }

  /** What was no workflow is read again once its size or its time is another one. */
  @Test
  void readsOtherJsonOnce() throws IOException {
    Path other = write("a.json", "{" + " ".repeat(workflow("boats").length() - 2) + "}");
    FileTime time = Files.getLastModifiedTime(other);
    images("-q", made.toString()).prints("");
    write("b.json", workflow("fog"));
    images("-q");
    catalogue.has("SELECT path FROM other_json", other.toString());

    write("a.json", workflow("boats"));
    Files.setLastModifiedTime(other, time);
    images("-q").prints("");
    images("-q", other)
        .ends(
            3,
            other + "\tfailed\t\t0\n",
            "tsr: %s: it is JSON, but no workflow that tsr knows\n".formatted(other));

    Files.setLastModifiedTime(other, FileTime.fromMillis(time.toMillis() + 1000));
    images("-q").prints(other + "\tnew\tComfyUI\t1\n");
    Files.delete(other);
    images("-q").prints(other + "\tmissing\tComfyUI\t1\n");
    catalogue.has("SELECT count(*) FROM other_json", "0");
  }

  @Test
  void forgetsAWorkflowThatIsOtherJsonNow() throws IOException {
    write("a.json", workflow("boats"));
    images("-q", made.toString());
    write("a.json", "{\"name\": \"something else\"}");

    images("-q").prints("");

    catalogue.has("SELECT count(*) FROM own_images", "0");
  }

  /** SwarmUI writes the file beside a video after it. */
  @Test
  void readsAVideoAgainWhoseTextsCameLater() throws IOException {
    Path video = write("a.mp4", MediaFile.mp4(Map.of()));
    images("-q", made.toString());
    write("a.swarm.json", "{\"sui_image_params\": {\"model\": \"boats\", \"prompt\": \"x\"}}");

    images()
        .prints(
            video + "\tchanged\tSwarmUI\t1\n",
            "0 new, 1 changed; models are named in 1 of 1 video\n");
    images().prints("", "0 new, 1 unchanged; models are named in 1 of 1 video\n");
  }

  @Test
  void followsNoLinkBesideAVideo() throws IOException {
    Path outside = folder.resolve("outside.json");
    Files.writeString(outside, "{\"sui_image_params\": {\"model\": \"boats\", \"prompt\": \"x\"}}");
    Path video = write("a.mp4", MediaFile.mp4(Map.of()));
    Files.createSymbolicLink(made.resolve("a.swarm.json"), outside);
    Path sidecars = Files.createDirectories(folder.resolve("sidecars"));
    Files.copy(outside, sidecars.resolve("a.json"));
    Files.createSymbolicLink(made.resolve("sidecars"), sidecars);

    images("-q", made.toString()).prints(video + "\tnew\t\t0\n");
  }

  /** A picture that has nothing to do with how the video was made. */
  @Test
  void readsAVideoOnceWhoseCompanionsTellNothing() throws IOException {
    Path video = write("a.mp4", MediaFile.mp4(Map.of()));
    write("b.gif", new byte[0]);
    Path webp = write("c.webp", PictureFile.webp(new byte[8]));
    write("a.png", PictureFile.png().end());
    write("c.png", PictureFile.png().end());
    write("a.json", "{}");
    images("-q", made.toString());

    images("-q").prints("");
    Files.delete(made.resolve("c.png"));
    images("-q").prints(webp + "\tchanged\t\t0\n" + made.resolve("c.png") + "\tmissing\t\t0\n");
    write("a.json", "{\"type\": \"WanGP v1 by DeepBeepMeep - Wan\", \"prompt\": \"x\"}");
    images("-q").prints(video + "\tchanged\tWanGP\t1\n");
  }

  /** Where workflows were read, what none of them loads is unused, whatever its type. */
  @Test
  void callsFilesOfAllTypesUnusedWhereThereAreWorkflows() throws IOException {
    catalogue.execute("UPDATE local_files SET type = 'VAE' WHERE file_path LIKE '%fog%'");
    write("a.png", PictureFile.png().text("prompt", graph("boats")).end());
    images("-q", made.toString());
    tsr.db("list is:unused -q").prints("");
    assertThat(tsr.db("show fog --format table").out()).doesNotContain("used in");

    write("a.json", workflow("boats"));
    images("-q");

    tsr.db("list is:unused --fields name -q --format csv").prints("name\r\nfog.safetensors\r\n");
    assertThat(tsr.db("show fog --format table").out())
        .containsPattern("used in +0 pictures of yours, 0 workflows");
  }

  /** What is stored is marked as outdated by each change, and read right before it is renewed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE local_files SET file_path = replace(file_path, 'boats', 'x')",
        "UPDATE local_files SET missing_since = 'now' WHERE file_path LIKE '%boats%'",
        "UPDATE own_image_models SET name = 'fog'",
        "DELETE FROM own_image_models",
        "DELETE FROM own_images",
        "INSERT INTO models (civitai_id, name, type) VALUES (1, 'x', 'LORA')",
        "INSERT INTO own_image_models (image_id, type, name) SELECT min(id), 'lora', 'fog' FROM own_images",
        "INSERT INTO safetensor_metadata (local_file_id, key, value) VALUES (2, 'ss_output_name', 'x')",
        "DELETE FROM safetensor_metadata",
        "INSERT INTO imported_uses VALUES ('A', 'x', '2026-01-01')",
        "UPDATE safetensor_metadata SET value = 'x' WHERE key = 'ss_output_name'",
        "UPDATE local_files SET sha256 = replace(sha256, 'A', 'B')",
        "INSERT OR REPLACE INTO own_image_models (id, image_id, type, name) SELECT max(id), 1, 'lora', 'fog' FROM own_image_models",
        "INSERT INTO own_image_models (id, image_id, type, name) VALUES (-5, 1, 'lora', 'fog')",
        "INSERT OR REPLACE INTO own_images (id, path, size_bytes, mtime_ns) SELECT max(id), 'x', 1, 1 FROM own_images",
        "INSERT INTO models (id, civitai_id, name, type) VALUES (-5, 1, 'x', 'LORA')",
        "INSERT INTO old_names (local_file_id, name) SELECT id, 'x' FROM local_files"
      })
  void noticesEachChange(String change) throws IOException {
    write("a.json", workflow("boats"));
    write("a.png", PictureFile.png().text("prompt", graph("boats")).end());
    images("-q", made.toString());
    catalogue.has(CURRENT, "1");

    catalogue.execute(change);

    catalogue.has(CURRENT, "0");
    String outdated = tsr.db("list --fields name,uses is:here --json -q").out();
    String shown = shownUses();
    tsr.db("note fog --rating 3 -q");
    catalogue.has(CURRENT, "1");
    assertThat(tsr.db("list --fields name,uses is:here --json -q").out()).isEqualTo(outdated);
    assertThat(shownUses()).isEqualTo(shown);
  }

  /** What show tells of each recorded file. */
  private String shownUses() {
    return catalogue.rows("SELECT file_path FROM local_files ORDER BY id").stream()
        .map(path -> tsr.db("show --json -q", path).out())
        .flatMap(json -> USES.matcher(json).results())
        .map(MatchResult::group)
        .collect(Collectors.joining("\n"));
  }

  /** In each way in which a picture can mean a file, show finds it without the other files. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "name | 'boats.safetensors'",
        "name | 'BOATS'",
        "name | 'sub\\Boäts.safetensors'",
        "name | 'ships'",
        "name | 'paper: boats.ckpt'",
        "name | 'paper boats'",
        "name | 'At CivitAI.safetensors'",
        "name | 'Sea: Fog / 2'",
        "hash | substr(sha256, 1, 10)",
        "hash | substr(weights_sha256, 1, 12)",
        "hash | 'ABCDEF01'",
        "hash | 'BBBBBBBB'",
        "civitai_version_id | 101",
        "civitai_model_id | 100",
      })
  void showsUsesByEachMatch(String column, String value) {
    catalogue.model(100, "Sea: Fog / 2").version(101, "v1").file(1, "at civitai.safetensors");
    catalogue.link(boats, 101);
    catalogue.execute(
        "INSERT INTO file_hashes (file_id, hash_type, hash_value) "
            + "SELECT id, 'BLAKE3', 'BBBBBBBB' FROM version_files");
    catalogue.execute(
        "INSERT INTO old_names (local_file_id, name) VALUES (1, 'Ships.safetensors')");
    catalogue.execute(
        "UPDATE safetensor_metadata SET value = 'Paper Boats' WHERE local_file_id = 1");
    catalogue.execute(
        "INSERT INTO safetensor_metadata (local_file_id, key, value) "
            + "VALUES (1, 'sshs_legacy_hash', '0xabcdef0123')");
    catalogue.execute("UPDATE local_files SET weights_sha256 = replace(sha256, 'A', 'B')");
    catalogue.execute(
        "INSERT INTO own_images (path, kind, size_bytes, mtime_ns) VALUES ('w', 'workflow', 1, 1)");
    catalogue.execute(
        "INSERT INTO own_image_models (image_id, type, %s) SELECT 1, 'other', %s FROM local_files WHERE id = 1"
            .formatted(column, value));

    assertUses(boats, 0, 1);
    assertThat(tsr.db("show --json -q", boats).out())
        .contains("\"workflows\":[\"w\"]", "\"workflows_used\":1");
    catalogue.has(CURRENT, "0");
  }

  /** Web UIs load an embedding by its name as a word of the prompt. */
  @Test
  void showsUsesOfAnEmbeddingThatAPromptNames() throws IOException {
    catalogue.execute("UPDATE local_files SET type = 'TextualInversion'");
    catalogue.execute(
        "INSERT INTO own_images (path, kind, size_bytes, mtime_ns, prompt)"
            + " VALUES ('p', 'picture', 1, 1, 'two Boats, a quay'), ('q', 'picture', 1, 1, 'fog')");

    assertUses(boats, 1, 0);
    assertThat(tsr.db("show --json -q", boats).out()).contains("\"images_made\":1");
    assertThat(tsr.db("prompts --mine --json -q", boats).out())
        .contains("\"url\":\"p\"")
        .doesNotContain("\"url\":\"q\"");
    catalogue.has(CURRENT, "0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE local_files SET updated_at = 'x', size_bytes = 5, type = type",
        "UPDATE own_images SET missing_since = 'x'",
        "INSERT INTO notes (sha256, rating) VALUES ('A', 3)"
      })
  void keepsWhatIsStoredWhereNothingChangesIt(String change) throws IOException {
    write("a.json", workflow("boats"));
    images("-q", made.toString());

    catalogue.execute(change);

    catalogue.has(CURRENT, "1");
  }

  @Test
  void staysRightAfterEachCommand() throws IOException {
    write("a.json", workflow("later"));
    write("b.png", PictureFile.png().text("parameters", "<lora:boats:1>").end());
    images("-q", made.toString());
    assertUses(boats, 1, 0);

    Path later = library.model("later.safetensors", 3);
    workplace.scan();
    assertUses(later, 0, 1);
    Files.move(boats, boats.resolveSibling("ships.safetensors"));
    workplace.scan();
    assertUses(boats.resolveSibling("ships.safetensors"), 1, 0); // by its old name
    Files.delete(made.resolve("a.json"));
    images("-q");
    assertUses(later, 0, 1); // a deleted workflow counts until it is forgotten
    tsr.db("prune --images -q");
    assertUses(later, 0, 0);
    catalogue.has(CURRENT, "1");
  }

  /** Another process holds the database when all is done but this. */
  @Test
  void storesNothingWhereItCannot() throws IOException {
    write("a.json", workflow("boats"));
    images("-q", made.toString());
    catalogue.execute("UPDATE uses_state SET rules = 0");
    catalogue.execute(
        "CREATE TRIGGER own BEFORE DELETE ON content_uses BEGIN SELECT RAISE(ABORT, 'no'); END");

    assertThat(tsr.db("note fog --rating 3 -q").exitCode()).isZero();

    catalogue.has("SELECT rating FROM notes", "3");
    catalogue.has(CURRENT, "0");
  }

  /** A catalogue that this process cannot write. */
  @Test
  void readsACatalogueThatCannotBeWritten() throws IOException {
    write("a.json", workflow("boats"));
    images("-q", made.toString());
    catalogue.execute("UPDATE uses_state SET rules = 0");

    assertUses(boats, 0, 1);

    catalogue.has(CURRENT, "0");
  }
}
