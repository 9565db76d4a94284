package dev.tensors.tsr.needs;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.KnownModel.Version;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class NeedsTest extends OnlineTest {

  private Path base;
  private Path boats;
  private Version fog;

  @BeforeEach
  void library() {
    base = library.model("checkpoints/plain-base.safetensors", 1);
    boats =
        library.model(
            "loras/sea/boats.safetensors", 16, 2, "{\"ss_output_name\": \"paper:boats\"}");
    workplace.scan();
    cacheFog();
  }

  /** Caches a model with each kind of hash, of which no file is here. */
  private void cacheFog() {
    String[] hashes = {
      "AutoV1", "AAAAAAA1", "AutoV2", "BBBBBBBBB2", "SHA256", "BBBBBBBBB2" + "0".repeat(54),
      "AutoV3", "CCCCCCCCCCC3", "CRC32", "DDDDDDD4", "BLAKE3", "EEEEEEEEE5" + "0".repeat(54)
    };
    fog =
        catalogue
            .model(100, "Sea Fog")
            .with("nsfw", 1)
            .with("fetched_at", "2026")
            .version(101, "v1")
            .with("published_at", "2025-01-01T00:00:00Z")
            .with("download_url", "https://civitai.com/101")
            .file(1, "sea_fog.safetensors", hashes);
    catalogue.execute("UPDATE version_files SET size_kb = 2, is_primary = 1, fetched_at = '2026'");
  }

  @Test
  void refusesPathsOfNoInputAndATextThatIsNamedAsAPicture() throws IOException {
    Path picture = Files.writeString(folder.resolve("a.PNG"), "boats <lora:boats:0.8>");

    assertThat(tsr.db("needs", picture, "--paths").err())
        .startsWith("tsr: --paths is for standard input; leave it out, or name - as well\n");
    tsr.db("needs", picture, "--paths").exits(2);
    tsr.db("needs", picture)
        .fails(
            3,
            "tsr: "
                + picture
                + ": it is no picture, video or sound: it begins as none that tsr knows\n");
  }

  @Test
  void saysOfEachModelWhereItIsAndWhatProvesIt() throws IOException {
    String autoV2 = Library.sha256(base).substring(0, 10).toLowerCase();
    Path picture =
        Files.write(
            folder.resolve("a.png"),
            PictureFile.png()
                .text(
                    "parameters",
                    """
                    boats <lora:boats:0.8> <lora:sea_fog:1> <lora:nobody:1>
                    Negative prompt: people
                    Steps: 20, Sampler: Euler a, Model hash: %s, Model: renamed, Lora hashes: "sea_fog: ccccccccccc3"\
                    """
                        .formatted(autoV2))
                .end());

    tsr.db("needs", picture.toString(), "--json")
        .prints(
            """
            [{"source":"%1$s","type":"checkpoint","name":"renamed","hash":"%2$s","weight":null,\
            "status":"here","match":"autov2","file_path":"%3$s","model_id":null,"version_id":null,\
            "model_name":null,"version_name":null,"download_url":null,"page_url":null,\
            "size_bytes":%4$d,"file_sha256":"%5$s","folder":null,"loader":null},
             {"source":"%1$s","type":"lora","name":"boats","hash":null,"weight":0.8,\
            "status":"here","match":"name","file_path":"%6$s","model_id":null,"version_id":null,\
            "model_name":null,"version_name":null,"download_url":null,"page_url":null,\
            "size_bytes":%7$d,"file_sha256":"%8$s","folder":"loras","loader":"LoraLoader"},
             {"source":"%1$s","type":"lora","name":"sea_fog","hash":"CCCCCCCCCCC3","weight":1.0,\
            "status":"missing","match":"weights","file_path":null,"model_id":100,"version_id":101,\
            "model_name":"Sea Fog","version_name":"v1","download_url":"https://civitai.com/101",\
            "page_url":"https://civitai.red/models/100?modelVersionId=101",\
            "size_bytes":2048,"file_sha256":"BBBBBBBBB2%9$s","folder":"loras","loader":"LoraLoader"},
             {"source":"%1$s","type":"lora","name":"nobody","hash":null,"weight":1.0,\
            "status":"unknown","match":null,"file_path":null,"model_id":null,"version_id":null,\
            "model_name":null,"version_name":null,"download_url":null,"page_url":null,\
            "size_bytes":null,"file_sha256":null,"folder":"loras","loader":"LoraLoader"}]
            """
                .formatted(
                    picture,
                    autoV2.toUpperCase(),
                    base,
                    Files.size(base),
                    Library.sha256(base),
                    boats,
                    Files.size(boats),
                    Library.sha256(boats),
                    "0".repeat(54)),
            "4 models: 2 here, 1 missing, 1 unknown; 1 matched by name only\n");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "aaaaaaa1, autov1",
    "BBBBBBBBB2, autov2",
    "0xBBBBBBBBB200, sha256",
    "CCCCCCCCCCC3, weights",
    "CCCCCCCCCCC30000000000000000000000000000000000000000000000000000, weights",
    "dddddddd, ",
    "DDDDDDD4, crc32",
    "EEEEEEEEE500, blake3",
    "e3b0c44298fc, ",
  })
  void findsEveryKindOfHashInUse(String hash, String match) {
    String infotext = "x\nSteps: 1, Sampler: a, Hashes: {\"lora:unseen\": \"" + hash + "\"}";

    assertThat(field("match", infotext)).isEqualTo(match == null ? "null" : "\"" + match + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "sea\\boats.safetensors, name",
    "BOATS, name",
    "paperboats, name",
    "boats.ckpt, ",
    "boat, ",
    "Sea Fog, name",
    "sea fog, name",
  })
  void findsNamesPathsAliasesAndTitles(String name, String match) {
    String prompt = "<lora:" + name + ":1>";

    assertThat(field("match", prompt)).isEqualTo(match == null ? "null" : "\"" + match + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Pokémon, here", "POKE\u0301MON, here", "pokemon, here", "sea/Poke\u0301mon.safetensors, here",
    "Tie\u0300re, missing", "tiere.safetensors, missing", "Zoo Noe\u0308l, missing",
        "noel only, missing",
    "Pokemo, unknown",
  })
  void findsNamesInAnyForm(String name, String status) {
    catalogue.execute(
        """
        UPDATE local_files SET file_path = replace(file_path, 'boats.', 'Pokémon.');
        UPDATE version_files SET name = 'Tière.safetensors';
        UPDATE models SET name = 'Zoo Noël';
        """);
    catalogue.model(999, "Noël Only");

    assertThat(field("status", "<lora:" + name + ":1>")).isEqualTo("\"" + status + "\"");
  }

  @Test
  void tellsTheAddressThatAWorkflowHasForAnUnknownModel() {
    String workflow =
        """
        {"version": 0.4, "links": [], "nodes": [{"type": "VAELoader", "mode": 0,
          "widgets_values": ["ae.safetensors"], "properties": {"models": [
            {"name": "ae.safetensors", "url": "%s", "directory": "vae"}]}}]}""";

    assertThat(field("download_url", workflow.formatted("https://files.example/ae.safetensors")))
        .isEqualTo("\"https://files.example/ae.safetensors\"");
    assertThat(field("download_url", workflow.formatted("file:///etc/passwd"))).isEqualTo("null");
  }

  /** Its creator chose the type at CivitAI. */
  @Test
  void findsANameOfAnotherTypeOnlyWhereNoneFits() {
    catalogue.execute("UPDATE local_files SET type = 'VAE' WHERE file_path LIKE '%boats%'");
    assertThat(field("match", "<lora:boats:1>")).isEqualTo("\"name\"");

    Path lora = library.model("loras/hill/boats.safetensors", 3);
    workplace.scan();
    catalogue.execute("UPDATE local_files SET type = 'LORA' WHERE file_path LIKE '%hill%'");
    needsText("<lora:boats:1>").shows("lora\tboats\there\tname\t%s\t\t\t\n".formatted(lora));
  }

  @Test
  void hasARowForEachFileThatMayBeMeant() {
    Path other = library.model("loras/hill/boats.safetensors", 3);
    workplace.scan();

    needsText("<lora:boats:1>")
        .shows(
            """
            lora\tboats\there\tname\t%s\t\t\t
            lora\tboats\there\tname\t%s\t\t\t
            """
                .formatted(other, boats));
    assertThat(needsText("<lora:hill/boats:1>").out().lines())
        .singleElement(STRING)
        .contains("hill");
    assertThat(
            needsText(
                    "{\"1\":{\"class_type\":\"LoraLoader\",\"inputs\":{\"lora_name\":\"sea\\\\boats.safetensors\"}}}")
                .out()
                .lines())
        .singleElement(STRING)
        .endsWith("\t" + boats + "\t\t\t");
  }

  private static final org.assertj.core.api.InstanceOfAssertFactory<
          String, org.assertj.core.api.AbstractStringAssert<?>>
      STRING = org.assertj.core.api.InstanceOfAssertFactories.STRING;

  /** By hash one mention is the file, by name the other. */
  @Test
  void joinsWhatTurnsOutToBeOneModel() {
    String infotext =
        "<lora:boats:0.5>\nSteps: 1, Sampler: a, Hashes: {\"lora:other\": \"%s\"}"
            .formatted(Library.sha256(boats));

    needsText(infotext).shows("lora\tboats\there\tsha256\t" + boats + "\t\t\t\n");
  }

  @Test
  void countsAFileOfTheVersionByItsId() {
    String resources =
        "x\nSteps: 1, Sampler: a, Civitai resources: [{\"type\":\"lora\",\"modelVersionId\":101}]";
    assertThat(field("status", resources)).isEqualTo("\"missing\"");

    catalogue.execute(
        "UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101"
            + " WHERE file_path LIKE '%boats%'");

    needsText(resources)
        .shows(
            "lora\tboats.safetensors\there\tversion_id\t%s\tSea Fog\tv1\thttps://civitai.red/models/100?modelVersionId=101\n"
                .formatted(boats));
  }

  @Test
  void findsEmbeddingsByBareWordsInThePrompts() {
    library.model("embeddings/bad-hands_5.safetensors", 5);
    workplace.scan();
    catalogue.execute(
        "UPDATE local_files SET type = 'TextualInversion' WHERE file_path LIKE '%hands%'");
    String settings = "\nSteps: 1, Sampler: a, Size: 1x1";

    assertThat(needsText("x\nNegative prompt: (Bad-Hands_5:1.2), blur" + settings).out())
        .startsWith("embedding\tbad-hands_5\there\tname\t");
    assertThat(needsText("x bad-hands_55, my_bad-hands_5" + settings).out()).isEmpty();
  }

  @Test
  void warnsOfANameWithAnotherContent() {
    Result result = needsText("x\nSteps: 1, Sampler: a, Model hash: 1234567890, Model: plain-base");

    assertThat(result.out()).startsWith("checkpoint\tplain-base\there\tname\t");
    assertThat(result.err())
        .startsWith(
            "tsr: -: plain-base is here by its name, but with another SHA-256; it may be another version\n");
  }

  /** Web UIs write the first 12 digits of the hash of the weights for LoRAs. */
  @ParameterizedTest
  @CsvSource({
    "'Lora hashes: \"boats: 012345678901\"', hash of the weights (AutoV3)",
    "'Lora hashes: \"boats: AAAAAAAAAAA1\"', ",
    "'Hashes: {\"lora:boats\": \"0123456789\"}', SHA-256",
    "'Hashes: {\"lora:boats\": \"01234567\"}', ",
  })
  void warnsOfAnyKindOfHashThatIsKnownOfTheFile(String setting, String kind) {
    String infotext = "<lora:boats:0.8>\nSteps: 1, Sampler: a, " + setting;
    fog.file(
        2,
        "boats",
        "SHA256",
        Library.sha256(boats),
        "AutoV3",
        "AAAAAAAAAAA1",
        "AutoV1",
        "76543210");

    assertThat(needsText(infotext).err().lines().toList().reversed().stream().skip(1))
        .isEqualTo(
            kind == null
                ? List.of()
                : List.of(
                    "tsr: -: boats is here by its name, but with another %s; it may be another version"
                        .formatted(kind)));
  }

  @Test
  void warnsOfAnotherHashOfTheWeightsThatScanComputed() {
    String infotext =
        "<lora:boats:0.8>\nSteps: 1, Sampler: a, Lora hashes: \"boats: 012345678901\"";
    needsText(infotext).says("1 model: 1 here, 0 missing, 0 unknown; 1 matched by name only\n");

    catalogue.execute("UPDATE local_files SET weights_sha256 = '%s'".formatted("A".repeat(64)));
    assertThat(needsText(infotext).err()).startsWith("tsr: -: boats is here by its name, but with");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2]| it is JSON, but no workflow that tsr knows",
        "{}| it is JSON, but no workflow that tsr knows",
        "{\"nodes\": [1]}| it is JSON, but no workflow that tsr knows",
        "{\"resources\": [\"a\"], \"seed\": 1}| it is JSON, but no workflow that tsr knows",
        "[1, -2.5| its JSON is damaged or cut off",
        "[1, {\"1\": | its JSON is damaged or cut off",
        "[[[[[[| its JSON is damaged or cut off",
      })
  void takesNoOtherJsonForAWorkflowWithoutModels(String json, String reason) throws IOException {
    needsText(json, "--exit-code").fails(3, "tsr: -: " + reason + "\n");

    Path file = Files.writeString(folder.resolve("a.json"), json);
    tsr.db("needs", file.toString(), "--exit-code").fails(3, "tsr: " + file + ": " + reason + "\n");
  }

  @Test
  void readsAWorkflowWithoutLinksAndPromptsInBrackets() {
    String workflow =
        """
        {"nodes": [{"id": 1, "type": "UNETLoader", "mode": 0, "widgets_values": ["m1.safetensors"]}]}""";
    assertThat(needsText(workflow).out()).startsWith("checkpoint\tm1.safetensors\tunknown");

    assertThat(needsText("[[a boat]], [sea:0.5] <lora:boats:1>").out()).startsWith("lora\tboats\t");
    assertThat(needsText("[1girl] <lora:boats:1>").out()).startsWith("lora\tboats\t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[🐱:🐶:0.5]", "[🐱]", "[((!:1.2))]", "[:2:0.5]"})
  void takesAPromptWithoutLettersForNoJson(String prompt) {
    needsText(prompt).prints("", "No model is named.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"resources\":[{\"name\":\"q\",\"type\":\"model\",\"hash\":\"abcdef1234\"}]}|q",
        "{\"hashes\":{\"model\":\"abcdef1234\"},\"seed\":1}|ABCDEF1234",
      })
  void readsWhatCivitaiTellsOfAnImageWithoutAPrompt(String json, String name) {
    needsText(json).shows("checkpoint\t" + name + "\tunknown\t\t\t\t\t\n");
  }

  @Test
  void callsAnUnknownModelByWhatTheSourceTells() {
    String infotext =
        "x\nSteps: 1, Sampler: a, Civitai resources: [{\"type\":\"lora\",\"modelVersionId\":999999}],"
            + " VAE hash: 0123456789";
    needsText(infotext)
        .shows(
            """
            lora\tversion 999999\tunknown\t\t\t\t\t
            vae\t0123456789\tunknown\t\t\t\t\t
            """);
  }

  @Test
  void saysWhatToDoWithWhatIsNoFile() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), Path.of("gone.png"));

    tsr.db("needs", "", link.toString())
        .fails(2, "tsr: SOURCE is empty; give a name\nUsage: tsr db needs [OPTIONS] [SOURCE...]\n");
    tsr.db("needs", pictures.toString(), link.toString())
        .fails(
            3,
            """
            tsr: %s: it is a folder; for the pictures in it: find FOLDER -type f | tsr db needs --paths
            tsr: %s: a symlink to nothing
            """
                .formatted(pictures, link));
    tsr.db("needs", "<lora:x:1>")
        .fails(
            4,
            "tsr: <lora:x:1>: there is no such file; a prompt goes to standard input:"
                + " echo 'PROMPT' | tsr db needs\n");
  }

  @Test
  void saysThatItWaitsForWhatAPersonTypes() {
    tsr.on(new StandardStreams(true, false, false, 0));

    needsText("<lora:boats:1>")
        .says(
            """
            reading standard input; Ctrl-D ends it
            1 model: 1 here, 0 missing, 0 unknown; 1 matched by name only
            """);
  }

  /** What does not fit goes from the right, but the name and the status stay. */
  @Test
  void keepsTheNameInANarrowTable() throws IOException {
    Path one = Files.writeString(folder.resolve("one.txt"), "<lora:boats:1>");
    Path two = Files.writeString(folder.resolve("two.txt"), "<lora:boats:1>");
    tsr.with("NO_COLOR", "1").on(new StandardStreams(false, true, false, 32));

    assertThat(tsr.db("needs", one, two).out().lines().map(line -> line.split(" +", 2)[1]))
        .containsExactly("TYPE  NAME   STATUS", "lora  boats  here", "lora  boats  here");
  }

  @Test
  void takesForgesHashOfAFilesNameLast() throws Exception {
    String ofName =
        java.util.HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest(
                        "plain-base.safetensors".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .substring(0, 10);

    assertThat(needsText("x\nSteps: 1, Sampler: a, Model hash: " + ofName).out())
        .endsWith("\there\tname\t" + base + "\t\t\t\n");
  }

  @Test
  void exitsWithOneOnlyWhenAsked() {
    needsText("<lora:nobody:1>").exits(0);
    needsText("<lora:nobody:1>", "--exit-code").exits(1);
    needsText("<lora:boats:1>", "--exit-code").exits(0);
  }

  @Test
  void readsPathsFromStandardInput() throws IOException {
    Path one = Files.writeString(folder.resolve("one.txt"), "<lora:boats:1>");
    Path two = Files.writeString(folder.resolve("two.txt"), "a photo");
    List<String> expected = List.of(one + "\tlora\tboats\there\tname\t" + boats + "\t\t\t");

    assertThat(needsText(one + "\n" + two + "\n", "--paths").out().lines()).isEqualTo(expected);
    assertThat(needsText(one + "\0" + two + "\0", "--paths", "-").out().lines().toList())
        .isEqualTo(expected);
  }

  @Test
  void tellsOneNameWithOtherHashesApartInEachPicture() throws IOException {
    String text = "x\nSteps: 1, Sampler: a, Model hash: %s, Model: plain-base";
    Path right =
        Files.writeString(
            folder.resolve("a.txt"), text.formatted(Library.sha256(base).substring(0, 10)));
    Path other = Files.writeString(folder.resolve("b.txt"), text.formatted("1234567890"));
    Path third = Files.writeString(folder.resolve("c.txt"), text.formatted("BBBBBBBBB2"));

    Result result =
        needsText(
            Stream.of(right, other, third, right)
                .map(Path::toString)
                .collect(Collectors.joining("\n")),
            "--paths");

    assertThat(
            result
                .out()
                .lines()
                .map(line -> line.split("\t", -1))
                .map(row -> row[3] + " " + row[4]))
        .containsExactly("here autov2", "here name", "missing autov2", "here autov2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n"})
  void takesAnEmptyStandardInputForAPromptWithoutModels(String nothing) {
    Result none = new Result(0, "[]\n", "No model is named.\n");
    assertThat(needsText(nothing, "--json")).isEqualTo(none);
    assertThat(needsText(nothing, "--json", "-")).isEqualTo(none);
  }

  @Test
  void takesAnEmptyListOfPathsForOne() {
    needsText("", "--paths", "--json").prints("[]\n", "Standard input lists no path.\n");
  }

  @Test
  void refusesStandardInputThatIsNoListOfPaths() throws IOException {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};

    tsr.withInput(png)
        .db("needs", "--paths", "--json")
        .ends(
            3,
            "[]\n",
            "tsr: standard input cannot be used: it is no list of paths; name a picture by its"
                + " path, without --paths\n");

    for (byte endless : new byte[] {0, '\n', 'a'}) {
      byte[] bytes = new byte[200_000];
      Arrays.fill(bytes, endless);
      tsr.withInput(bytes)
          .db("needs", "--paths")
          .says(
              "tsr: standard input cannot be used: it is no list of paths; name a picture by its"
                  + " path, without --paths\n");
    }
  }

  /** The list is read as it goes on: it can be longer than the memory. */
  @Test
  void readsAListOfPathsOfAnyLength() throws IOException {
    Path one = Files.writeString(folder.resolve("été.txt"), "<lora:boats:1>");
    String row = one + "\tlora\tboats\there\tname\t" + boats + "\t\t\t";
    String lines = "\uFEFF" + (one + "\r\n\n").repeat(3000) + one;

    assertThat(needsText(lines, "--paths").out().lines()).hasSize(3001).containsOnly(row);
  }

  @Test
  void namesSourcesThatItCannotRead() throws IOException {
    Path zip = Files.write(folder.resolve("a.zip"), new byte[] {80, 75, 0, 4});
    Path gone = folder.resolve("gone.png");

    tsr.db("needs", zip.toString(), "--json")
        .ends(
            3,
            "[]\n",
            "tsr: " + zip + ": it is no picture, video or sound that tsr knows, and no text\n");
    tsr.db("needs", zip.toString(), gone.toString())
        .fails(
            4,
            """
            tsr: %s: it is no picture, video or sound that tsr knows, and no text
            tsr: %s: there is no such file
            """
                .formatted(zip, gone));
  }

  /**
   * Standard input fails like any source: the others are read, and an absent one is exit code 4.
   */
  @ParameterizedTest
  @ValueSource(strings = {"gone.png -", "- gone.png"})
  void readsTheOthersIfStandardInputFails(String sources) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Is a directory");
          }
        };

    Result result = tsr.run(broken, ("db needs --json " + sources).split(" ")).exits(4);
    result.shows("[]\n");
    assertThat(result.err().lines())
        .containsExactlyInAnyOrder(
            "tsr: gone.png: there is no such file",
            "tsr: standard input cannot be used: it is a folder; for the pictures in it:"
                + " find FOLDER -type f | tsr db needs --paths");
  }

  private static final String WITH_FOG =
      "<lora:boats:1> <lora:x:1>\nSteps: 1, Sampler: a, Lora hashes: \"x: ccccccccccc3\"";

  @Test
  void writesWhatIsMissingForAria2() {
    catalogue.execute("UPDATE version_files SET name = '../sea_fog.safetensors'");

    needsText(WITH_FOG, "--format", "aria2")
        .prints(
            """
            https://civitai.com/101
              out=sea_fog.safetensors
              checksum=sha-256=BBBBBBBBB2%s
              follow-torrent=false
              follow-metalink=false
            """
                .formatted("0".repeat(54)),
            "2 models: 1 here, 1 missing, 0 unknown; 1 matched by name only\n");
    needsText(WITH_FOG, "--format", "ids").shows("101\n");
  }

  @Test
  void downloadsIntoTheFolderOfBeforeElseWhereMostOfItsTypeLie() {
    library.model("loras/hill/one.safetensors", 3);
    library.model("loras/hill/two.safetensors", 4);
    library.model("vae/ae.safetensors", 5);
    library.model("vae/be.safetensors", 6);
    library.model("vae/ce.safetensors", 7);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET type = 'LORA' WHERE file_path LIKE '%/loras/%';
        UPDATE local_files SET type = 'VAE' WHERE file_path LIKE '%/vae/%';
        """);
    assertThat(needsText(WITH_FOG, "--format", "aria2").out())
        .contains("\n  dir=" + library.path("loras/hill") + "\n");

    Path hub = library.model("hub/models--a--b/snapshots/c/1.safetensors", 8).getParent();
    for (int i = 1; i <= 4; i++) {
      catalogue.execute(
          "INSERT INTO local_files (file_path, sha256, type) VALUES ('%s/%d.sft', '%2$d', 'LORA')"
              .formatted(hub, i));
    }
    assertThat(needsText(WITH_FOG, "--format", "aria2").out())
        .as("not into a cache of Hugging Face's programs")
        .contains("\n  dir=" + library.path("loras/hill") + "\n");

    catalogue.execute("UPDATE models SET type = 'Other'");
    assertThat(needsText(WITH_FOG, "--format", "aria2").out())
        .as("of a type for which no program has a folder, as the text calls it")
        .contains("\n  dir=" + library.path("loras/hill") + "\n");

    catalogue.execute(
        """
        INSERT INTO local_files (file_path, sha256, missing_since)
          VALUES ('%s/gone.safetensors', 'BBBBBBBBB2%s', '2026')"""
            .formatted(boats.getParent(), "0".repeat(54)));
    assertThat(needsText(WITH_FOG, "--format", "aria2").out())
        .contains("\n  dir=" + boats.getParent() + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE models SET fetched_at = NULL|CivitAI has told no address to download it; tsr db cache 100 asks for it",
        "UPDATE version_files SET fetched_at = NULL|CivitAI has told no address to download it; tsr db cache 100 asks for it",
        "UPDATE version_files SET name = 'update.sh'|the name of its file, update.sh, does not end as that of a model",
        "UPDATE model_versions SET download_url = 'http://civitai.com/1'|its address is not one at CivitAI or Hugging Face that begins with https://; download it by hand",
      })
  void leavesOutWhatCivitaiDidNotTell(String change, String reason) {
    catalogue.execute(change);

    needsText(WITH_FOG, "--format", "aria2", "--exit-code")
        .fails(
            3,
            """
            tsr: -: x: %s
            2 models: 1 here, 1 missing, 0 unknown; 1 matched by name only
            """
                .formatted(reason));
  }

  /** As InvokeAI writes it of a file that is here by its name only. */
  @Test
  void comparesABlake3WithAFileThatIsHereByName() throws IOException {
    String metadata =
        """
        {"positive_prompt": "boats", "seed": 1, "app_version": "5.0",
         "loras": [{"model": {"key": "k", "hash": "blake3:%s", "name": "boats", "base": "sdxl",
           "type": "lora"}, "weight": 0.5}]}"""
            .formatted("ab".repeat(32));
    byte[] png = PictureFile.png().text("invokeai_metadata", metadata).pixels(9).end();
    String picture = Files.write(folder.resolve("a.png"), png).toString();

    tsr.db("needs", picture).shows("lora\tboats\there\tname\t" + boats + "\t\t\t\n");
    fog.file(2, "boats", "SHA256", Library.sha256(boats), "BLAKE3", "CD".repeat(32));
    assertThat(tsr.db("needs", picture).err())
        .startsWith("tsr: " + picture + ": boats is here by its name, but with another BLAKE3");
  }

  @Test
  void asksCivitaiForTheRestWithOneCallEach() {
    CIVITAI.answers(
        "/model-versions/by-hash/1234567890",
        """
        {"id": 201, "modelId": 200, "name": "two", "downloadUrl": "https://civitai.com/201",
         "model": {"name": "Lantern", "type": "LORA", "nsfw": false},
         "files": [{"id": 1, "name": "lantern.safetensors", "sizeKB": 1, "primary": true,
           "hashes": {"AutoV2": "1234567890", "SHA256": "1234567890%s"}}]}
        """
            .formatted("A".repeat(54)));
    CIVITAI.lists(CivitaiStub.model(1, "any"));
    String infotext =
        "<lora:boats:1>\nSteps: 1, Sampler: a, Hashes: {\"lora:a\": \"1234567890\", \"lora:b\": \"99999999990\"}";

    needsText(infotext, "--online")
        .shows(
            """
            lora\tboats\there\tname\t%s\t\t\t
            lora\ta\tmissing\tautov2\t\tLantern\ttwo\thttps://civitai.com/models/200?modelVersionId=201
            lora\tb\tunknown\t\t\t\t\t
            """
                .formatted(boats));
    assertThat(CIVITAI.calls())
        .containsExactlyInAnyOrder(
            "GET /model-versions/by-hash/1234567890", "GET /model-versions/by-hash/99999999990");
  }

  @Test
  void saysWhereToSearchForNames() {
    needsText("<lora:boats:1> <lora:hills/Köln & co.safetensors:1> <lora:KÖLN & CO:1>", "--online")
        .says(
            """
            Köln & co: CivitAI does not know it by a hash or an id; search for its name: \
            https://civitai.com/search/models?query=K%C3%B6ln%20%26%20co
            2 models: 1 here, 0 missing, 1 unknown; 1 matched by name only
            """);
    assertThat(CIVITAI.calls()).isEmpty();
    String many =
        IntStream.range(0, 12)
            .mapToObj("<lora:nobody%d:1>"::formatted)
            .collect(Collectors.joining());
    assertThat(needsText(many, "--online").err().lines())
        .hasSize(12)
        .contains("2 other names to search for; --json has them");
    assertThat(needsText(many).err()).hasLineCount(1);
    assertThat(needsText("<lora:" + "a".repeat(400_000) + ":1>", "--online").err()).hasLineCount(1);
  }

  @Test
  void asksForAModelByItsIdAlone() {
    CIVITAI.answers("/models/300", CivitaiStub.model(300, "Lantern"));
    String resources =
        "x\nSteps: 1, Sampler: a, Civitai resources: [{\"type\":\"lora\",\"modelId\":300}]";

    needsText(resources, "--online")
        .shows("lora\tLantern\tmissing\tmodel_id\t\tLantern\t\thttps://civitai.com/models/300\n");
    assertThat(CIVITAI.calls()).containsExactly("GET /models/300");
  }

  @Test
  void showsWhatTheCatalogueKnowsAlsoWhenCivitaiRefuses() {
    CIVITAI.answers(get(urlPathMatching(".*")), error(401, "Unauthorized"));

    Result result =
        needsText(
                "<lora:boats:1>\nSteps: 1, Sampler: a, Hashes: {\"lora:a\": \"1234567890\"}",
                "--online")
            .exits(5);
    assertThat(result.out()).startsWith("lora\tboats\there\tname\t").hasLineCount(2);
  }

  /** A host that answers 404 to everything is none of CivitAI's. */
  @Test
  void takesNoAnswerForUnknownFromAHostThatKnowsNothing() {
    CIVITAI.refuses(error(404, "Not Found"));

    needsText("x\nSteps: 1, Sampler: a, Hashes: {\"lora:a\": \"1234567890\"}", "--online").exits(5);
  }

  /** A picture names a file as it was called then. */
  @Test
  void findsAFileByTheNameThatItHadBefore() throws IOException {
    Path file = library.model("loras/Câfe.safetensors", 16, 7, "{}");
    workplace.scan();
    Path renamed = file.resolveSibling("renamed.safetensors");
    Files.move(file, renamed);
    workplace.scan();
    Path again = Files.move(renamed, renamed.resolveSibling("again.safetensors"));
    workplace.scan();

    for (String name : List.of("Câfe", "câfe", "cafe", "renamed", "RENAMED")) {
      assertThat(field("match", "<lora:" + name + ":1>")).as(name).isEqualTo("\"old_name\"");
      assertThat(field("file_path", "<lora:" + name + ":1>")).isEqualTo("\"" + again + "\"");
    }
    assertThat(field("match", "<lora:again:1>")).isEqualTo("\"name\"");
    assertThat(needsText("<lora:renamed:1>").err())
        .isEqualTo("1 model: 1 here, 0 missing, 0 unknown; 1 matched by name only\n");

    // It goes before a file whose header has the name.
    Path alias =
        library.model("loras/alias.safetensors", 16, 9, "{\"ss_output_name\":\"renamed\"}");
    workplace.scan();
    assertThat(field("match", "<lora:renamed:1>")).isEqualTo("\"old_name\"");
    Files.delete(alias);
    Path away = Files.move(again, folder.resolve("away"));
    workplace.scan();
    assertThat(field("status", "<lora:renamed:1>")).isEqualTo("\"missing\"");
    assertThat(field("match", "<lora:renamed:1>")).isEqualTo("\"old_name\"");
    Files.move(away, again);
    workplace.scan();

    // A file with that name now goes before.
    Path other = library.model("loras/renamed.safetensors", 16, 8, "{}");
    workplace.scan();
    assertThat(field("match", "<lora:renamed:1>")).isEqualTo("\"name\"");
    assertThat(field("file_path", "<lora:renamed:1>")).isEqualTo("\"" + other + "\"");

    Files.move(again, file);
    workplace.scan();
    assertThat(field("match", "<lora:Câfe:1>")).isEqualTo("\"name\"");
    catalogue.has(
        "SELECT name FROM old_names ORDER BY 1", "again.safetensors", "renamed.safetensors");
  }

  /** As by its name of now: CivitAI's type can be wrong. */
  @Test
  void findsARenamedFileAlsoWhereItsTypeIsAnother() throws IOException {
    Path file = library.model("loras/fog.safetensors", 16, 7, "{}");
    workplace.scan();
    catalogue.model(7, "Fog").with("type", "VAE").version(8, "v1").linked(file);
    Files.move(file, file.resolveSibling("mist.safetensors"));
    workplace.scan();

    assertThat(field("status", "<lora:mist:1>")).isEqualTo("\"here\"");
    assertThat(field("status", "<lora:fog:1>")).isEqualTo("\"here\"");
    assertThat(field("match", "<lora:fog:1>")).isEqualTo("\"old_name\"");
  }

  @Test
  void findsARenamedEmbeddingAsAWordOfAPrompt() throws IOException {
    Path file = library.model("embeddings/easyneg.safetensors", 16, 7, "{}");
    workplace.scan();
    catalogue.execute("UPDATE local_files SET type = 'TextualInversion'");
    Files.move(file, file.resolveSibling("neg.safetensors"));
    workplace.scan();

    assertThat(field("match", "easyneg, cat")).isEqualTo("\"old_name\"");
  }

  private Result needsText(String text, Object... options) {
    return tsr.withInput(text).db("needs", options);
  }

  /** A field of the last row, as JSON has it. */
  private String field(String key, String text) {
    String out = needsText(text, "--json").out();
    return out.replaceAll("(?s).*\"" + key + "\":(\"[^\"]*\"|[^,}]*).*", "$1");
  }
}
