package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FILE and MODEL mean, mostly by verify, whose rows are the files that it found. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class FileArgumentsTest extends CommandTest {

  @Test
  void tenOfManyAreNamedAndTheRestIsCounted() {
    StringBuilder lines = new StringBuilder();
    for (int i = 10; i < 25; i++) {
      Path file = library.model("same-%d.safetensors".formatted(i), i);
      lines.append(i < 20 ? "  " + file + "\n" : "");
    }
    workplace.scan();

    tsr.db("verify same --json")
        .ends(
            4,
            "[]\n",
            "tsr: 15 files in the catalogue match same; name one:\n" + lines + "  and 5 more\n");
  }

  @Test
  void copiesAreOneWhereTheContentAnswers() {
    library.model("a/copy.safetensors", 1);
    Path linked = library.model("b/copy.safetensors", 1);
    workplace.scan();
    catalogue.model(100, "Harbour").version(101, "v1").words("harbour").linked(linked);

    String sha256 = Library.sha256(linked).substring(0, 10).toLowerCase();
    for (String word : new String[] {"copy.safetensors", "copy", sha256}) {
      tsr.db("triggers", word).prints("harbour\n");
      tsr.db("prompts", word).exits(0);
      assertThat(tsr.db("verify", word).out().lines()).hasSize(2);
    }

    library.model("c/copy.safetensors", 2);
    workplace.scan();
    assertThat(tsr.db("triggers copy").err()).startsWith("tsr: 3 files in the catalogue");
  }

  @Test
  void aFileThatIsHereGoesBeforeAMissingOne() throws IOException {
    Path gone = library.model("a/model.safetensors", 1);
    Path here = library.model("b/model.safetensors", 2);
    workplace.scan();
    Files.delete(gone);
    library.model("a/other.safetensors", 3);
    workplace.scan();

    tsr.db("verify -q model").shows(here + "\tok\n");
    tsr.db("verify -q", gone).shows(gone + "\tmissing\n");
  }

  @Test
  void saysThatAFolderIsNoFile() throws IOException {
    Path file = library.model("some/model.safetensors", 1);
    Path folder = file.getParent();
    workplace.scan();

    for (String command : new String[] {"triggers", "show", "note", "unlink"}) {
      tsr.db(command, folder, "-q")
          .fails(
              4,
              "tsr: %1$s: a folder; name a file in it, see tsr db list --under %1$s\n"
                  .formatted(folder));
    }

    Files.delete(file);
    library.model("other.safetensors", 2);
    workplace.scan();
    tsr.db("verify", folder)
        .says(
            "tsr: %1$s: all files below it are missing; see tsr db list --missing --under %1$s\n"
                .formatted(folder));
  }

  @Test
  void saysThatAFileOrFolderWasNotScannedYet() throws IOException {
    Path scanned = library.model("scanned/model.safetensors", 1);
    tsr.db("scan -q", scanned);
    Path file = library.model("it's new/model.safetensors", 2);
    Path folder = library.model("other/b.safetensors", 3).getParent();

    tsr.db("triggers", file, "--json")
        .ends(
            4,
            "[]\n",
            "tsr: %s: not scanned yet: tsr db scan '%s'\n"
                .formatted(file, file.getParent().toString().replace("'", "'\\''")));
    tsr.db("verify", folder)
        .fails(4, "tsr: %s: not scanned yet: tsr db scan %s\n".formatted(folder, folder));
    Path pickle = library.file("other/n.pt", new byte[] {1});
    tsr.db("verify", pickle)
        .says("tsr: %s: not scanned yet: tsr db scan --pickles %s\n".formatted(pickle, folder));
    Path broken = library.file("broken.safetensors", new byte[2]);
    tsr.db("scan -q", broken);
    tsr.db("verify", broken)
        .says("tsr: " + broken + ": not in the catalogue: only 2 bytes: too short to be a model\n");
    Path text = Files.writeString(library.path("notes.txt"), "");
    tsr.db("verify", text)
        .says("tsr: " + text + ": is not a model file; see tsr help db scan for those that are\n");
  }

  @Test
  void saysWhatTheLastScanFoundThere() throws IOException {
    library.model("m/a.safetensors", 1);
    Path broken = library.file("bad/broken.safetensors", new byte[2]);
    library.file("bad/broken2.safetensors", new byte[2]);
    Path folder = Files.createDirectory(library.path("m/empty"));
    Files.createSymbolicLink(folder.resolve("link.safetensors"), library.path("m/a.safetensors"));
    tsr.db("scan -q", library.path(""));

    tsr.db("export --for a1111", folder)
        .fails(
            4,
            "tsr: %1$s: no model file was in it when it was scanned; if one is now: tsr db scan %1$s\n"
                .formatted(folder));
    tsr.db("verify", broken.getParent())
        .says(
            "tsr: %1$s: no file below it could be read; see tsr db list --failed --under %1$s\n"
                .formatted(broken.getParent()));
    tsr.db("show BROKEN.safe")
        .says(
            "tsr: no file in the catalogue matches BROKEN.safe; %s failed at the last scan: only 2 bytes: too short to be a model\n"
                .formatted(broken));
    assertThat(tsr.db("show broken").err())
        .contains(
            "tsr: no file in the catalogue matches broken, but files that failed do: tsr db list --failed\n");
  }

  /** The names of the files that verify finds by a word. */
  private List<String> found(Object... words) {
    return tsr.db("verify -q", words).column(0).stream()
        .map(path -> path.substring(library.path("").toString().length() + 1))
        .toList();
  }

  @Test
  void aWholeNameGoesBeforeAPart() {
    library.model("add_detail.safetensors", 1);
    library.model("add_detail_xl.safetensors", 2);
    library.model("Add_Detail_XL.gguf.safetensors", 3);
    library.model("m.sft", 4);
    library.model("m.sft.safetensors", 5);
    workplace.scan();

    assertThat(found("add_detail")).containsExactly("add_detail.safetensors");
    assertThat(found("ADD_DETAIL.SAFETENSORS")).containsExactly("add_detail.safetensors");
    assertThat(found("add_detail_xl")).containsExactly("add_detail_xl.safetensors");
    assertThat(found("m.sft")).containsExactly("m.sft");
    assertThat(found("m")).containsExactly("m.sft");
    assertThat(found("m.sft.safe")).containsExactly("m.sft.safetensors");
  }

  @Test
  void theExactSpellingGoesBeforeAnother() {
    library.model("a/Retro.safetensors", 1);
    library.model("b/retro.safetensors", 2);
    library.model("c/my_Boat.safetensors", 3);
    library.model("c/My-boat-2.safetensors", 4);
    workplace.scan();

    assertThat(found("Retro")).containsExactly("a/Retro.safetensors");
    assertThat(found("retro.safetensors")).containsExactly("b/retro.safetensors");
    assertThat(found("RETRO")).isEmpty();
    assertThat(found("y_Boat")).containsExactly("c/my_Boat.safetensors");
    assertThat(found("y boat 2")).containsExactly("c/My-boat-2.safetensors");
    assertThat(found("my boat")).containsExactly("c/my_Boat.safetensors");
    assertThat(tsr.db("verify", "y boat").err())
        .startsWith("tsr: 2 files in the catalogue match y boat; name one:\n");
  }

  @Test
  void namesAreComparedAsUnicodeMeansThem() {
    library.model("a/Poke\u0301mon.safetensors", 1);
    library.model("b/\u30A2\u30CB\u30E1.safetensors", 2);
    workplace.scan();

    for (String word :
        new String[] {
          "Pok\u00E9mon",
          "pokemon",
          "POKEMON.safetensors",
          "A/pok\u00E9mon",
          "k\u00E9mo",
          "kemon.safe"
        }) {
      assertThat(found(word)).as(word).containsExactly("a/Poke\u0301mon.safetensors");
    }
    assertThat(found("\uFF71\uFF86\uFF92")).containsExactly("b/\u30A2\u30CB\u30E1.safetensors");
    assertThat(found("\u30A2\u30CB")).isEmpty();
  }

  @Test
  void theEndOfAPathNamesAFileAsComfyUiDoes() {
    library.model("loras/flux/retro.safetensors", 1);
    library.model("loras/sdxl/retro.safetensors", 2);
    library.model("loras/notflux/boat.safetensors", 3);
    workplace.scan();

    for (String word :
        new String[] {
          "flux/retro.safetensors",
          "flux\\retro.safetensors",
          "loras\\flux\\retro.safetensors",
          "flux/retro",
          "./flux/retro.safetensors",
          "Flux/RETRO",
          library.path("LORAS/flux/retro").toString()
        }) {
      assertThat(found(word)).as(word).containsExactly("loras/flux/retro.safetensors");
    }
    for (String word :
        new String[] {"lux/retro", "flux/boat", "/flux/retro.safetensors", "flux/", "\\"}) {
      assertThat(found(word)).as(word).isEmpty();
    }
  }

  /** Those after the first few are sought in another way. */
  @Test
  void manyWordsMeanWhatEachMeansAlone() {
    library.model("loras/flux/Poke\u0301mon.safetensors", 1);
    library.model("loras/sdxl/pokemon-go.safetensors", 2);
    library.model("loras/boat.sft", 3);
    workplace.scan();
    List<Object> unknown =
        IntStream.range(0, 8).<Object>mapToObj("gone/%d.png"::formatted).toList();
    String[] words = {
      "flux/POKEMON",
      "FLUX\\pok\u00e9mon.safetensors",
      "sdxl/pokemon-go",
      "kemon-g",
      "loras/B\u00F6at"
    };

    for (String other : new String[] {"plain", "a\uFF0Fb"}) { // folded, a separator of folders
      library.model("loras/" + other + ".safetensors", 4);
      workplace.scan();
      for (String word : words) {
        List<String> alone = found(word);
        assertThat(alone).as(word).hasSize(1);
        assertThat(found(with(unknown, word))).as(word).isEqualTo(alone);
      }
      for (String word : new String[] {"lux/pokemon", "flux/pokemon-go", "loras/oat"}) {
        assertThat(found(with(unknown, word))).as(word).isEmpty();
      }
    }
    assertThat(found(with(unknown, "a/b"))).containsExactly("loras/a\uFF0Fb.safetensors");
  }

  private static Object[] with(List<Object> words, String last) {
    return Stream.concat(words.stream(), Stream.of(last)).toArray();
  }

  @Test
  void aFileIsFoundByEachKindOfItsHashes() {
    Path a = library.model("a.safetensors", 1);
    Path b = library.model("b.safetensors", 2);
    Path c = library.model("cab0cab0.safetensors", 3);
    workplace.scan();
    String[] hashes = {
      "SHA256",
      Library.sha256(a),
      "AutoV1",
      "AAAA1111",
      "CRC32",
      "BBBB2222",
      "BLAKE3",
      "CCCC3333" + "0".repeat(56),
      "AutoV3",
      "DDDD4444DDDD"
    };
    catalogue
        .model(100, "Harbour")
        .version(101, "v1")
        .file(1001, "a.safetensors", hashes)
        .version(102, "v2")
        .file(1002, "b", "SHA256", "9".repeat(64), "CRC32", "EEEE5555", "CRC32", "CAB0CAB0")
        .linked(b);
    catalogue.execute(
        """
        UPDATE local_files SET weights_sha256 = 'FFFF6666%s' WHERE file_path = '%s';
        INSERT INTO safetensor_metadata (local_file_id, key, value)
          SELECT id, 'sshs_model_hash', '0xabab7777' FROM local_files
          WHERE file_path LIKE '%%/a.safetensors';
        """
            .formatted("0".repeat(56), a));

    String sha256 = Library.sha256(a);
    for (String word :
        new String[] {
          sha256,
          sha256.toLowerCase(),
          sha256.substring(0, 10),
          sha256.substring(0, 8),
          "aaaa1111",
          "BBBB2222",
          "cccc3333",
          "CCCC33330000",
          "dddd4444dddd",
          "ffff66660",
          "ABAB7777"
        }) {
      assertThat(found(word)).as(word).containsExactly("a.safetensors");
    }
    catalogue.execute(
        """
        INSERT INTO safetensor_metadata (local_file_id, key, value)
          SELECT id, 'sshs_model_hash', '0xffff66660000' FROM local_files
          WHERE file_path LIKE '%/b.safetensors'
        """);
    assertThat(found("FFFF66660")).as("what a header claims").containsExactly("a.safetensors");
    assertThat(found("EEEE5555")).containsExactly("b.safetensors");
    assertThat(found("9".repeat(64))).containsExactly("b.safetensors");
    assertThat(found("CAB0CAB0")).containsExactly(c.getFileName().toString());
    assertThat(found(sha256.substring(0, 7))).isEmpty();
  }

  /** A model of two files, of which one is of each version, and a file of another model. */
  private void models() {
    Path one = library.model("one.safetensors", 1);
    Path two = library.model("two.safetensors", 2);
    library.model("three harbour fog.safetensors", 3);
    workplace.scan();
    catalogue
        .model(100, "Harbour Fog")
        .version(102, "v2")
        .words("quay")
        .linked(two)
        .version(101, "v1")
        .words("mist")
        .linked(one);
    catalogue.model(200, "Alone").version(201, "v1");
  }

  @Test
  void aWholeModelIsAllItsFilesWhereTheyAreShown() {
    models();
    for (String word :
        new String[] {
          "Harbour Fog",
          "h\u00E1rbour FOG",
          "100",
          "https://civitai.com/models/100",
          "urn:air:sdxl:lora:civitai:100"
        }) {
      assertThat(tsr.db("triggers", word)).as(word).isEqualTo(new Result(0, "mist\nquay\n", ""));
      assertThat(tsr.db("show --format jsonl", word).out().lines()).hasSize(2);
    }
    for (String command : new String[] {"verify", "note", "unlink", "link"}) {
      assertThat(tsr.db(command, "harbour fog").err())
          .startsWith("tsr: 2 files in the catalogue match harbour fog; name one:\n");
    }
    assertThat(found("HARBOUR FOG.")).containsExactly("three harbour fog.safetensors");
  }

  @Test
  void aVersionIsNamedByItsPageOrAir() {
    models();
    for (String word :
        new String[] {
          "https://civitai.com/models/100?modelVersionId=102",
          "civitai.red/models/100/harbour-fog?modelVersionId=102",
          "urn:air:sdxl:lora:civitai:100@102",
          "civitai:100@102"
        }) {
      assertThat(tsr.db("triggers", word).out()).as(word).isEqualTo("quay\n");
      assertThat(tsr.db("note", word, "--json").out()).contains("/two.safetensors\"");
      tsr.db("prompts", word)
          .says("The parameters of its example images are not known; see tsr db cache.\n");
    }
    tsr.db("note 100").exits(4);
    assertThat(tsr.db("note https://civitai.com/models/100").err())
        .startsWith("tsr: 2 files in the catalogue match https://civitai.com/models/100; name");
    assertThat(tsr.db("ignore civitai:100@101").out()).startsWith("100\tHarbour Fog\tv1");
    tsr.db("show urn:air:sdxl:lora:civitai:200@201 --json")
        .ends(
            4,
            "[]\n",
            "tsr: none of your files is linked to urn:air:sdxl:lora:civitai:200@201; see tsr db"
                + " search --have\n");
  }

  @Test
  void copiesAreLinkedByHandTogether() {
    models();
    library.model("a/copy.safetensors", 4);
    library.model("b/copy.safetensors", 4);
    workplace.scan();

    tsr.db("link -q --offline copy --to civitai:100@102")
        .prints(
            "%s\tv2\tHarbour Fog\tmanual\tlinked\n%s\tv2\tHarbour Fog\tmanual\tlinked\n"
                .formatted(library.path("a/copy.safetensors"), library.path("b/copy.safetensors")));
    tsr.db("unlink copy").says("2 unlinked\n");
  }

  @Test
  void aDashStandsForTheNamesInStandardInput() throws IOException {
    Path a = library.model("a.safetensors", 1);
    Path dash = library.model("b-c.safetensors", 2);
    library.model("two\nlines.safetensors", 3);
    workplace.scan();

    tsr.withInput("a\r\n\n" + dash + "\n")
        .db("verify -q --jobs 1 -")
        .prints(a + "\tok\n" + dash + "\tok\n");
    tsr.withInput("two\nlines\0a\0")
        .db("verify -q --jobs 1 - b-c")
        .prints(
            library.path("two\\nlines.safetensors") + "\tok\n" + a + "\tok\n" + dash + "\tok\n");
    tsr.withInput("-\nnone\n")
        .db("verify -")
        .says(
            """
            tsr: no file in the catalogue matches -; a part of a name has 3 characters or more
            tsr: no file in the catalogue matches none; see tsr db list
            """);
    tsr.withInput("a\n").db("prompts -").says("a is not linked to CivitAI; see tsr db link.\n");
    assertThat(tsr.withInput("a\nb-c\n").db("prompts -").err())
        .startsWith("tsr: prompts is for one MODEL or FILE; standard input names several\n");
    assertThat(tsr.withInput("a\nb-c\n").db("link - --to 1 --offline").err())
        .startsWith("tsr: --to needs exactly one FILE\n");
    tsr.withInput(new byte[] {1, (byte) 0xFF})
        .db("verify -")
        .fails(
            4,
            "tsr: standard input cannot be used: it is no list of paths; give names or paths,"
                + " one a line\n");
    tsr.withInput(("a".repeat(65_000) + "\n").repeat(1033))
        .db("verify -")
        .fails(
            4,
            "tsr: standard input cannot be used: its list of paths is larger than 64 MiB; give it"
                + " in parts\n");
  }

  @Test
  void aDashAloneSelectsNothing() {
    library.model("b-c.safetensors", 2);
    workplace.scan();
    String nothing = "Standard input names nothing.\n";

    for (String command :
        new String[] {
          "note - --rating 1",
          "note -",
          "unlink -",
          "verify -",
          "show -",
          "triggers -",
          "prompts -",
          "ignore -",
          "link - --offline",
          "link - --offline --to 7",
          "export --for a1111 -",
          "cache -"
        }) {
      Result result = tsr.db(command + " --json");

      assertThat(result.exitCode()).as(command).isZero();
      assertThat(result.out()).as(command).isEqualTo("[]\n");
      assertThat(result.err()).as(command).startsWith(nothing);
    }
    catalogue.has("SELECT * FROM notes");
  }

  @Test
  void whatIsNotFoundNamesTheNearest() {
    library.model("dreamshaper_8.safetensors", 1);
    library.model("dreamshopery.safetensors", 9);
    library.model("loras/realisticVisionV51.safetensors", 2);
    models();
    String[][] all = {
      {"dreamshapper", "; did you mean dreamshaper_8.safetensors?"},
      {"dreamhsaper.safetensors", "; did you mean dreamshaper_8.safetensors?"},
      {"Realistc Vision", "; did you mean realisticVisionV51.safetensors?"},
      {"harbuor fogg", "; did you mean Harbour Fog or three harbour fog.safetensors?"},
      {"loras", "; tsr db list loras finds 1 file"},
      {"models loras", "; tsr db list models loras finds 1 file"},
      {"harbour alone", "; see tsr db list"},
      {"ab", "; a part of a name has 3 characters or more"}
    };
    StringBuilder errors = new StringBuilder();
    for (String[] expected : all) {
      String error = "tsr: no file in the catalogue matches " + expected[0] + expected[1] + "\n";
      tsr.db("verify", expected[0]).says(error);
      errors.append(error);
    }
    // Of several words all names are read once.
    tsr.withInput(Stream.of(all).map(expected -> expected[0] + "\n").collect(Collectors.joining()))
        .db("verify -")
        .says(errors.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "list --under= > --under: PATH is empty; the current folder is .",
        "duplicates --keep-under= > --keep-under: PATH is empty; the current folder is .",
        "list --db= > --db: FILE is empty; give a name",
        "list --log-file= > --log-file: FILE is empty; give a name",
        "verify EMPTY > FILE is empty; give a name",
        "show a EMPTY > FILE is empty; give a name",
        "prompts EMPTY > MODEL|FILE is empty; give a name",
        "ignore EMPTY > FILE|MODEL is empty; give a name",
        "cache EMPTY > MODEL is empty; give a name",
        "link a --to= > --to: VERSION is empty; give a name",
        "scan EMPTY > PATH is empty; the current folder is .",
        "page EMPTY > FOLDER is empty; the current folder is .",
        "organise --layout comfyui --into= > --into: ROOT is empty; the current folder is .",
        "organise --layout comfyui --links= > --links: DEST is empty; the current folder is .",
        "scan --comfyui= > --comfyui: DIR is empty; the current folder is .",
        "scan --hashes-from= > --hashes-from: OTHER.DB is empty; give a name",
        "diff EMPTY > OTHER.DB is empty; give a name",
        "diff other.db --under= > --under: FOLDER is empty; the current folder is .",
        "backup EMPTY > FILE is empty; give a name",
        "link --archive= > --archive: PATH is empty; the current folder is .",
        "prune EMPTY > PATH is empty; the current folder is .",
        "relocate old EMPTY > NEW is empty; the current folder is .",
      })
  void anEmptyNameIsWrongUsage(String arguments, String message) {
    String line = arguments.replace(" EMPTY", "");
    Result result = line.equals(arguments) ? tsr.db(line) : tsr.db(line, "");

    result.exits(2);
    assertThat(result.err()).startsWith("tsr: " + message + "\nUsage: tsr db ");
  }

  @Test
  @Tag("long")
  void findsManyNamesAmongManyFiles() {
    catalogue.createIfAbsent();
    catalogue.execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO local_files (file_path, sha256)
        SELECT '/m/Some_model_' || i || '.safetensors', printf('%064X', i) FROM n;
        """);
    StringBuilder names = new StringBuilder();
    for (int i = 10_000; i < 12_000; i++) {
      names.append("some model ").append(i).append(".safe\n");
    }

    Result result =
        assertTimeoutPreemptively(
            Duration.ofSeconds(120),
            () -> tsr.withInput(names.toString()).db("note -q --rating 1 -"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).hasSize(2_000);
  }
}
