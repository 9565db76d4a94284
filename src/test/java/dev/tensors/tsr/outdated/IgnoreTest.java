package dev.tensors.tsr.outdated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.KnownModel;
import dev.tensors.tsr.program.KnownModel.Version;
import dev.tensors.tsr.program.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class IgnoreTest extends CommandTest {

  /** Has versions for two base models. */
  private KnownModel harbour;

  private Path a;
  private Path b;
  private Path c;

  @BeforeEach
  void catalogue() {
    a = library.model("a.safetensors", 1);
    b = library.model("b.safetensors", 2);
    c = library.model("c.safetensors", 3);
    workplace.scan();
    harbour = catalogue.model(100, "Harbour");
    version(harbour, 104, "pony", "Pony", "2021-04-04");
    version(harbour, 103, "v3", "SDXL 1.0", "2021-03-03");
    version(harbour, 102, "v2", "SDXL 1.0", "2021-02-02");
    version(harbour, 101, "v1", "SDXL 1.0", "2021-01-01").linked(a);
    KnownModel other = catalogue.model(200, "fog");
    version(other, 202, "two", "SDXL 1.0", "2021-02-01");
    version(other, 201, "one", "SDXL 1.0", "2021-01-01").linked(b);
    catalogue.model(300, "Empty");
  }

  private static Version version(KnownModel model, long id, String name, String base, String day) {
    return model
        .version(id, name, base)
        .with("published_at", day + "T00:00:00Z")
        .with("download_url", "https://c.example/" + id);
  }

  /** A version that the creator puts before all others. */
  private void addVersion() {
    version(harbour, 105, "v4", "SDXL 1.0", "2022-01-01").with("version_index", -1);
  }

  @Test
  void hidesAVersionUntilThereIsAStillNewerOne() {
    assertThat(outdated()).containsExactly("a v3", "b two");

    ignore("a.safetensors")
        .prints("100\tHarbour\tv3\tfalse\t" + since(100) + "\n", "1 model ignored\n");
    assertThat(outdated()).containsExactly("b two");
    tsr.db("outdated").says("1 outdated file is left out; see tsr db ignore --list\n");
    assertThat(tsr.db("list --outdated").out()).contains(b.toString()).doesNotContain(a.toString());

    addVersion();
    assertThat(outdated()).containsExactly("a v4", "b two");
    assertThat(tsr.db("list --outdated").out()).contains(a.toString());
    assertThat(tsr.db("outdated").err()).isEmpty();
  }

  @Test
  void hidesAllVersionsForAlways() {
    ignore("100 --always --json")
        .shows(
            """
            [{"model_id":100,"model_name":"Harbour","version_id":null,"version_name":null,\
            "always":true,"since":"%s"}]
            """
                .formatted(since(100)));
    addVersion();

    assertThat(outdated("--any-base")).containsExactly("b two");
  }

  @Test
  void exitCodesGoByIt() {
    ignore("a.safetensors b.safetensors");

    tsr.db("outdated --exit-code --json")
        .prints("[]\n", "2 outdated files are left out; see tsr db ignore --list\n");
    tsr.db("outdated --exit-code -q").prints("");
  }

  /** A file stands for the versions with its base model; what outdated --any-base adds stays. */
  @Test
  void ignoresOfAFileWhatOutdatedShows() {
    assertThat(outdated("--any-base")).containsExactly("a pony", "b two");
    ignore("a.safetensors");

    assertThat(outdated()).containsExactly("b two");
    assertThat(outdated("--any-base")).containsExactly("a pony", "b two");
  }

  @ParameterizedTest
  @CsvSource({
    "100, pony, 'b two'",
    "https://civitai.com/models/100/harbour, pony, 'b two'",
    "https://civitai.red/models/100?modelVersionId=103, v3, 'b two'",
    "https://civitai.com/api/download/models/102, v2, 'a v3,b two'",
    "https://civitai.com/model-versions/103, v3, 'b two'",
  })
  void takesModelsAndPages(String word, String version, String outdated) {
    assertThat(ignore(word).out()).startsWith("100\tHarbour\t" + version + "\tfalse\t");

    assertThat(String.join(",", outdated())).isEqualTo(outdated);
  }

  @Test
  void ignoresTheNewestThatCanBeDownloaded() {
    catalogue.execute(
        "UPDATE model_versions SET availability = 'EarlyAccess' WHERE civitai_id IN (103, 104)");
    assertThat(ignore("a.safetensors").out()).startsWith("100\tHarbour\tv2\t");
    ignore("--undo 100");
    assertThat(ignore("100").out()).startsWith("100\tHarbour\tv2\t");
    assertThat(outdated()).containsExactly("b two");

    catalogue.execute("UPDATE model_versions SET availability = 'Public'");
    assertThat(outdated()).containsExactly("a v3", "b two");
  }

  /** Only --undo makes less ignored. */
  @Test
  void keepsWhatIsIgnoredAlready() {
    ignore("100");
    catalogue.execute("UPDATE ignored_versions SET since = '2020-01-01T00:00:00Z'");

    String row = "100\tHarbour\tpony\tfalse\t2020-01-01T00:00:00Z\n";
    ignore("a.safetensors").shows(row);
    ignore("100").shows(row);
    addVersion();
    assertThat(ignore("a.safetensors").out())
        .startsWith("100\tHarbour\tv4\tfalse\t20")
        .isNotEqualTo(row);
    assertThat(ignore("a.safetensors --always").out()).startsWith("100\tHarbour\t\ttrue\t");
    assertThat(ignore("a.safetensors").out()).startsWith("100\tHarbour\t\ttrue\t");
  }

  /** A version that its creator withdrew has no place in the order any more. */
  @Test
  void remembersAVersionThatIsGone() {
    ignore("a.safetensors");
    catalogue.execute(
        "UPDATE model_versions SET version_index = NULL, gone_at = '2022' WHERE civitai_id = 103");
    assertThat(outdated()).containsExactly("b two");
    catalogue.execute("UPDATE model_versions SET published_at = NULL WHERE civitai_id = 103");
    assertThat(outdated()).containsExactly("b two");
    catalogue.execute("DELETE FROM model_versions WHERE civitai_id = 103");
    assertThat(outdated()).containsExactly("b two");
    assertThat(ignore("--list").out()).startsWith("100\tHarbour\t\tfalse\t");

    addVersion();
    assertThat(outdated()).containsExactly("a v4", "b two");
  }

  @Test
  void listsAndUndoes() {
    ignore("--list").prints("", "No version is ignored; tsr db ignore FILE ignores one.\n");
    ignore("100 b.safetensors");
    String fog = "200\tfog\ttwo\tfalse\t" + since(200) + "\n";
    String harbour = "100\tHarbour\tpony\tfalse\t" + since(100) + "\n";
    ignore("--list").prints(fog + harbour);

    ignore("--undo a.safetensors 300 100")
        .prints(harbour, "1 model no longer ignored, 1 not ignored before\n");
    assertThat(outdated()).containsExactly("a v3");
    ignore("--list").shows(fog);
    catalogue.execute("DELETE FROM model_versions; DELETE FROM models");
    assertThat(ignore("--undo 200 -q").out()).startsWith("200\t\t\tfalse\t");
    ignore("--list -j").shows("[]\n");
  }

  @Test
  void showMarksIgnoredVersions() {
    ignore("a.safetensors");

    assertThat(tsr.db("show a.safetensors --format table").out())
        .contains(
            """
            versions   pony, Pony, 2021-04-04, latest, not here
                       v3, SDXL 1.0, 2021-03-03, not here, ignored
                       v2, SDXL 1.0, 2021-02-02, not here, ignored
                       v1, SDXL 1.0, 2021-01-01, this file
            """);
    assertThat(tsr.db("show a.safetensors --json").out())
        .contains("\"version_id\":103", "\"latest\":false,\"ignored\":true,\"local_files\":[]")
        .contains("\"latest\":true,\"ignored\":false,\"local_files\":[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.safetensors nothing | no file in the catalogue matches nothing, nor is it the id, page address or AIR of a model at CivitAI; see tsr db list",
        "a.safetensors c.safetensors | MODELS/c.safetensors: not linked to CivitAI, so no version is"
            + " newer; see tsr db link",
        "a.safetensors 999 | model 999 is not in the catalogue; tsr db cache 999 stores it",
        "a.safetensors 300 | model 300 is not in the catalogue; tsr db cache 300 stores it",
        "--undo 999 | model 999 is not in the catalogue; tsr db cache 999 stores it",
        "100 https://civitai.com/models/100?modelVersionId=201 | the model has no version 201 in the"
            + " catalogue; refresh the model with tsr db cache",
      })
  void changesNothingIfOneIsNotFound(String arguments, String message) {
    ignore(arguments)
        .fails(4, "tsr: " + message.replace("MODELS", c.getParent().toString()) + "\n");
    catalogue.has("SELECT * FROM ignored_versions");
  }

  @Test
  void ignoresTheModelOfALinkedFileThatIsNotCached() {
    catalogue.execute("DELETE FROM model_versions; DELETE FROM models");

    ignore("a.safetensors")
        .says("tsr: model 100 is not in the catalogue; tsr db cache 100 stores it\n");
    assertThat(ignore("a.safetensors --always").out()).startsWith("100\t\t\ttrue\t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | name a FILE or a MODEL, or give --list",
        "--undo | name a FILE or a MODEL, or give --list",
        "--list 100 | --list shows all that is ignored; leave out FILE, MODEL and other options",
        "--list --undo | --list shows all that is ignored; leave out FILE, MODEL and other options",
        "--undo --always 100 | --undo and --always exclude each other",
      })
  void refusesWhatCannotBeMeant(String arguments, String message) {
    ignore(arguments)
        .fails(2, "tsr: " + message + "\nUsage: tsr db ignore [OPTIONS] [FILE|MODEL...]\n");
  }

  private Result ignore(String arguments) {
    return tsr.db("ignore " + arguments);
  }

  /** The name of each outdated file, and that of the newer version. */
  private List<String> outdated(Object... options) {
    return tsr.db("outdated", options)
        .out()
        .lines()
        .map(line -> line.split("\t"))
        .map(cells -> Path.of(cells[0]).getFileName().toString().charAt(0) + " " + cells[4])
        .toList();
  }

  private String since(long model) {
    return catalogue
        .rows("SELECT since FROM ignored_versions WHERE model_id = " + model)
        .getFirst();
  }
}
