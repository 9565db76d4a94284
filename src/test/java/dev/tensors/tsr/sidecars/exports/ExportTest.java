package dev.tensors.tsr.sidecars.exports;

import static dev.tensors.tsr.program.Library.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Sidecars;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ExportTest extends CommandTest {

  private static final String ALL = "lora-manager,civitai-helper,stability-matrix,a1111";

  private static final String OTHER = Sidecars.OTHER_HASH;

  private static final String AWAY = "; move it away to have one written";

  private static final byte[] JPEG = "\u00FF\u00D8\u00FFj".getBytes(StandardCharsets.ISO_8859_1);

  private Path path(String name) {
    return library.path(name);
  }

  private String plain(String text) {
    return text.replace(path("") + "/", "");
  }

  private String out(Object... arguments) {
    Result result = tsr.db("export", arguments);
    result.exits(0);
    return plain(result.out());
  }

  private String err(Object... arguments) {
    return plain(tsr.db("export", arguments).err());
  }

  /** A file whose version 1000 + {@code model} is known from a sidecar that is then deleted. */
  private String known(String name, int model) throws IOException {
    String sha256 = sha256(library.model(name, model));
    return known(name, sha256, Sidecars.version(model, sha256));
  }

  private String known(String name, String sha256, String answer) throws IOException {
    Path sidecar = library.sidecar(name.replaceFirst("\\.[^.]*$", ".civitai.info"), answer);
    workplace.scan();
    tsr.db("import", path(name).toString()).exits(0);
    Files.delete(sidecar);
    return sha256;
  }

  private String read(String name) throws IOException {
    return Files.readString(path(name));
  }

  /** The files below a folder with their times, permissions and contents. */
  private static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> !Files.isDirectory(one)).toList()) {
        String content =
            Files.isSymbolicLink(file)
                ? Files.readSymbolicLink(file).toString()
                : Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        tree.put(
            folder.relativize(file).toString(),
            Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                + PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
                + content);
      }
    }
    return tree;
  }

  /** A file with everything that CivitAI answers, and with the user's own words. */
  private String harbour() throws IOException {
    String sha256 = sha256(library.model("harbour.safetensors", 1));
    String answer =
        """
        {"id":1101,"modelId":101,"name":"v1 \u00E9","createdAt":"2024-01-02T03:04:05Z",
         "publishedAt":"2024-01-03T00:00:00Z","trainedWords":["fog, mist","quay"],
         "baseModel":"Pony","status":"Published","nsfwLevel":1,"description":"<p>New.</p>",
         "air":"urn:air:sdxl:lora:civitai:101@1101","stats":{"downloadCount":7},
         "model":{"name":"Harbour \u00E9","type":"LORA","nsfw":false,"poi":false,
           "description":"<p>A quay &amp; <b>fog</b> &lt;lora:harbour:1&gt;</p>","tags":["sea"],
           "allowNoCredit":true,"allowCommercialUse":["Image","Rent"]},
         "creator":{"username":"tide","image":null},
         "files":[{"id":11,"sizeKB":0.5,"name":"h.safetensors","type":"Model","primary":true,
           "metadata":{"fp":"fp16","size":"pruned","format":"SafeTensor"},
           "hashes":{"SHA256":"%s","AutoV3":"0123456789AB","BLAKE3":"BB","CRC32":"CC"}}],
         "images":[{"id":9,"url":"https://image.civitai.com/x/9.jpeg","type":"image","nsfwLevel":1,
           "width":2,"meta":{"prompt":"a \\"quay\\"","cfgScale":7.0,"seed":18446744073709551615,
             "resources":[{"name":"h","type":"lora"}]}}],
         "downloadUrl":"https://civitai.com/api/download/models/1101"}\
        """
            .formatted(sha256);
    known("harbour.safetensors", sha256, answer);
    Files.setLastModifiedTime(
        path("harbour.safetensors"), FileTime.from(Instant.parse("2024-05-06T07:08:09.5Z")));
    workplace.scan();
    tsr.db(
            "note harbour --text",
            "below <0.7>",
            "--weight",
            "0.65",
            "--triggers",
            "old pier",
            "--favourite",
            "--tag",
            "night")
        .exits(0);
    return sha256;
  }

  @Test
  void writesWhatEachManagerReads() throws IOException {
    String sha256 = harbour();

    Result result = tsr.db("export --for", ALL);

    assertThat(plain(result.out()))
        .isEqualTo(
            """
            harbour.safetensors\tlora-manager\tharbour.metadata.json\twritten\t
            harbour.safetensors\tcivitai-helper\tharbour.civitai.info\twritten\t
            harbour.safetensors\tstability-matrix\tharbour.cm-info.json\twritten\t
            harbour.safetensors\ta1111\tharbour.json\twritten\t
            """);
    result.says(
        """
        4 written
        lora-manager: LoRA Manager shows what changed of models that it knows after Full Rebuild
        civitai-helper: SwarmUI reads .civitai.info files after Reset All Metadata
        stability-matrix: StabilityMatrix reads .cm-info.json files when it scans its models \
        again
        a1111: press Refresh in AUTOMATIC1111 or Forge before you edit a card, or it writes \
        the old one back
        """);
    result.exits(0);
    assertThat(read("harbour.json"))
        .isEqualTo(
            """
            {
                "description": "A quay & fog <lora:harbour:1>",
                "sd version": "SDXL",
                "activation text": "old pier",
                "preferred weight": 0.65,
                "notes": "below <0.7>"
            }\
            """);
    assertThat(read("harbour.cm-info.json"))
        .matches(
            """
            \\{"ModelId":101,"ModelName":"Harbour \\\\u00E9","ModelDescription":"\\\\u003Cp\\\\u003EA \
            quay \\\\u0026amp; .*","Nsfw":false,"Tags":\\["sea"],"ModelType":"LORA","VersionId":1101,\
            "VersionName":"v1 \\\\u00E9","VersionDescription":".*","AuthorUsername":"tide",\
            "BaseModel":"Pony","RemoteFileName":"h.safetensors","RemoteFileId":11,\
            "FileMetadata":\\{"fp":"fp16","size":"pruned","format":"SafeTensor"},\
            "ImportedAt":"20..-..-..T..:..:..\\\\u002B00:00","Hashes":\\{"SHA256":"%s",\
            "CRC32":"CC","BLAKE3":"BB"},"TrainedWords":\\["fog, mist","quay"],\
            "Stats":null,"UserTitle":null,"ThumbnailImageUrl":null,\
            "InferenceDefaults":null,"Source":0,"SourceUrl":null}\
            """
                .formatted(sha256));
    String info = read("harbour.civitai.info");
    assertThat(info)
        .startsWith(
            """
            {
                "id": 1101,
                "modelId": 101,
                "name": "v1 \\u00e9",
                "createdAt": "2024-01-02T03:04:05Z",
            """)
        .contains(
            """
                        "hashes": {
                            "SHA256": "%s",
                            "AutoV3": "0123456789AB",
                            "BLAKE3": "BB",
                            "CRC32": "CC"
                        },
                        "primary": true,
            """
                .formatted(sha256))
        .contains("\"cfgScale\": 7.0,\n", "\"seed\": 18446744073709551615,\n")
        .contains("\"prompt\": \"a \\\"quay\\\"\"")
        .endsWith("\"downloadUrl\": null\n}"); // import takes none
    String metadata = read("harbour.metadata.json");
    assertThat(plain(metadata))
        .startsWith(
            """
            {
              "file_name": "harbour",
              "model_name": "Harbour \u00E9",
              "file_path": "harbour.safetensors",
              "size": %d,
              "modified": 1714979289.500000,
              "sha256": "%s",
              "base_model": "Pony",
              "preview_url": "",
              "preview_nsfw_level": 0,
              "notes": "below <0.7>",
              "from_civitai": true,
              "civitai": {
                "id": 1101,
            """
                .formatted(
                    Files.size(path("harbour.safetensors")), sha256.toLowerCase(Locale.ROOT)))
        .endsWith(
            """
              },
              "tags": [
                "sea",
                "night"
              ],
              "modelDescription": "<p>A quay &amp; <b>fog</b> &lt;lora:harbour:1&gt;</p>",
              "civitai_deleted": false,
              "favorite": true,
              "metadata_source": "civitai_api",
              "last_checked_at": 0,
              "hash_status": "completed",
              "autov3": "0123456789ab",
              "trainedWords": [
                "old pier"
              ],
              "usage_tips": "{\\"strength\\":0.65}"
            }\
            """);
  }

  @Test
  void writesNothingTwice() throws IOException {
    harbour();
    assertThat(out("--for", ALL)).hasLineCount(4);
    Map<String, String> before = tree(path(""));

    tsr.db("export --for", ALL).prints("", "4 present\n");
    tsr.db("export --for", ALL, "--merge").prints("", "4 present\n");
    assertThat(out("--for", "a1111", "--all"))
        .isEqualTo("harbour.safetensors\ta1111\tharbour.json\tpresent\t\n");

    assertThat(tree(path(""))).isEqualTo(before);
  }

  @Test
  void importOfAnExportIsTheSame(@TempDir Path elsewhere) throws IOException {
    harbour();
    out("--for", ALL);
    Workplace other = Workplace.in(elsewhere);
    try (Stream<Path> files = Files.list(path(""))) {
      for (Path file : files.toList()) {
        Files.copy(file, other.library().path(String.valueOf(file.getFileName())));
      }
    }
    other.scan();
    other.tsr().db("import").exits(0);

    for (String table :
        new String[] {
          "models", "model_versions", "trained_words", "version_files", "file_hashes",
          "version_images", "image_generation_params", "image_resources", "creators", "tags"
        }) {
      String rows = "SELECT * FROM " + table;
      String own = table.equals("models") ? "20[0-9T:Z-]+" : "\\Z.";
      assertThat(other.catalogue().rows(rows).toString().replaceAll(own, ""))
          .as(table)
          .isEqualTo(catalogue.rows(rows).toString().replaceAll(own, ""));
    }
    assertThat(other.catalogue().rows("SELECT DISTINCT key, value FROM imported_notes ORDER BY 1"))
        .containsExactly(
            "favourite|1", "tags|night", "text|below <0.7>", "triggers|old pier", "weight|0.65");

    other.library().path("harbour.json").toFile().delete();
    assertThat(other.tsr().db("export --for", ALL).err()).startsWith("1 written, 3 present");
    assertThat(Files.readString(other.library().path("harbour.json")))
        .isEqualTo(read("harbour.json"));
  }

  /** CivitAI's words change, the user takes his back, and a manager rewrites its sidecar. */
  @Test
  void importTakesNothingThatExportWrote() throws IOException {
    String sha256 = harbour();
    out("--for", ALL);
    catalogue.execute(
        """
        UPDATE trained_words SET word = 'other' WHERE word = 'quay';
        UPDATE models SET description = 'Other.', name = 'Other';
        UPDATE tags SET name = 'other';
        """);
    tsr.db("note harbour --clear").exits(0);

    assertThat(tsr.db("import --json").out()).doesNotContain("text", "triggers", "tags");

    assertThat(notes()).isEmpty();
    library.sidecar(
        "harbour.json", read("harbour.json").replace("0.65", "0.7").replace("old", "new"));
    library.sidecar(
        "harbour.metadata.json",
        read("harbour.metadata.json")
            .replace("\"sea\"", "\"sea\", \"mine\"")
            .replace("\"fog, mist\"", "\"my mist\", \"fog, mist\""));
    library.sidecar("harbour.cm-info.json", read("harbour.cm-info.json") + "\n");
    tsr.db("import").exits(0);
    assertThat(notes())
        .containsExactly(
            "a1111|triggers|new pier",
            "a1111|weight|0.7",
            "lora-manager|tags|mine",
            "lora-manager|triggers|my mist");

    // LoRA Manager makes its sidecar from CivitAI's answer.
    library.sidecar(
        "harbour.metadata.json",
        "{\"tags\":[\"sea\"],\"civitai\":%s,\"sha256\":\"%s\"}"
            .formatted(read("harbour.civitai.info"), sha256));
    tsr.db("import").exits(0);
    assertThat(notes()).containsExactly("a1111|triggers|new pier", "a1111|weight|0.7");
  }

  @Test
  void importKeepsTheUsersWordsThatExportWroteAgain() throws IOException {
    String sha256 = known("a.safetensors", 1);
    library.sidecar(
        "a.metadata.json",
        """
        {"file_name":"a","sha256":"%s","notes":"Mine.","favorite":true,"tags":["my tag"],
         "usage_tips":"{\\"strength\\":0.8}","civitai":%s}\
        """
            .formatted(sha256, Sidecars.version(1, "", "\"fog\",\"my word\"")));
    tsr.db("import").exits(0);
    assertThat(notes()).hasSize(5);
    List<String> before = notes();
    Files.delete(path("a.metadata.json"));

    out("--for", ALL);

    tsr.db("import").exits(0);
    assertThat(notes()).isEqualTo(before);
  }

  @Test
  void importKnowsWhatExportWroteAfterAnotherProgramRewroteTheHeader() throws IOException {
    known("a.safetensors", 1);
    out("--for", "a1111");
    library.model("a.safetensors", 16, 1, "{\"k\":\"v\"}");
    workplace.scan();

    assertThat(tsr.db("import --json").out()).contains("\"taken\":[]");

    assertThat(notes()).isEmpty();
  }

  private List<String> notes() {
    return catalogue.rows("SELECT source, key, value FROM imported_notes ORDER BY source, key");
  }

  @Test
  void fillsOnlyWhatIsEmpty() throws IOException {
    String sha256 = harbour();
    library.sidecar(
        "harbour.json",
        "{\r\n\t\"notes\" : \"\",\r\n\t\"mine\": 1.50e+3,\r\n\t\"preferred weight\": 0.0,\r\n"
            + "\t\"activation text\": \"own\" }\r\n");
    library.sidecar(
        "harbour.cm-info.json",
        "\uFEFF{\"ModelId\":101,\"Hashes\":{\"SHA256\":\"%s\",\"BLAKE3\":\"\"},\"Tags\":[\"x\"],\"Source\":0,\"Nsfw\":false,\"TrainedWords\":null,\"UserTitle\":\"T\"}"
            .formatted(sha256.toLowerCase(Locale.ROOT)));
    library.sidecar("harbour.civitai.info", "{}");
    library.sidecar(
        "harbour.metadata.json",
        """
        {
          "file_name": "harbour",
          "sha256": "%s",
          "tags": [],
          "civitai": {
            "id": 1101,
            "modelId": 101,
            "trainedWords": ["shuffled"],
            "x": NaN
          },
          "usage_tips": "{}",
          "favorite": false,
          "_mine": {"a": 1}
        }
        """
            .formatted(sha256));
    Files.setPosixFilePermissions(
        path("harbour.json"), PosixFilePermissions.fromString("rw-rw-r--"));

    Result result = tsr.db("export --for", ALL, "--merge", "--json");

    assertThat(plain(result.out()))
        .contains("\"path\":\"harbour.json\",\"status\":\"merged\",")
        .contains("\"reason\":\"filled description, sd version, preferred weight, notes\"")
        .contains("\"path\":\"harbour.civitai.info\",\"status\":\"merged\",");
    assertThat(result.err()).startsWith("4 merged\n");
    assertThat(read("harbour.json"))
        .isEqualTo(
            "{\r\n\t\"notes\" : \"below <0.7>\",\r\n\t\"mine\": 1.50e+3,\r\n"
                + "\t\"preferred weight\": 0.65,\r\n\t\"activation text\": \"own\",\r\n"
                + "\t\"description\": \"A quay & fog <lora:harbour:1>\",\r\n"
                + "\t\"sd version\": \"SDXL\" }\r\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path("harbour.json"))))
        .isEqualTo("rw-rw-r--");
    assertThat(read("harbour.cm-info.json"))
        .startsWith(
            "\uFEFF{\"ModelId\":101,\"Hashes\":{\"SHA256\":\"%s\",\"BLAKE3\":\"BB\",\"CRC32\":\"CC\"},\"Tags\":[\"x\"],\"Source\":0,\"Nsfw\":false,\"TrainedWords\":[\"fog, mist\",\"quay\"],\"UserTitle\":\"T\",\"ModelName\":"
                .formatted(sha256.toLowerCase(Locale.ROOT)));
    assertThat(read("harbour.metadata.json"))
        .startsWith(
            """
            {
              "file_name": "harbour",
              "sha256": "%s",
              "tags": [
                "sea",
                "night"
              ],
              "civitai": {
                "id": 1101,
                "modelId": 101,
                "trainedWords": ["shuffled"],
                "x": NaN,
                "name": "v1 \u00E9",
                "createdAt": "2024-01-02T03:04:05Z",
            """
                .formatted(sha256))
        .contains(
            """
              },
              "usage_tips": "{\\"strength\\":0.65}",
              "favorite": false,
              "_mine": {"a": 1},
              "model_name": "Harbour \u00E9",
            """)
        .contains("\"preview_url\": \"\",\n")
        .endsWith("\n  ]\n}\n");
    assertThat(read("harbour.civitai.info")).startsWith("{\n    \"id\": 1101,\n");
    Map<String, String> before = tree(path(""));
    assertThat(err("--for", ALL, "--merge")).isEqualTo("4 present\n");
    assertThat(tree(path(""))).isEqualTo(before);
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws IOException {
    String sha256 = harbour();
    Map<String, String> sidecars = new TreeMap<>();
    sidecars.put(
        "{\"notes\":\"\",\"a\":1,\"a\":2}", "has two fields with one name; remove one of them");
    sidecars.put(
        "{\"notes\":\"\",\"a\":[{\"b\":1,\"b\":2}]}",
        "has two fields with one name; remove one of them");
    sidecars.put("[]", "is JSON, but not an object" + AWAY);
    sidecars.put("{\"notes\":\"\"", "is not JSON, or is incomplete" + AWAY);
    sidecars.put("", "is empty" + AWAY);
    sidecars.put("[".repeat(5000), "nests deeper than 100 levels" + AWAY);
    sidecars.put("{\"mine\":1}", "is not of AUTOMATIC1111" + AWAY);
    sidecars.put(Sidecars.model(101, sha256), "is not of AUTOMATIC1111, but of SD.Next" + AWAY);
    sidecars.put(
        "{\"notes\":\"\",\"modelId\":102}", "is about another model or version of CivitAI" + AWAY);
    sidecars.put(
        "{\"notes\":\"\",\"modelId\":101,\"sha256\":\"AA\"}",
        "is of another file than the one beside it" + AWAY);
    for (Map.Entry<String, String> sidecar : sidecars.entrySet()) {
      library.sidecar("harbour.json", sidecar.getKey());
      Map<String, String> before = tree(path(""));

      Result result = tsr.db("export --for a1111 --merge");

      assertThat(plain(result.out()))
          .isEqualTo(
              "harbour.safetensors\ta1111\tharbour.json\trefused\t" + sidecar.getValue() + "\n");
      assertThat(plain(result.err()))
          .isEqualTo("tsr: harbour.json: " + sidecar.getValue() + "\n1 refused\n");
      result.exits(0);
      assertThat(tree(path(""))).isEqualTo(before);
    }
    library.file("harbour.json", new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'});
    assertThat(err("--for", "a1111", "--merge")).startsWith("tsr: harbour.json: is not UTF-8\n");
    Files.delete(path("harbour.json"));
    library.sidecar("elsewhere.json", "{\"notes\":\"\"}");
    library.symlink("harbour.json", path("elsewhere.json"));
    assertThat(err("--for", "a1111", "--merge"))
        .startsWith(
            "tsr: harbour.json: is a symlink; export follows none, so put a file in its place\n");
    library.sidecar("harbour.civitai.info", "{\"id\":\"\",\"skeleton_file\":true}");
    library.sidecar("harbour.cm-info.json", "{\"ModelName\":\"x\",\"Source\":3}");
    library.sidecar("harbour.metadata.json", "{\"sha256\":\"%s\"}".formatted(Sidecars.OTHER_HASH));
    assertThat(err("--for", "civitai-helper,stability-matrix,lora-manager", "--merge"))
        .isEqualTo(
            """
            tsr: harbour.metadata.json: is of another file than the one beside it; move it away to have one written
            tsr: harbour.civitai.info: is not CivitAI's answer on a version; move it away to have one written
            tsr: harbour.cm-info.json: is about a model that is not of CivitAI; move it away to have one written
            3 refused
            """);
    library.sidecar("harbour.metadata.json", "{\"mine\":1}");
    library.sidecar("harbour.cm-info.json", "{\"mine\":1}");
    library.sidecar("harbour.civitai.info", Sidecars.version(102, sha256));
    Files.setPosixFilePermissions(
        library.sidecar("HARBOUR.json", "{\"notes\":\"\"}"),
        PosixFilePermissions.fromString("r--r--r--"));
    Files.delete(path("harbour.json"));
    assertThat(err("--for", ALL, "--merge"))
        .isEqualTo(
            """
            tsr: harbour.metadata.json: is not of LoRA Manager; move it away to have one written
            tsr: harbour.civitai.info: is about another model or version of CivitAI; move it away to have one written
            tsr: harbour.cm-info.json: is not of StabilityMatrix; move it away to have one written
            tsr: HARBOUR.json: is read-only; make it writable
            4 refused
            """);
  }

  @Test
  void refusesASidecarOfAnotherFileThatNamesNoIds() throws IOException {
    String sha256 = harbour();
    String otherFile = "is of another file than the one beside it" + AWAY;
    String otherModel = "is about another model or version of CivitAI" + AWAY;
    Map<String, String> sidecars = new TreeMap<>();
    sidecars.put("json {\"notes\":\"\",\"sha256\":\"" + OTHER + "\"}", otherFile);
    sidecars.put(
        "json {\"notes\":\"\",\"sha256\":\"%s\",\"modelId\":\"Model not found\"}".formatted(OTHER),
        otherFile);
    sidecars.put("cm-info.json {\"Hashes\":{\"SHA256\":\"%s\"}}".formatted(OTHER), otherFile);
    sidecars.put(
        "cm-info.json {\"Hashes\":{\"SHA256\":\"%s\",\"BLAKE3\":\"AA\"}}".formatted(sha256),
        otherFile);
    sidecars.put("cm-info.json {\"ModelId\":102,\"Hashes\":{}}", otherModel);
    sidecars.put("cm-info.json {\"VersionId\":1102,\"Hashes\":{}}", otherModel);
    sidecars.put("metadata.json {\"sha256\":\"\",\"civitai\":{\"modelId\":102}}", otherModel);
    String all = "stability-matrix,a1111,lora-manager";
    for (Map.Entry<String, String> sidecar : sidecars.entrySet()) {
      int space = sidecar.getKey().indexOf(' ');
      String name = "harbour." + sidecar.getKey().substring(0, space);
      library.sidecar(name, sidecar.getKey().substring(space + 1));

      assertThat(out("--for", all, "--merge", "--dry-run"))
          .contains("\t" + name + "\trefused\t" + sidecar.getValue() + "\n");
      Files.delete(path(name));
    }
    library.sidecar("harbour.cm-info.json", "{\"ModelId\":0,\"Hashes\":{\"BLAKE3\":\"bb\"}}");
    assertThat(out("--for", "stability-matrix", "--merge")).contains("\tmerged\t");
  }

  @Test
  void skipsWhatNoSha256Proves() throws IOException {
    known("by-hand.safetensors", 1);
    known("weights.safetensors", 2);
    known("old.safetensors", 3);
    known("uncached.safetensors", 4);
    known("changed.safetensors", 5);
    known("missing.safetensors", 6);
    library.model("unlinked.safetensors", 7);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET link_source = 'manual', link_match = NULL WHERE file_path LIKE '%by-hand%';
        UPDATE local_files SET link_match = 'weights' WHERE file_path LIKE '%weights%';
        UPDATE local_files SET link_match = NULL, civitai_version_id = 1005
          WHERE file_path LIKE '%old%';
        UPDATE local_files SET civitai_version_id = 77 WHERE file_path LIKE '%uncached%';
        """);
    library.model("changed.safetensors", 32, 5, "{}");
    Files.delete(path("missing.safetensors"));
    Map<String, String> before = tree(path(""));

    assertThat(out("--for", "a1111", path("").toString()))
        .isEqualTo(
            """
            by-hand.safetensors\ta1111\tby-hand.json\tskipped\tthe link was made by hand, and no hash \
            proves it
            changed.safetensors\ta1111\tchanged.json\tskipped\tthe file is gone, or has changed since \
            the last scan; run tsr db scan
            missing.safetensors\ta1111\tmissing.json\tskipped\tthe file is gone, or has changed since \
            the last scan; run tsr db scan
            old.safetensors\ta1111\told.json\tskipped\tno hash proves the link; run tsr db link FILE
            uncached.safetensors\ta1111\tuncached.json\tskipped\tthe model is not cached; run tsr db \
            cache 4
            unlinked.safetensors\ta1111\tunlinked.json\tskipped\tthe file is not linked to CivitAI; \
            run tsr db link
            weights.safetensors\ta1111\tweights.json\tskipped\tonly the weights prove the link: the \
            file at CivitAI has another SHA-256
            """);
    assertThat(err("--for", "a1111"))
        .isEqualTo(
            """
            1 file is not linked to CivitAI, and left out; see tsr db link
            6 skipped
            2 skipped: the file is gone, or has changed since the last scan; run tsr db scan
            1 skipped: the link was made by hand, and no hash proves it
            1 skipped: no hash proves the link; run tsr db link FILE
            1 skipped: the model is not cached; run tsr db cache 4
            1 skipped: only the weights prove the link: the file at CivitAI has another SHA-256
            """);
    workplace.scan();
    assertThat(out("--for", "a1111", "missing.safetensors"))
        .isEqualTo("missing.safetensors\ta1111\tmissing.json\tskipped\tthe file is missing\n");
    assertThat(tree(path(""))).isEqualTo(before);
  }

  /** Its programs alone fill it, and delete what they do not know with the snapshot. */
  @Test
  void writesNothingIntoACacheOfHuggingFacesPrograms() throws IOException {
    String cached = "hub/models--tide--quay/snapshots/" + "a".repeat(40) + "/vae";
    known(cached + "/fog.safetensors", 1);
    library.model(cached + "/own.safetensors", 2);
    workplace.scan();
    tsr.db("note own --text best").exits(0);
    Map<String, String> before = tree(path(""));
    String reason = "the file is in a cache of Hugging Face's programs, which only they fill";

    assertThat(out("--for", "a1111", "--previews"))
        .isEqualTo(
            """
            %1$s/fog.safetensors\tpreview\t\tskipped\t%2$s
            %1$s/fog.safetensors\ta1111\t%1$s/fog.json\tskipped\t%2$s
            %1$s/own.safetensors\ta1111\t%1$s/own.json\tskipped\t%2$s
            """
                .formatted(cached, reason));
    assertThat(err("--for", "a1111", "--merge")).isEqualTo("2 skipped: " + reason + "\n");
    assertThat(tree(path(""))).isEqualTo(before);
  }

  /** Nobody knows the file, but the user does. */
  @Test
  void writesWhatTheUserNotedOnAFileThatIsNotLinked() throws IOException {
    String sha256 =
        sha256(
            library.model("own.safetensors", 16, 1, "{\"ss_network_module\":\"networks.lora\"}"));
    library.model("rated.safetensors", 2);
    library.model("plain.safetensors", 3);
    workplace.scan();
    catalogue.execute(
        "UPDATE local_files SET type = 'LORA', base_model = 'SDXL 1.0'"
            + " WHERE file_path LIKE '%/own%'");
    tsr.db("note own --triggers", "paper boat", "--weight", "0.7", "--text", "best");
    tsr.db("note rated --rating 4");

    assertThat(out("--for", ALL, "--dry-run"))
        .isEqualTo(
            """
            own.safetensors\tlora-manager\town.metadata.json\twrite\t
            own.safetensors\ta1111\town.json\twrite\t
            """);
    assertThat(out("--for", "a1111,civitai-helper", "own", "rated"))
        .isEqualTo(
            """
            own.safetensors\tcivitai-helper\town.civitai.info\tskipped\tthe file is not linked to \
            CivitAI; run tsr db link
            own.safetensors\ta1111\town.json\twritten\t
            rated.safetensors\tcivitai-helper\trated.civitai.info\tskipped\tthe file is not linked \
            to CivitAI; run tsr db link
            rated.safetensors\ta1111\trated.json\tskipped\tthe file is not linked to CivitAI; run \
            tsr db link
            """);
    assertThat(read("own.json"))
        .isEqualTo(
            """
            {
                "description": "",
                "sd version": "SDXL",
                "activation text": "paper boat",
                "preferred weight": 0.7,
                "notes": "best"
            }\
            """);
    assertThat(err("--for", "lora-manager"))
        .startsWith(
            "2 files are not linked to CivitAI, and left out; see tsr db link\n1 written\n");
    assertThat(plain(read("own.metadata.json")).replaceFirst("\"modified\": .*", ""))
        .isEqualTo(
            """
            {
              "file_name": "own",
              "model_name": "own",
              "file_path": "own.safetensors",
              "size": %d,
             \s
              "sha256": "%s",
              "base_model": "SDXL 1.0",
              "preview_url": "",
              "preview_nsfw_level": 0,
              "notes": "best",
              "from_civitai": true,
              "civitai": {},
              "tags": [],
              "modelDescription": "",
              "civitai_deleted": false,
              "favorite": false,
              "last_checked_at": 0,
              "hash_status": "completed",
              "trainedWords": [
                "paper boat"
              ],
              "usage_tips": "{\\"strength\\":0.7}"
            }\
            """
                .replace("\\s", "")
                .formatted(Files.size(path("own.safetensors")), sha256.toLowerCase(Locale.ROOT)));

    assertThat(out("--for", "a1111", "own")).isEmpty();
    assertThat(tsr.db("import --json").out()).doesNotContain("weight", "triggers", "text");
  }

  @Test
  void fillsItsNotesIntoTheSidecarOfAFileThatIsNotLinked() throws IOException {
    library.model("own.safetensors", 1);
    workplace.scan();
    tsr.db("note own --text best --weight 0.7");
    library.sidecar("own.json", "{\"notes\": \"\", \"preferred weight\": 0, \"x\": 1}");
    library.sidecar("own.metadata.json", "{\"sha256\": \"%s\", \"notes\": \"\"}".formatted(OTHER));

    assertThat(out("--for", "a1111,lora-manager", "--merge"))
        .isEqualTo(
            """
            own.safetensors\tlora-manager\town.metadata.json\trefused\tis of another file than the \
            one beside it; move it away to have one written
            own.safetensors\ta1111\town.json\tmerged\tfilled preferred weight, notes
            """);
    assertThat(read("own.json"))
        .isEqualTo("{\"notes\": \"best\", \"preferred weight\": 0.7, \"x\": 1}");
  }

  @Test
  void writesNoSidecarThatOtherModelsWouldShare() throws IOException {
    known("one.safetensors", 1);
    library.model("One.ckpt", 2);
    known("two.safetensors", 3);
    library.model("two.sft", 3);
    known("name.safetensors", 4);
    library.model("name.metadata.safetensors", 5);
    workplace.scan();

    assertThat(out("--for", "lora-manager,a1111", "one", "two.safetensors", "name.safetensors"))
        .isEqualTo(
            """
            name.safetensors\tlora-manager\tname.metadata.json\tskipped\twould be a sidecar of \
            name.metadata.safetensors, too
            name.safetensors\ta1111\tname.json\twritten\t
            one.safetensors\tlora-manager\tone.metadata.json\tskipped\tOne.ckpt, another model, \
            would have the same sidecar
            one.safetensors\ta1111\tone.json\tskipped\tOne.ckpt, another model, would have the same \
            sidecar
            two.safetensors\tlora-manager\ttwo.metadata.json\twritten\t
            two.safetensors\ta1111\ttwo.json\twritten\t
            """);
  }

  @Test
  void tellsTheSameOfASidecarWhateverElseIsAskedFor() throws IOException {
    known("one.safetensors", 1);
    library.model("one.ckpt", 2);
    library.sidecar("one.json", "{}");
    known("two.safetensors", 3);
    Files.createDirectory(path("two.bin"));

    assertThat(out("--for", "a1111,lora-manager", "--previews", "--all"))
        .isEqualTo(
            """
            one.safetensors\tpreview\t\tskipped\tone.ckpt, another model, would have the same sidecar
            one.safetensors\tlora-manager\tone.metadata.json\tskipped\tone.ckpt, another model, \
            would have the same sidecar
            one.safetensors\ta1111\tone.json\tpresent\t
            two.safetensors\tpreview\t\tskipped\tno picture is kept; run tsr db cache --linked --previews
            two.safetensors\tlora-manager\ttwo.metadata.json\twritten\t
            two.safetensors\ta1111\ttwo.json\twritten\t
            """);
    assertThat(out("--for", "a1111", "--all", "one"))
        .isEqualTo("one.safetensors\ta1111\tone.json\tpresent\t\n");
  }

  @Test
  void leavesAVaeBesideACheckpointAVae() throws IOException {
    String sha256 = sha256(library.model("vae.safetensors", 1));
    String answer =
        Sidecars.version(1, sha256)
            .replace("\"LORA\"", "\"Checkpoint\"")
            .replace("\"Model\",\"primary\":true", "\"VAE\",\"primary\":false");
    known("vae.safetensors", sha256, answer);

    out("--for", "lora-manager,stability-matrix,a1111");

    assertThat(read("vae.metadata.json")).doesNotContain("sub_type");
    assertThat(read("vae.cm-info.json")).contains("\"ModelType\":\"VAE\"", "\"TrainedWords\":[]");
    assertThat(read("vae.json")).contains("\"activation text\": \"\"");
  }

  @Test
  void misleadsNoManagerAboutAnotherFileOfTheVersion() throws IOException {
    String sha256 = sha256(library.model("small.safetensors", 1));
    String hashes = "\"SHA256\":\"" + Sidecars.OTHER_HASH + "\"";
    String answer =
        Sidecars.version(1, hashes, "\"fog\"")
            .replace(
                "\"files\":[",
                """
                "files":[{"id":8,"name":"s.safetensors","type":"Model",
                  "hashes":{"SHA256":"%s"}},\
                """
                    .formatted(sha256));
    known("small.safetensors", sha256, answer);

    assertThat(out("--for", "civitai-helper"))
        .isEqualTo(
            """
            small.safetensors\tcivitai-helper\tsmall.civitai.info\tskipped\tLoRA Manager would take the \
            hash of the version's primary file from this sidecar; add --for lora-manager
            """);
    for (String without : new String[] {"{}", "{\"id\":1001,\"modelId\":1,\"files\":[]}"}) {
      library.sidecar("small.civitai.info", without);
      assertThat(out("--for", "civitai-helper", "--merge"))
          .isEqualTo(
              """
              small.safetensors\tcivitai-helper\tsmall.civitai.info\trefused\tLoRA Manager would take \
              the hash of the version's primary file from this sidecar; add --for lora-manager
              """);
      assertThat(read("small.civitai.info")).isEqualTo(without);
    }
    library.sidecar("small.civitai.info", answer.replace("SDXL 1.0", ""));
    assertThat(out("--for", "civitai-helper", "--merge")).endsWith("\tmerged\tfilled baseModel\n");
    Files.delete(path("small.civitai.info"));
    assertThat(out("--for", "civitai-helper", "--for", "LORA-Manager", "--dry-run"))
        .isEqualTo(
            """
            small.safetensors\tlora-manager\tsmall.metadata.json\twrite\t
            small.safetensors\tcivitai-helper\tsmall.civitai.info\twrite\t
            """);
    assertThat(path("small.metadata.json")).doesNotExist();
    assertThat(err("--for", "lora-manager,civitai-helper", "--dry-run"))
        .isEqualTo("2 would be written\n");
    library.model("small.metadata.safetensors", 2);
    assertThat(out("--for", "lora-manager,civitai-helper"))
        .isEqualTo(
            """
            small.safetensors\tlora-manager\tsmall.metadata.json\tskipped\twould be a sidecar of \
            small.metadata.safetensors, too
            small.safetensors\tcivitai-helper\tsmall.civitai.info\tskipped\tLoRA Manager would take the \
            hash of the version's primary file from this sidecar, as its own was not written
            """);
  }

  @Test
  void putsPicturesBesideFilesWithoutOne() throws IOException {
    known("plain.safetensors", 1);
    known("pictured.safetensors", 2);
    known("mature.safetensors", 3);
    known("none.safetensors", 4);
    library.file("PICTURED.webm", new byte[] {1});
    workplace.scan();
    keep(1, 1);
    keep(2, 1);
    keep(3, 16);
    Map<String, String> before = tree(path(""));

    assertThat(out("--previews", "--dry-run", "plain"))
        .isEqualTo("plain.safetensors\tpreview\tplain.preview.jpeg\twrite\t\n");
    assertThat(tree(path(""))).isEqualTo(before);
    assertThat(out("--previews", "--for", "lora-manager", "--all", "--json"))
        .startsWith(
            """
            [{"file_path":"mature.safetensors","manager":"preview","path":null,"status":"skipped",\
            "reason":"CivitAI does not mark the kept pictures PG; --nsfw takes them"},\
            """);
    assertThat(Files.readAllBytes(path("plain.preview.jpeg"))).isEqualTo(JPEG);
    assertThat(plain(read("plain.metadata.json")))
        .contains("  \"preview_url\": \"plain.preview.jpeg\",\n  \"preview_nsfw_level\": 1,\n");
    assertThat(plain(read("pictured.metadata.json")))
        .contains("  \"preview_url\": \"PICTURED.webm\",\n  \"preview_nsfw_level\": 0,\n");
    assertThat(out("--previews", "--all"))
        .isEqualTo(
            """
            mature.safetensors\tpreview\t\tskipped\tCivitAI does not mark the kept pictures PG; --nsfw takes \
            them
            none.safetensors\tpreview\t\tskipped\tno picture is kept; run tsr db cache --linked --previews
            pictured.safetensors\tpreview\tPICTURED.webm\tpresent\t
            plain.safetensors\tpreview\tplain.preview.jpeg\tpresent\t
            """);
    assertThat(out("--previews", "--nsfw", "mature"))
        .isEqualTo("mature.safetensors\tpreview\tmature.preview.jpeg\twritten\t\n");
  }

  @Test
  void namesThePictureThatLoraManagerShows() throws IOException {
    known("one.safetensors", 1);
    known("two.safetensors", 2);
    for (String ending : new String[] {"gif", "mov", "png", "bmp", "thumb.png", "preview.jpeg"}) {
      library.file("one." + ending, JPEG);
    }
    library.file("two.bmp", JPEG);

    assertThat(out("--for", "lora-manager", "--previews", "--all"))
        .isEqualTo(
            """
            one.safetensors\tpreview\tone.preview.jpeg\tpresent\t
            one.safetensors\tlora-manager\tone.metadata.json\twritten\t
            two.safetensors\tpreview\ttwo.bmp\tpresent\t
            two.safetensors\tlora-manager\ttwo.metadata.json\twritten\t
            """);
    assertThat(plain(read("one.metadata.json"))).contains("\"preview_url\": \"one.preview.jpeg\"");
    assertThat(read("two.metadata.json")).contains("\"preview_url\": \"\"");
  }

  @Test
  void keepsTheLevelOfAPictureThatAnEarlierRunPutThere() throws IOException {
    known("mature.safetensors", 3);
    keep(3, 16);
    out("--previews", "--nsfw");

    out("--for", "lora-manager");

    assertThat(read("mature.metadata.json")).contains("\"preview_nsfw_level\": 16,\n");
  }

  /** Keeps a picture of version 1000 + {@code model}. */
  private void keep(int model, int level) throws IOException {
    catalogue.execute(
        """
        UPDATE version_images SET civitai_id = %1$d, nsfw_level = %2$d WHERE version_id =
          (SELECT id FROM model_versions WHERE civitai_id = 1000 + %1$d)\
        """
            .formatted(model, level));
    Path kept = home.resolve(".cache/tensors/previews/" + (1000 + model));
    Files.createDirectories(kept);
    Files.write(kept.resolve(model + ".jpeg"), JPEG);
  }

  @Test
  void saysWhyNoPictureIsKept() throws IOException {
    known("a.safetensors", 1);
    known("gone.safetensors", 2);
    known("mature.safetensors", 3);
    known("none.safetensors", 4);
    catalogue.execute(
        """
        UPDATE models SET gone_at = '2026-01-02T03:04:05Z' WHERE civitai_id = 2;
        UPDATE version_images SET nsfw_level = 16 WHERE version_id =
          (SELECT id FROM model_versions WHERE civitai_id = 1003);
        DELETE FROM version_images WHERE version_id =
          (SELECT id FROM model_versions WHERE civitai_id = 1004);
        """);

    assertThat(err("--previews"))
        .isEqualTo(
            """
            4 skipped
            1 skipped: no picture is kept; run tsr db cache --linked --previews
            1 skipped: no picture was kept before CivitAI removed it
            1 skipped: CivitAI marks none of its pictures PG; keep them with tsr db cache --linked \
            --previews --nsfw, and export with --nsfw
            1 skipped: its pictures are not cached; run tsr db cache --linked --previews
            """);
    catalogue.execute("UPDATE models SET fetched_at = '2026-01-02T03:04:05Z'");
    assertThat(err("--previews", "none"))
        .isEqualTo("1 skipped: CivitAI lists no pictures of its version\n");
    assertThat(err("--previews", "--nsfw", "mature"))
        .isEqualTo("1 skipped: no picture is kept; run tsr db cache --linked --previews --nsfw\n");
  }

  @Test
  void endsTheWaitForAHashThatIsFilled() throws IOException {
    String sha256 = known("a.safetensors", 1);
    String waiting = "{\"file_name\":\"a\",\"sha256\":\"\",\"hash_status\":\"pending\"}";
    library.sidecar("a.metadata.json", waiting);

    assertThat(out("--for", "lora-manager", "--merge")).contains("sha256, ", "hash_status");

    assertThat(read("a.metadata.json"))
        .contains("\"sha256\":\"" + sha256.toLowerCase(Locale.ROOT) + "\"")
        .contains("\"hash_status\":\"completed\"");
    library.sidecar(
        "a.metadata.json", waiting.replace("\"\"", "\"" + sha256.toLowerCase(Locale.ROOT) + "\""));
    out("--for", "lora-manager", "--merge");
    assertThat(read("a.metadata.json")).contains("\"hash_status\":\"pending\"");
  }

  /** Another program may escape any letter. */
  @Test
  void endsTheWaitThatIsWrittenWithAnEscape() throws IOException {
    known("a.safetensors", 1);
    library.sidecar(
        "a.metadata.json",
        "{\"file_name\":\"a\",\"sha256\":\"\",\"hash_status\":\"pend\\u0069ng\",\"exclude\":true}");

    assertThat(out("--for", "lora-manager", "--merge")).contains("hash_status");

    assertThat(read("a.metadata.json")).contains("\"hash_status\":\"completed\",\"exclude\":true");
  }

  @Test
  void deletesWhatAKilledExportLeft() throws IOException {
    known("a.safetensors", 1);
    String[] left = {".tsr-0123abcd.tmp", ".tsr-0123abce.tmp", ".tsr-mine.tmp", "0123abcd.tmp"};
    for (String name : left) {
      Files.setLastModifiedTime(library.file(name, JPEG), FileTime.from(Instant.EPOCH));
    }
    Files.setLastModifiedTime(path(left[1]), FileTime.from(Instant.now()));
    Files.createSymbolicLink(path(".tsr-0123abcf.tmp"), path(left[3]));
    Map<String, String> before = tree(path(""));
    out("--for", "a1111", "--dry-run");
    assertThat(tree(path(""))).isEqualTo(before);

    out("--for", "a1111");

    assertThat(tree(path("")))
        .containsOnlyKeys(
            "a.safetensors", "a.json", left[1], left[2], left[3], ".tsr-0123abcf.tmp");
  }

  @Test
  void failsWhereItCannotWrite() throws IOException {
    String name = "n".repeat(239);
    known(name + ".safetensors", 1);

    Result result = tsr.db("export --for a1111,lora-manager");

    assertThat(plain(result.out()).replace(name, "NAME"))
        .isEqualTo(
            """
            NAME.safetensors\tlora-manager\tNAME.metadata.json\twritten\t
            NAME.safetensors\ta1111\tNAME.json\twritten\t
            """);
    String longName = "m".repeat(242);
    known(longName + ".safetensors", 2);
    result = tsr.db("export --for lora-manager", longName);
    assertThat(plain(result.out()).replace(longName, "NAME"))
        .isEqualTo(
            """
            NAME.safetensors\tlora-manager\tNAME.metadata.json\tfailed\tcannot be written: File name \
            too long
            """);
    assertThat(plain(result.err()).replace(longName, "NAME"))
        .isEqualTo("tsr: NAME.metadata.json: cannot be written: File name too long\n1 failed\n");
    result.exits(3);
    assertThat(catalogue.rows("SELECT 1 FROM exported_values")).hasSize(1);
    try (Stream<Path> files = Files.list(path(""))) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void writesHostileTexts() throws IOException {
    String name = "a\n#[x] \u001B[31m' \u00E9.safetensors";
    String stem = name.substring(0, name.length() - ".safetensors".length());
    String sha256 = sha256(library.model(name, 1));
    String hostile = "\\u001b[2J\\\"\\\\ </script> \\u2028\\u202e \\ud83d\\ude00";
    String answer =
        Sidecars.version(1, "\"SHA256\":\"" + sha256 + "\"", "\"" + hostile + "\"")
            .replace("Model 1", hostile);
    known(name, sha256, answer);

    Result result = tsr.db("export --for", ALL);

    assertThat(result.out()).hasLineCount(4).doesNotContain("\u001B");
    assertThat(result.err()).startsWith("4 written\n");
    assertThat(read(stem + ".json"))
        .contains(
            "\"activation text\": \"\\u001b[2J\\\"\\\\ </script> \u2028\u202E \uD83D\uDE00\",\n",
            "\"preferred weight\": 0,\n");
    assertThat(read(stem + ".civitai.info"))
        .contains("\"\\u001b[2J\\\"\\\\ </script> \\u2028\\u202e \\ud83d\\ude00\"");
    assertThat(read(stem + ".cm-info.json"))
        .contains(
            "\"TrainedWords\":[\"\\u001B[2J\\u0022\\\\ \\u003C/script\\u003E \\u2028\\u202E"
                + " \\uD83D\\uDE00\"]");
    assertThat(tsr.db("import --json").out())
        .contains("\"status\":\"proved\"")
        .doesNotContain("unreadable");
  }

  @Test
  void checksUsage() {
    assertThat(err())
        .startsWith(
            "tsr: name a manager with --for (lora-manager, civitai-helper, stability-matrix,"
                + " a1111), or give --previews\n");
    tsr.db("export").exits(2);
    assertThat(err("--for", "a1111,other"))
        .contains("'other'; write one of lora-manager, civitai-helper, stability-matrix, a1111");
    assertThat(err("--for", "a1111, civitai-hlper"))
        .contains("'--for' (MANAGER): 'civitai-hlper'; did you mean civitai-helper?");
    assertThat(err("--for", "a1111,")).contains("'--for' (MANAGER): ''; write one of ");
    assertThat(err("--for", "a1111", "--nsfw"))
        .startsWith("tsr: --nsfw is for --previews only; add --previews\n");
    assertThat(err("--previews", "--merge"))
        .startsWith("tsr: --merge is for sidecars only; name a manager with --for\n");
    workplace.scan();
    tsr.db("export --for a1111 --json")
        .prints("[]\n", "The catalogue has no files yet; run tsr db scan FOLDER.\n");
  }
}
