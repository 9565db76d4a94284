package dev.tensors.tsr.sidecars.imports;

import static dev.tensors.tsr.program.Library.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Sidecars;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ImportTest extends CommandTest {

  private static final String LINKED = "link; model; versions; words; files; images";

  /** The result without the library's folder. */
  private String out(Result result) {
    return result.out().replace(library.path("") + "/", "");
  }

  private String err(Result result) {
    return result.err().replace(library.path("") + "/", "");
  }

  @Test
  void readsEveryDialect() {
    library.sidecar(
        "a.civitai.info", Sidecars.version(101, sha256(library.model("a.safetensors", 1))));
    library.sidecar(
        "b.metadata.json",
        """
        {"file_name":"b","model_name":"My boat","sha256":"x","notes":"below 0.7","favorite":true,
         "usage_tips":"{\\"strength\\":0.65,\\"strength_min\\":\\"0.5\\"}","tags":["Sea","mine"],
         "modelDescription":"<p>A quay.</p>","trainedWords":["fog","own"],
         "civitai":%s}"""
            .formatted(
                Sidecars.version(102, sha256(library.model("b.safetensors", 2)))
                    .replace("\"poi\":false", "\"tags\":[\"sea\"]")));
    library.sidecar(
        "c.cm-info.json",
        """
        {"ModelId":103,"ModelName":"Model 103","ModelType":"Checkpoint","VersionId":1103,
         "VersionName":"v7","BaseModel":"SD 1.5","Hashes":{"SHA256":"%s"},"Tags":["sea"],
         "TrainedWords":["quay"],"RemoteFileId":7,"RemoteFileName":"c.st","UserTitle":"Best",
         "AuthorUsername":"tide","Source":0}"""
            .formatted(sha256(library.model("c.safetensors", 3)).toLowerCase(Locale.ROOT)));
    library.sidecar(
        "d.json",
        """
        {"description":"","sd version":"SD1","activation text":"gelato style, cream",
         "preferred weight":0.8,"notes":"sweet","negative text":"salt"}""");
    library.model("d.safetensors", 4);
    library.sidecar("e.json", Sidecars.model(105, sha256(library.model("e.safetensors", 5))));
    String f = sha256(library.model("f.safetensors", 6));
    library.sidecar("f.api_info.json", Sidecars.model(106, f));
    library.sidecar(
        "f.json",
        """
        {"sha256":"%s","modelId":106,"modelVersionId":1106,"activation text":"sea mist, fog",
         "description":"<p>CivitAI's.</p>","sd version":"SDXL"}"""
            .formatted(f));
    library.sidecar(
        "g.json",
        "{\"file\":\"g\",\"header_size\":1,\"tensor_count\":1,\"civitai\":%s}"
            .formatted(Sidecars.version(107, sha256(library.model("g.safetensors", 7)))));
    library.sidecar("h.json", Sidecars.version(108, sha256(library.model("h.safetensors", 8))));
    library.sidecar(
        "i.safetensors.rgthree-info.json",
        """
        {"trainedWords":[{"word":"mine","user":true},{"word":"fog","civitai":true}],
         "raw":{"civitai":%s}}"""
            .formatted(Sidecars.version(109, sha256(library.model("i.safetensors", 9)))));
    workplace.scan();

    Result result = tsr.db("import");

    assertThat(out(result))
        .isEqualTo(
            """
            a.civitai.info\tcivitai-helper\tproved\t%1$s
            b.metadata.json\tlora-manager\tproved\tlink; model; versions; words; \
            model_tags; files; images; favourite; tags; text; title; triggers; weight; weight_min
            c.cm-info.json\tstability-matrix\tproved\tlink; model; versions; words; \
            model_tags; files; title
            d.json\ta1111\tnotes_only\tnegative_words; text; triggers; weight
            e.json\tsdnext\tproved\tlink; model; versions; words; model_tags; files; \
            images
            f.api_info.json\tbrowser-plus\tproved\tlink; model; versions; words; \
            model_tags; files; images
            f.json\tbrowser-plus\tproved\t
            g.json\ttensors\tproved\t%1$s
            h.json\tcivitai\tproved\t%1$s
            i.safetensors.rgthree-info.json\trgthree\tproved\t%1$s; triggers
            """
                .formatted(LINKED));
    result.exits(0).says("Sidecars: 9 proved, 1 with notes only\n");
    tsr.db("import").prints("", "Sidecars: 10 unchanged\n");
    catalogue.has(
        """
        SELECT m.civitai_id, m.type, v.civitai_id, v.base_model, f.link_source,
          f.link_match, m.fetched_at
        FROM local_files f
        LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
        LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
        ORDER BY f.file_path
        """,
        "101|LORA|1101|SDXL 1.0|sidecar|sha256|null",
        "102|LORA|1102|SDXL 1.0|sidecar|sha256|null",
        "103|Checkpoint|1103|SD 1.5|sidecar|sha256|null",
        "null|null|null|null|null|null|null",
        "105|LORA|1105|SDXL 1.0|sidecar|sha256|null",
        "106|LORA|1106|SDXL 1.0|sidecar|sha256|null",
        "107|LORA|1107|SDXL 1.0|sidecar|sha256|null",
        "108|LORA|1108|SDXL 1.0|sidecar|sha256|null",
        "109|LORA|1109|SDXL 1.0|sidecar|sha256|null");
    catalogue.has(
        "SELECT source, key, value FROM imported_notes ORDER BY source, key",
        "a1111|negative_words|salt",
        "a1111|text|sweet",
        "a1111|triggers|gelato style\ncream",
        "a1111|weight|0.8",
        "lora-manager|favourite|1",
        "lora-manager|tags|mine",
        "lora-manager|text|below 0.7",
        "lora-manager|title|My boat",
        "lora-manager|triggers|own",
        "lora-manager|weight|0.65",
        "lora-manager|weight_min|0.5",
        "rgthree|triggers|mine",
        "stability-matrix|title|Best");
    assertThat(
            catalogue.rows(
                "SELECT path IS NOT NULL, manager, status, count(*) FROM sidecars GROUP BY 1, 2, 3"))
        .hasSize(9)
        .contains("1|browser-plus|proved|2");
  }

  @Test
  void takesNothingThatNoHashProves() {
    library.model("ids.safetensors", 1);
    library.sidecar(
        "ids.cm-info.json",
        """
        {"ModelId":1,"ModelName":"M","ModelType":"LORA","VersionId":2,"Hashes":null,
         "UserTitle":"Mine"}""");
    library.model("other.safetensors", 2);
    library.sidecar(
        "other.json",
        "{\"sha256\":\"%s\",\"modelId\":1,\"modelVersionId\":2}".formatted("A".repeat(64)));
    library.model("stale.safetensors", 3);
    library.sidecar(
        "stale.civitai.info",
        Sidecars.version(
            3, "\"SHA256\":\"%1$s\",\"AutoV3\":\"%1$.12s\"".formatted("B".repeat(64)), ""));
    library.model("elsewhere.safetensors", 4);
    library.sidecar(
        "elsewhere.cm-info.json",
        """
        {"ModelId":1,"ModelName":"M","ModelType":"LORA","VersionId":2,"Source":1}""");
    workplace.scan();

    Result result = tsr.db("import");

    assertThat(out(result))
        .isEqualTo(
            """
            elsewhere.cm-info.json\tstability-matrix\tempty\t
            ids.cm-info.json\tstability-matrix\tclaimed\ttitle
            other.json\tbrowser-plus\tclaimed\t
            stale.civitai.info\tcivitai-helper\tcontradicted\t
            """);
    assertThat(err(result))
        .isEqualTo(
            """
            tsr: stale.civitai.info: is of another file than the one beside it; was that one replaced?
            Sidecars: 2 claimed, 1 contradicted, 1 empty
            """);
    result.exits(0);
    catalogue.has("SELECT 1 FROM models UNION SELECT 1 FROM model_versions");
    catalogue.has("SELECT 1 FROM local_files WHERE civitai_version_id NOT NULL");
  }

  @Test
  void knowsAFileWhoseHeaderWasRewrittenByItsWeights() {
    byte[] weights = new byte[16];
    library.model("a.safetensors", 16, 0, "{\"modelspec.title\":\"Rewritten\"}");
    library.sidecar(
        "a.civitai.info",
        Sidecars.version(
            1,
            "\"SHA256\":\"%s\",\"AutoV3\":\"%.12s\""
                .formatted(Sidecars.OTHER_HASH, Library.sha256(weights)),
            "\"fog\""));
    workplace.scan();

    assertThat(out(tsr.db("import")))
        .isEqualTo("a.civitai.info\tcivitai-helper\tsame_weights\t" + LINKED + "\n");
    catalogue.has(
        "SELECT civitai_version_id, link_source, link_match FROM local_files",
        "1001|sidecar|weights");
  }

  /** Without a hash of the weights, a rewritten header cannot be told from another file. */
  @Test
  void saysThatAHeaderMayHaveBeenRewritten() {
    library.model("a.safetensors", 1);
    library.sidecar("a.civitai.info", Sidecars.version(1, Sidecars.OTHER_HASH));
    workplace.scan();

    assertThat(err(tsr.db("import")))
        .isEqualTo(
            """
            tsr: a.civitai.info: is of another file than the one beside it, or of that one before its \
            header was rewritten
            Sidecars: 1 contradicted
            """);
  }

  @Test
  void knowsAgainWhatCivitaiHasDeleted() {
    library.sidecar(
        "a.civitai.info", Sidecars.version(5, sha256(library.model("a.safetensors", 1))));
    workplace.scan();
    tsr.db("import");

    tsr.db("triggers a").prints("fog\nsea mist\n");
    assertThat(out(tsr.db("search", "model 5", "-q")))
        .isEqualTo("5\tModel 5\tLORA\t\t\t\t\ta.safetensors\n");
    assertThat(tsr.db("prompts a --json -q").out())
        .contains("\"prompt\":\"a quay\"")
        .contains("\"params\":{\"prompt\":\"a quay\"}");
    assertThat(tsr.db("link --offline --relink -q --json").out())
        .contains("\"version_id\":1005")
        .contains("\"status\":\"linked\"");
  }

  @Test
  void addsToWhatWasFetchedAndChangesNothingOfIt() {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar("a.civitai.info", Sidecars.version(5, hash));
    workplace.scan();
    catalogue
        .model(5, "Fetched")
        .with("type", "LoCon")
        .with("fetched_at", "2026-11-01T00:00:00Z")
        .version(1005, "v1 fetched")
        .linked();
    catalogue.execute(
        """
        INSERT INTO version_images (id, version_id, url)
          VALUES (1, 1, 'https://image.civitai.com/other/1005.jpeg');
        UPDATE local_files SET link_source = 'manual';
        """);

    assertThat(out(tsr.db("import")))
        .isEqualTo("a.civitai.info\tcivitai-helper\tproved\tfiles; details\n");
    catalogue.has(
        """
        SELECT m.name, m.type, m.fetched_at, v.name, v.base_model, f.name, i.url, p.value,
          (SELECT count(*) FROM trained_words)
        FROM models m JOIN model_versions v ON v.model_id = m.id
        JOIN version_files f ON f.version_id = v.id
        JOIN version_images i ON i.version_id = v.id
        JOIN image_generation_params p ON p.image_id = i.id
        """,
        "Fetched|LoCon|2026-11-01T00:00:00Z|v1 fetched|SDXL 1.0|f.safetensors"
            + "|https://image.civitai.com/other/1005.jpeg|a quay|0");
    catalogue.has("SELECT link_source FROM local_files", "manual");
  }

  /** It may come with a model from anywhere, and name whatever it likes. */
  @Test
  void takesNoAddressFromASidecar() {
    String hash = sha256(library.model("a.safetensors", 1));
    String newer =
        Sidecars.version(5, "AB".repeat(32))
            .replace("\"id\":1005", "\"id\":2005")
            .replace("f.safetensors", "update.sh")
            .replace("https://civitai.com/api/download/models/1005", "https://evil.example/x");
    library.sidecar(
        "a.json",
        """
        {"id":5,"name":"Model","type":"LORA","modelVersions":[%s,%s]}"""
            .formatted(newer, Sidecars.version(5, hash)));
    workplace.scan();
    tsr.db("import").exits(0);

    catalogue.has("SELECT count(download_url) FROM model_versions", "0");
    catalogue.has("SELECT count(download_url) FROM version_files", "0");
    assertThat(tsr.db("outdated --json").out())
        .contains(
            "\"latest_version_id\":2005",
            "\"download_url\":null",
            "\"latest_file_name\":null",
            "\"latest_sha256\":null");
    Result aria2 = tsr.db("outdated --format aria2");
    assertThat(aria2.out()).isEmpty();
    aria2.exits(3);
    assertThat(
            tsr.withInput("x\nSteps: 1, Sampler: a, Hashes: {\"lora:x\": \"ABABABABAB\"}")
                .db("needs --format aria2")
                .out())
        .isEmpty();
  }

  /** CivitAI has not listed this file, and has listed another one without a hash. */
  @Test
  void keepsTheFilesOfSidecarsApartFromThoseThatCivitaiLists() {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar(
        "a.civitai.info",
        Sidecars.version(5, hash)
            .replace(
                "\"files\":[",
                "\"files\":[{\"id\":9,\"name\":\"evil.safetensors\",\"sizeKB\":7,"
                    + "\"hashes\":{\"SHA256\":\"%s\"}},".formatted("AB".repeat(32))));
    workplace.scan();
    catalogue
        .model(5, "Fetched")
        .with("type", "LoCon")
        .with("fetched_at", "2026")
        .version(1005, "v1")
        .file(9, "a.safetensors");
    catalogue.execute("UPDATE version_files SET fetched_at = '2026'");
    tsr.db("import").exits(0);

    catalogue.has(
        """
        SELECT f.civitai_id, f.name, f.size_kb, f.fetched_at, h.hash_value
        FROM version_files f LEFT JOIN file_hashes h ON h.file_id = f.id""",
        "9|a.safetensors|null|2026|null",
        "1005|f.safetensors|null|null|" + hash);
  }

  /** Older answers have words; the highest of them stood for all that is not for everyone. */
  @Test
  void readsOldLevelsOfPicturesAsTheCacheDoes() {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar(
        "a.civitai.info",
        Sidecars.version(5, hash)
            .replaceFirst(
                "(?s)\"images\":\\[.*",
                """
                "images":[{"url":"https://i.example/1.jpeg","nsfw":"X"},
                 {"url":"https://i.example/2.jpeg","nsfw":"Soft"},
                 {"url":"https://i.example/3.jpeg","nsfw":true}]}\
                """));
    workplace.scan();
    tsr.db("import").exits(0);

    catalogue.has("SELECT nsfw_level FROM version_images ORDER BY url", "8", "2", "null");
  }

  @Test
  void believesCivitaiHelperBeforeLoraManager() {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar(
        "a.metadata.json",
        """
        {"file_name":"a","civitai":%s,"modelDescription":"<p>Only here.</p>"}"""
            .formatted(
                Sidecars.version(
                    5, "\"SHA256\":\"" + hash + "\"", "\"mine\",\"sea mist\",\"fog\"")));
    library.sidecar("a.civitai.info", Sidecars.version(5, hash));
    workplace.scan();

    assertThat(out(tsr.db("import")))
        .isEqualTo(
            "a.civitai.info\tcivitai-helper\tproved\t%s\n".formatted(LINKED)
                + "a.metadata.json\tlora-manager\tproved\tdetails; triggers\n");
    catalogue.has("SELECT word FROM trained_words ORDER BY position", "fog", "sea mist");
    catalogue.has("SELECT description FROM models", "<p>Only here.</p>");
    tsr.db("triggers a").prints("mine\nfog\nsea mist\n");
  }

  @Test
  void usesTheUsersWordsUnlessHeSaidOtherwiseInTsr() {
    library.model("a.safetensors", 16, 1, "{\"ss_network_module\":\"networks.lora\"}");
    library.sidecar(
        "a.json",
        """
        {"activation text":"gelato || cream, thick","preferred weight":0.8,"notes":"sweet"}""");
    library.sidecar(
        "a.metadata.json",
        """
        {"file_name":"a","model_name":"a","notes":"other","favorite":true,
         "usage_tips":"{\\"strength\\":0.3}"}""");
    workplace.scan();
    tsr.db("import");

    tsr.db("triggers a").prints("gelato\ncream\nthick\n");
    tsr.db("triggers --lora a").prints("<lora:a:0.8> gelato, cream, thick\n");
    assertThat(tsr.db("list --favourite --json").out())
        .contains("\"note\":\"sweet\"")
        .contains("\"favourite\":true");
    assertThat(out(tsr.db("list CREAM"))).startsWith("a.safetensors\t");
    assertThat(tsr.db("show a --format table").out())
        .contains(
            """
            favourite  yes
                       (from lora-manager)
            note       sweet
                       (from a1111)
                       other
                       (from lora-manager)
            weight     0.8
                       (from a1111)
                       0.3
                       (from lora-manager)
            """);

    tsr.db("note a --triggers own --weight 0.5 --text", "my own", "--no-favourite");

    tsr.db("triggers --lora a").prints("<lora:a:0.5> own\n");
    assertThat(tsr.db("list --json").out())
        .contains("\"note\":\"my own\"")
        .contains("\"favourite\":false");
    library.sidecar("a.json", "{\"notes\":\"sweeter\"}");
    assertThat(out(tsr.db("import"))).isEqualTo("a.json\ta1111\tnotes_only\ttext\n");
    assertThat(tsr.db("note a").out()).contains("\tmy own\t\tfalse\t0.5\town\t");
    catalogue.has("SELECT value FROM imported_notes WHERE source = 'a1111'", "sweeter");
  }

  @Test
  void searchFindsAModelByImportedWords() {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar("a.civitai.info", Sidecars.version(5, hash));
    library.sidecar("a.json", "{\"notes\":\"lighthouse keeper\"}");
    workplace.scan();
    tsr.db("import");

    assertThat(tsr.db("search lighthouse -q").out()).startsWith("5\tModel 5\t");
  }

  @Test
  void dropsDescriptionsThatAreCivitais() {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar(
        "a.civitai.info",
        Sidecars.version(5, hash)
            .replace("\"poi\":false", "\"description\":\"<p>A <b>quay</b>.</p>\""));
    library.sidecar(
        "a.json",
        "{\"description\":\"A quay.\",\"notes\":\"\",\"activation text\":\"sea mist, fog\"}");
    workplace.scan();

    assertThat(out(tsr.db("import"))).endsWith("a.json\ta1111\tnotes_only\t\n");
  }

  @Test
  void leavesEverythingBesideTheFilesAsItIs() throws IOException {
    readableAndUnreadable();
    TreeMap<String, String> before = contents();
    workplace.scan();

    tsr.db("import");
    tsr.db("scan --import");

    assertThat(contents()).isEqualTo(before);
  }

  private TreeMap<String, String> contents() throws IOException {
    TreeMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(library.path(""))) {
      for (Path path : all.toList()) {
        FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
        contents.put(
            path.toString(),
            time
                + " "
                + (Files.isRegularFile(path) && Files.size(path) < 1 << 20
                    ? Library.sha256(path)
                    : Files.isRegularFile(path)));
      }
    }
    return contents;
  }

  private void readableAndUnreadable() {
    library.model("empty.safetensors", 1);
    library.sidecar("empty.civitai.info", "{}");
    String skeleton = sha256(library.model("skeleton.safetensors", 2));
    library.sidecar(
        "skeleton.civitai.info",
        """
        {"id":"","modelId":"","name":"","trainedWords":["x"],"files":[{"hashes":{"SHA256":"%s"}}],
         "extensions":{"sd_civitai_helper":{"skeleton_file":true}}}"""
            .formatted(skeleton));
    library.model("absent.safetensors", 3);
    library.sidecar(
        "absent.json",
        """
        {"modelId":"Model not found","modelVersionId":"Model not found","activation text":"",
         "sha256":"%s"}"""
            .formatted(Sidecars.OTHER_HASH));
    library.model("deleted.safetensors", 4);
    library.sidecar(
        "deleted.metadata.json",
        "{\"from_civitai\":false,\"civitai_deleted\":true,\"civitai\":{}}");
    library.model("unknown.safetensors", 5);
    library.sidecar("unknown.json", "{\"_class_name\":\"UNet2DConditionModel\"}");
    library.model("list.safetensors", 6);
    library.sidecar("list.json", "[1]");
    library.model("broken.safetensors", 7);
    library.sidecar("broken.civitai.info", "{\"id\":1,");
    library.model("deep.safetensors", 8);
    library.sidecar("deep.json", "{\"notes\":" + "[".repeat(1000) + "]".repeat(1000) + "}");
    library.model("latin.safetensors", 9);
    library.file("latin.json", new byte[] {'"', (byte) 0xE9, '"'});
    library.model("huge.safetensors", 10);
    library.holedModel("huge.civitai.info", 2L << 30, "{}");
    library.model("link.safetensors", 11);
    library.symlink("link.json", elsewhere());
    library.model("nowhere.safetensors", 12);
    library.symlink("nowhere.json", Path.of("nothing.json"));
    library.model("folder.safetensors", 13);
    library.sidecar("folder.json/x", "");
  }

  /** A file outside the scanned folder. */
  private Path elsewhere() {
    return new Library(home)
        .file("secret.json", "{\"notes\":\"secret\"}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesWhatItCannotUseOnceOnly() {
    readableAndUnreadable();
    workplace.scan();

    Result result = tsr.db("import");

    assertThat(out(result))
        .isEqualTo(
            """
            absent.json\tbrowser-plus\tempty\t
            broken.civitai.info\tcivitai-helper\tunreadable\t
            deep.json\t\tunreadable\t
            deleted.metadata.json\tlora-manager\tempty\t
            empty.civitai.info\tcivitai-helper\tempty\t
            folder.json\t\tunreadable\t
            huge.civitai.info\tcivitai-helper\tunreadable\t
            latin.json\t\tunreadable\t
            link.json\t\tunreadable\t
            list.json\t\tunreadable\t
            nowhere.json\t\tunreadable\t
            skeleton.civitai.info\tcivitai-helper\tempty\t
            unknown.json\t\tempty\t
            """);
    assertThat(err(result))
        .isEqualTo(
            """
            tsr: broken.civitai.info: is not JSON, or is incomplete
            tsr: deep.json: nests deeper than 100 levels
            tsr: folder.json: is not a regular file
            tsr: huge.civitai.info: is larger than 16 MiB
            tsr: latin.json: is not UTF-8
            tsr: link.json: is a symlink to a file outside the scanned folders
            tsr: list.json: is JSON, but not an object
            tsr: nowhere.json: is a broken symlink
            Sidecars: 5 empty, 8 unreadable
            """);
    result.exits(3);
    tsr.db("import").prints("", "Sidecars: 13 unchanged\n");
    assertThat(out(tsr.db("import --all -q")).lines())
        .hasSize(13)
        .allMatch(s -> s.endsWith("unchanged\t"));
  }

  @Test
  void readsOtherEncodingsAndOddJson() {
    String gbk = sha256(library.model("gbk.safetensors", 1));
    library.file(
        "gbk.civitai.info",
        Sidecars.version(1, "\"SHA256\":\"" + gbk + "\"", "\"麦橘\"")
            .getBytes(Charset.forName("GBK")));
    String bom = sha256(library.model("bom.safetensors", 2));
    library.sidecar("bom.civitai.info", "\uFEFF" + Sidecars.version(2, bom));
    library.model("twice.safetensors", 3);
    library.sidecar("twice.json", "{\"notes\":\"first\",\"notes\":\"last\"}");
    library.model("NaN.safetensors", 4);
    library.sidecar("NaN.json", "{\"preferred weight\":NaN,\"notes\":\"n\"}");
    library.model("odd.safetensors", 5);
    library.sidecar("odd.json", "{\"preferred weight\":1e400,\"notes\":7,\"activation text\":[1]}");
    workplace.scan();

    tsr.db("import -q").exits(0);
    catalogue.has("SELECT word FROM trained_words ORDER BY word", "fog", "sea mist", "麦橘");
    catalogue.has(
        "SELECT key, value FROM imported_notes ORDER BY value", "text|7", "text|last", "text|n");
  }

  @Test
  void readsDescriptionsThatNoOneWrote() {
    String hash = sha256(library.model("a.safetensors", 1));
    String nested = "<b>".repeat(2 << 20);
    library.sidecar(
        "a.civitai.info",
        Sidecars.version(1, hash).replace("\"poi\":false", "\"description\":\"" + nested + "\""));
    library.sidecar("a.json", "{\"notes\":\"mine\"}");
    workplace.scan();

    assertThat(out(tsr.db("import -q"))).endsWith("a.json\ta1111\tnotes_only\ttext\n");
  }

  @Test
  void takesTheSidecarOfTheFileAndOfNoOther() {
    String hash = sha256(library.model("two.safetensors", 1));
    library.model("two.sft", 2);
    library.sidecar("two.civitai.info", Sidecars.version(1, hash));
    library.sidecar("two.json", "{\"notes\":\"both\"}");
    library.model("name.safetensors", 3);
    library.sidecar(
        "name.metadata.civitai.info",
        Sidecars.version(2, sha256(library.model("name.metadata.safetensors", 4))));
    library.sidecar("name.metadata.json", "{\"notes\":\"of name.metadata\"}");
    library.model("Case #[1].safetensors", 5);
    library.sidecar("case #[1].json", "{\"notes\":\"case\"}");
    library.model("UPPER.safetensors", 6);
    library.model("upper.safetensors", 7);
    library.sidecar("upper.json", "{\"notes\":\"lower\"}");
    workplace.scan();

    Result result = tsr.db("import");

    assertThat(out(result))
        .isEqualTo(
            """
            case #[1].json\ta1111\tnotes_only\ttext
            name.metadata.civitai.info\tcivitai-helper\tproved\t%1$s
            name.metadata.json\ta1111\tnotes_only\ttext
            two.civitai.info\tcivitai-helper\tproved\t%1$s
            two.json\ta1111\tnotes_only\ttext
            two.civitai.info\tcivitai-helper\tcontradicted\t
            two.json\ta1111\tnotes_only\ttext
            upper.json\ta1111\tnotes_only\ttext
            """
                .formatted(LINKED));
    result.says("Sidecars: 2 proved, 1 contradicted, 5 with notes only\n");
  }

  /** Stable Diffusion is also distributed in folders with the name of the model. */
  @Test
  void takesNoFolderForAModel() {
    library.model("boat.safetensors", 1);
    library.sidecar("boat.ckpt/model_index.json", "{}");
    library.sidecar(
        "boat.json",
        "{\"notes\":\"n\",\"modelId\":1,\"modelVersionId\":2,\"sha256\":\"%s\"}"
            .formatted(Sidecars.OTHER_HASH));
    library.sidecar("boat.metadata.pt/model_index.json", "{}");
    library.sidecar("boat.metadata.json", "{\"file_name\":\"boat\",\"notes\":\"m\"}");
    workplace.scan();

    assertThat(out(tsr.db("import")))
        .isEqualTo(
            """
            boat.metadata.json\tlora-manager\tnotes_only\ttext
            boat.json\tbrowser-plus\tclaimed\ttext
            """);
  }

  @Test
  void tellsOfModelsBesideSidecarsThatWereNotScanned() {
    library.model("a.safetensors", 1);
    library.file("bad.safetensors", new byte[] {1});
    catalogue.createIfAbsent();
    tsr.db("scan", library.path(""));
    for (String name : new String[] {"new", "old", "plain"}) {
      library.model(name + (name.equals("old") ? ".ckpt" : ".safetensors"), 2);
    }
    library.symlink("link2.safetensors", library.path("a.safetensors"));
    for (String name : new String[] {"a", "bad", "new", "old", "link2"}) {
      library.sidecar(name + ".json", "{\"notes\":\"n\"}");
    }

    assertThat(err(tsr.db("import")))
        .isEqualTo(
            """
            Sidecars: 1 with notes only
            1 model file with sidecars is not in the catalogue: new.safetensors; run tsr db scan, and \
            import again
            """);
    library.sidecar("plain.civitai.info", "{}");
    assertThat(err(tsr.db("import")))
        .isEqualTo(
            """
            Sidecars: 1 unchanged
            2 model files with sidecars are not in the catalogue, such as new.safetensors; run tsr db \
            scan, and import again
            """);
    String model = library.path("new.safetensors").toString();
    tsr.db("import", model, "-q")
        .fails(4, "tsr: %s: not scanned yet: tsr db scan %s\n".formatted(model, library.path("")));
    workplace.scan();
    assertThat(err(tsr.db("import")))
        .isEqualTo("Sidecars: 1 with notes only, 1 empty, 1 unchanged\n");
  }

  @Test
  void followsASymlinkWithinTheScannedFolders() {
    library.model("a.safetensors", 1);
    library.sidecar("notes/a.json", "{\"notes\":\"linked\"}");
    library.symlink("a.json", library.path("notes/a.json"));
    workplace.scan();

    assertThat(out(tsr.db("import"))).isEqualTo("a.json\ta1111\tnotes_only\ttext\n");
    library.sidecar("notes/a.json", "{\"notes\":\"linked again\"}");
    assertThat(out(tsr.db("import"))).isEqualTo("a.json\ta1111\tnotes_only\ttext\n");
  }

  @Test
  void importsAgainAfterTheFileOrTheSidecarChanged() throws IOException {
    String hash = sha256(library.model("a.safetensors", 1));
    Path sidecar = library.sidecar("a.civitai.info", Sidecars.version(1, hash));
    workplace.scan();
    tsr.db("import");
    tsr.db("unlink a");
    tsr.db("import").says("Sidecars: 1 unchanged\n");
    catalogue.has("SELECT civitai_version_id FROM local_files", "null");

    library.model("a.safetensors", 2);
    Result stale = tsr.db("import");
    assertThat(stale.out()).isEmpty();
    stale.says(
        "tsr: 1 file has changed since the last scan, and the sidecars were not read; run tsr db"
            + " scan and import again\n");
    stale.exits(3);
    workplace.scan();
    assertThat(out(tsr.db("import"))).isEqualTo("a.civitai.info\tcivitai-helper\tcontradicted\t\n");

    Files.delete(sidecar);
    tsr.db("import").prints("", "No sidecar of another manager is beside these files.\n");
    catalogue.has("SELECT * FROM sidecars");
  }

  @Test
  void passesOverAPathThatAnotherProgramRecorded() {
    library.model("a.safetensors", 1);
    library.sidecar("a.json", "{\"notes\":\"n\"}");
    workplace.scan();
    catalogue.execute(
        "INSERT INTO local_files (file_path, sha256) VALUES ('%s/0' || char(0) || 'x', 'AB')"
            .formatted(library.path("")));

    Result result = tsr.db("import");

    assertThat(out(result)).isEqualTo("a.json\ta1111\tnotes_only\ttext\n");
    result.exits(3);
  }

  @Test
  void linksAgainAFileThatWasForgotten() throws IOException {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar("a.civitai.info", Sidecars.version(1, hash));
    workplace.scan();
    tsr.db("import");
    byte[] bytes = Files.readAllBytes(library.path("a.safetensors"));
    library.model("b.safetensors", 2);
    library.delete("a.safetensors");
    tsr.db("scan", library.path(""));
    tsr.db("prune");
    library.file("a.safetensors", bytes);
    workplace.scan();

    assertThat(out(tsr.db("import"))).isEqualTo("a.civitai.info\tcivitai-helper\tproved\tlink\n");
  }

  @Test
  void scansAndImportsInOneCommand() {
    String hash = sha256(library.model("a.safetensors", 1));
    library.sidecar("a.civitai.info", Sidecars.version(1, hash));
    String folder = library.path("").toString();

    tsr.db("scan", folder);
    catalogue.has("SELECT * FROM sidecars");
    Result result = tsr.db("scan --import --json");

    assertThat(out(result)).startsWith("[{\"id\":1,\"file_path\":\"a.safetensors\"");
    assertThat(result.err()).endsWith("\nSidecars: 1 proved\n");
    result.exits(0);
    catalogue.has("SELECT civitai_version_id FROM local_files", "1001");
    library.sidecar("a.json", "[");
    tsr.db("scan --import -q").exits(3);
    assertThat(tsr.db("scan --import --dry-run").err())
        .startsWith("tsr: --import and --dry-run exclude each other\n");
  }

  @Test
  void takesFoldersAndFiles() {
    library.sidecar(
        "x/a.civitai.info", Sidecars.version(1, sha256(library.model("x/a.safetensors", 1))));
    library.sidecar(
        "y/b.civitai.info", Sidecars.version(2, sha256(library.model("y/b.safetensors", 2))));
    tsr.db("import").exits(4);
    workplace.scan();
    String x = library.path("x").toString();
    String nowhere = library.path("nowhere").toString();

    assertThat(out(tsr.db("import", library.path("y/b.safetensors"))))
        .startsWith("y/b.civitai.info\t");
    assertThat(out(tsr.db("import", x, x + "/a.safetensors")))
        .startsWith("x/a.civitai.info\t")
        .hasLineCount(1);
    tsr.db("import", nowhere, "--json")
        .ends(4, "[]\n", "tsr: " + nowhere + ": no such folder or file; is a disk not mounted?\n");
    tsr.db("import", home)
        .prints(
            "",
            "%s: the catalogue has no file below it; where it has model files, run tsr db scan %s\n"
                .formatted(home, home));
    tsr.db("import", "").exits(2);
    Path sidecar = library.path("x/a.civitai.info");
    tsr.db("import -q", x, sidecar.toString()).prints("");
    tsr.db("import -q", sidecar)
        .fails(
            4,
            "tsr: "
                + sidecar
                + ": neither a folder nor a model file, a catalogue or lora_manager_stats.json; for a"
                + " sidecar name its model file or folder\n");
    Path picture = library.sidecar("x/a.png", "no picture");
    tsr.db("import", x + "/a.safetensors", sidecar, picture)
        .prints(
            "",
            "2 files are no models, and left out; a sidecar is read with its model\n"
                + "Sidecars: 1 unchanged\n");
    tsr.db("import -q", nowhere, picture)
        .fails(4, "tsr: " + nowhere + ": no such folder or file; is a disk not mounted?\n");
    assertThat(tsr.db("import", sidecar, picture).exits(4).err()).hasLineCount(2);
    library.sidecar("x/broken.safetensors", "no model");
    assertThat(tsr.db("scan --import -q", library.path("x/broken.safetensors")).exits(3).err())
        .hasLineCount(1);
    assertThat(Arrays.stream(tsr.db("import --json", x).out().split(",")).toList())
        .contains("\"status\":\"unchanged\"", "\"taken\":[]}]\n");
  }
}
