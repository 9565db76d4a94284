package dev.tensors.tsr.outdated;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.KnownModel;
import dev.tensors.tsr.program.KnownModel.Version;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class OutdatedTest extends OnlineTest {

  /** The creator's order is not that of the days. */
  private KnownModel harbour;

  private Version v3;
  private Path file;
  private Path other;

  @BeforeEach
  void catalogue() {
    file = library.model("a.safetensors", 1);
    other = library.model("b.safetensors", 2);
    workplace.scan();
    harbour = catalogue.model(100, "Harbour").with("fetched_at", "2026");
    add(104, "pony", "Pony", "2021-04-04");
    v3 = add(103, "v3", "SDXL 1.0", "2021-01-03");
    add(102, "v2", "SDXL 1.0", "2021-03-02");
    add(101, "v1", "SDXL 1.0", "2021-02-01").with("download_url", null).linked(file);
    catalogue.model(200, "Fog").with("fetched_at", "2026").version(201, "one", "SDXL 1.0");
  }

  private Version add(long id, String name, String base, String day) {
    return harbour
        .version(id, name, base)
        .with("published_at", day + "T00:00:00Z")
        .with("download_url", "https://civitai.com/" + id);
  }

  /** The file of version 103, whose size is that of the files here. */
  private void addFile(String name) {
    v3.file(1, name, "SHA256", "AB".repeat(32));
    catalogue.execute(
        "UPDATE version_files SET size_kb = 97 / 1024.0, is_primary = 1, fetched_at = '2026'");
  }

  @Test
  void tellsWhatIsNewerInTheCreatorsOrderForTheSameBase() {
    tsr.db("outdated --json")
        .prints(
            """
            [{"file_path":"%s","model_id":100,"model_name":"Harbour","base_model":"SDXL 1.0",\
            "version_id":101,"version_name":"v1","latest_version_id":103,\
            "latest_version_name":"v3","published_at":"2021-01-03T00:00:00Z",\
            "download_url":"https://civitai.com/103","latest_base_model":"SDXL 1.0",\
            "latest_file_name":null,"latest_size_bytes":null,"latest_sha256":null,\
            "page_url":"https://civitai.com/models/100?modelVersionId=103"}]
            """
                .formatted(file));
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void namesTheFileThatCivitaiOffersFirst() {
    catalogue.execute(
        """
        INSERT INTO version_files
          (id, civitai_id, version_id, name, type, size_kb, is_primary, download_url)
        VALUES (1, 1, 2, 'data.zip', 'Training Data', 1, 1, 'https://civitai.com/zip'),
          (2, 2, 2, 'harbour.vae.pt', 'VAE', 2, 0, NULL),
          (3, 3, 2, 'harbour-full.safetensors', 'Model', 4, 0, NULL),
          (4, 4, 2, 'harbour.safetensors', 'Pruned Model', 1234.5678, 1, 'https://civitai.com/file');
        INSERT INTO file_hashes (file_id, hash_type, hash_value)
          VALUES (4, 'AutoV2', 'ABCDEF0123'), (4, 'SHA256', 'abc'), (3, 'SHA256', 'DEF');
        UPDATE version_files SET fetched_at = '2026';
        UPDATE model_versions SET download_url = NULL WHERE civitai_id = 103;
        UPDATE models SET nsfw = 1;
        """);

    assertThat(tsr.db("outdated --json").out())
        .endsWith(
            """
            "download_url":"https://civitai.com/file","latest_base_model":"SDXL 1.0",\
            "latest_file_name":"harbour.safetensors","latest_size_bytes":1264197,\
            "latest_sha256":"ABC",\
            "page_url":"https://civitai.red/models/100?modelVersionId=103"}]
            """);
  }

  @Test
  void showsTheBaseOfTheLatestWhereItMayDiffer() {
    tsr.db("outdated --any-base")
        .prints(file + "\tHarbour\tSDXL 1.0\tv1\tpony\t2021-04-04T00:00:00Z\tPony\n");
    assertThat(tsr.db("outdated --any-base --format table").out())
        .startsWith("FILE ")
        .contains("LATEST BASE");
  }

  @Test
  void hasARowForEachCopy() {
    catalogue.link(other, 101);

    assertThat(tsr.db("outdated").out()).startsWith(file + "\t").contains("\n" + other + "\t");
  }

  @Test
  void namesTheModelsThatCouldNotBeRefreshed() {
    catalogue.link(other, 201);
    CIVITAI.lists(
        model(
            100,
            "Harbour",
            version(103, "v3", "2021-01-03", "A".repeat(64)),
            version(101, "v1", "2021-02-01")));
    CIVITAI.answers(get(urlEqualTo("/api/v1/models/200")), error(400, "Bad"));

    tsr.db("outdated --refresh --exit-code -q")
        .ends(
            3,
            file + "\tHarbour\tSDXL 1.0\tv1\tv3\t2021-01-03T00:00:00Z\n",
            """
            tsr: model 200 could not be cached: CivitAI refuses the request (400: Bad); \
            retry with tsr db cache 200
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "103, ", // it is the newest of its base
    "104, ", "201, ", "102, v3",
  })
  void looksOnlyAtWhatIsBeforeTheFilesOwnVersion(long version, String latest) {
    catalogue.link(file, version);

    assertThat(latest()).isEqualTo(latest);
  }

  @Test
  void leavesOutWhatIsHereUnderAnotherFile() {
    catalogue.link(other, 103);
    tsr.db("outdated --json --exit-code").exits(0).shows("[]\n");
    assertThat(latest("--any-base")).isEqualTo("pony");

    catalogue.execute("UPDATE local_files SET missing_since = '2026' WHERE file_path LIKE '%/b.%'");
    assertThat(latest()).isEqualTo("v3");

    catalogue.execute("UPDATE local_files SET missing_since = '2026-01-01T00:00:00Z'");
    assertThat(latest()).isNull();
  }

  /** Creators publish a file again; it is linked to the version that had it first. */
  @Test
  void leavesOutAVersionWhoseVeryFileIsHere() {
    v3.file(1030, "a", "SHA256", Library.sha256(file));

    assertThat(latest()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "availability, EarlyAccess",
    "usage_control, Generation",
    "status, Unpublished",
    "download_url, ''",
    "download_url, NULL",
  })
  void countsNoVersionThatCannotBeHad(String column, String value) {
    catalogue.execute(
        "UPDATE model_versions SET %s = nullif('%s', 'NULL') WHERE civitai_id = 103"
            .formatted(column, value));
    assertThat(latest()).isEqualTo("v2");
  }

  @Test
  void countsAVersionWithoutAnAddressIfItHasAFileForUse() {
    v3.with("download_url", null).file(1, "data.zip");
    catalogue.execute("UPDATE version_files SET type = 'Training Data'");
    assertThat(latest()).isEqualTo("v2");

    catalogue.execute("UPDATE version_files SET type = 'Model'");
    assertThat(latest()).isEqualTo("v3");
  }

  /** The addresses of an older answer lead nowhere then. */
  @ParameterizedTest
  @ValueSource(strings = {"mode = 'Archived'", "mode = 'TakenDown'", "gone_at = '2026-01-01'"})
  void countsNothingOfAModelThatIsGone(String change) {
    catalogue.execute("UPDATE models SET " + change);

    assertThat(latest()).isNull();
    assertThat(tsr.db("list --outdated").out()).isEmpty();
  }

  @Test
  void exitsWithOneOnlyWhenAsked() {
    String row = file + "\tHarbour\tSDXL 1.0\tv1\tv3\t2021-01-03T00:00:00Z\n";
    tsr.db("outdated").prints(row);
    tsr.db("outdated --exit-code -q").ends(1, row, "");
  }

  @Test
  void asksCivitaiForAllModelsAtOnce() {
    catalogue.link(other, 201);
    CIVITAI.lists(
        model(
            100,
            "Harbour",
            version(103, "v3", "2021-01-03", "A".repeat(64)),
            version(101, "v1", "2021-02-01")),
        model(
            200,
            "Fog",
            version(202, "two", "2022-02-02", "B".repeat(64)),
            version(201, "one", "2021-01-01")));
    CIVITAI.details(
        version(103, "v3", "2021-01-03", "A".repeat(64)),
        version(202, "two", "2022-02-02", "B".repeat(64)));

    tsr.db("outdated --refresh --exit-code")
        .ends(
            1,
            """
            %s\tHarbour\tSDXL 1.0\tv1\tv3\t2021-01-03T00:00:00Z
            %s\tFog\tSDXL 1.0\tone\ttwo\t2022-02-02T00:00:00Z
            """
                .formatted(file, other),
            "");
    assertThat(CIVITAI.calls())
        .containsExactly(
            "GET /models?ids=100,200&nsfw=true&limit=100",
            "POST /model-versions/by-hash " + "A".repeat(64) + "," + "B".repeat(64));
  }

  /** What cron mails; once, not each night. */
  @Test
  void warnsOfModelsThatWent() {
    catalogue.link(other, 201);
    CIVITAI.lists(model(100, "Harbour", version(101, "v1", "2021-02-01")));

    tsr.db("outdated --refresh -q")
        .prints(
            "",
            """
            tsr: CivitAI no longer has model 200 (Fog); its data is kept, and tsr db list --gone \
            shows its files
            """);
    tsr.db("outdated --refresh -q").prints("");
    assertThat(tsr.db("list --gone").out()).startsWith(other + "\t").hasLineCount(1);
  }

  /** An older one is offered in its place, and the user is told. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "paid_access = '{\"permanent\":true}'",
        "availability = 'EarlyAccess'",
        "availability = 'EarlyAccess', early_access_ends_at = '2999-01-01T00:00:00Z'",
        "early_access_ends_at = '2999-01-01T00:00:00Z'",
        "paid_access = '{\"permanent\":false}', early_access_ends_at = '2999-01-01T00:00:00Z'",
      })
  void leavesOutWhatMustBePaidForUnlessAsked(String price) {
    catalogue.execute("UPDATE model_versions SET " + price + " WHERE civitai_id = 103");

    tsr.db("outdated --format tsv --exit-code")
        .ends(
            1,
            file + "\tHarbour\tSDXL 1.0\tv1\tv2\t2021-03-02T00:00:00Z\n",
            """
            1 file has a newer version that must be paid for, or is in early access; --paid \
            shows it
            """);
    tsr.db("outdated --paid").prints(file + "\tHarbour\tSDXL 1.0\tv1\tv3\t2021-01-03T00:00:00Z\n");

    catalogue.link(file, 102);
    assertThat(tsr.db("outdated --exit-code"))
        .extracting(Result::exitCode, Result::out)
        .containsExactly(0, "");
    assertThat(tsr.db("list --outdated").out()).isEmpty();
    assertThat(latest("--paid")).isEqualTo("v3");
    assertThat(tsr.db("ignore a.safetensors").out()).contains("\tv3\t");
    tsr.db("outdated --paid").says("1 outdated file is left out; see tsr db ignore --list\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "availability = 'EarlyAccess', early_access_ends_at = '2020-01-01T00:00:00Z'",
        "paid_access = '{\"permanent\":false}'",
        "paid_access = 'no JSON'",
        "paid_access = '[]', early_access_config = '{}'",
      })
  void offersWhatIsFreeByNowOrOfUnknownPrice(String price) {
    catalogue.execute("UPDATE model_versions SET " + price + " WHERE civitai_id = 103");

    assertThat(latest()).isEqualTo("v3");
    assertThat(tsr.db("outdated").err()).isEmpty();
  }

  @Test
  void saysOnTheCardWhyAVersionIsNotOffered() {
    catalogue.execute(
        """
        UPDATE model_versions SET paid_access = '{"permanent":true}' WHERE civitai_id = 104;
        UPDATE model_versions SET early_access_ends_at = '2999-01-01T00:00:00Z' WHERE civitai_id = 103;
        """);

    assertThat(tsr.db("show a.safetensors --format table").out())
        .contains(
            """
            versions   pony, Pony, 2021-04-04, latest, paid, not here
                       v3, SDXL 1.0, 2021-01-03, early access until 2999-01-01, not here
                       v2, SDXL 1.0, 2021-03-02, not here
            """);
  }

  /** Only a version's own answer tells its price, and the one offered then is asked, too. */
  @Test
  void asksForThePriceOfWhatItWouldOffer() {
    String v3 = version(103, "v3", "2021-01-03", "A".repeat(64));
    String v2 = version(102, "v2", "2021-03-02", "B".repeat(64));
    String v1 = version(101, "v1", "2021-02-01");
    CIVITAI.lists(model(100, "Harbour", v3, v2, v1));
    CIVITAI.answers(
        "/model-versions/103", with(v3, "\"paidAccess\": {\"permanent\": true, \"price\": 5}"));
    CIVITAI.answers(
        "/model-versions/102",
        with(
            v2,
            "\"availability\": \"EarlyAccess\", \"earlyAccessEndsAt\": \"2020-01-01T00:00:00Z\","
                + " \"earlyAccessConfig\": {\"timeframe\": 7}"));

    tsr.db("outdated --refresh")
        .shows(file + "\tHarbour\tSDXL 1.0\tv1\tv2\t2021-03-02T00:00:00Z\n");

    assertThat(CIVITAI.calls())
        .containsExactly(
            "GET /models?ids=100&nsfw=true&limit=100",
            "POST /model-versions/by-hash " + "A".repeat(64),
            "GET /model-versions/103",
            "POST /model-versions/by-hash " + "B".repeat(64),
            "GET /model-versions/102");
    String stored =
        "SELECT civitai_id, availability, early_access_ends_at, early_access_config, paid_access"
            + " FROM model_versions WHERE civitai_id IN (102, 103) ORDER BY 1";
    String[] prices = {
      "102|EarlyAccess|2020-01-01T00:00:00Z|{\"timeframe\":7}|null",
      "103|null|null|null|{\"permanent\":true,\"price\":5}"
    };
    catalogue.has(stored, prices);

    tsr.db("cache 100"); // its answer does not tell, and nothing is forgotten
    catalogue.has(stored, prices);
    CIVITAI.answers("/model-versions/103", with(v3, "\"paidAccess\": null"));
    assertThat(tsr.db("outdated --refresh --paid").out()).contains("\tv3\t");
    assertThat(latest()).isEqualTo("v3");
  }

  @Test
  void saysWhosePriceItCouldNotAsk() {
    String v3 = version(103, "v3", "2021-01-03", "A".repeat(64));
    CIVITAI.lists(model(100, "Harbour", v3, version(101, "v1", "2021-02-01")));
    CIVITAI.answers(get(urlEqualTo("/api/v1/model-versions/103")), error(400, "Bad"));

    tsr.db("outdated --refresh")
        .ends(
            3,
            file + "\tHarbour\tSDXL 1.0\tv1\tv3\t2021-01-03T00:00:00Z\n",
            """
            tsr: version 103: its price is not known: CivitAI refuses the request (400: Bad); \
            try again
            """);
  }

  private static String with(String version, String fields) {
    return version.replaceFirst("\\{", "{" + fields.replace("$", "\\$") + ", ");
  }

  @Test
  void saysThatCivitaiRefused() {
    CIVITAI.refuses(error(401, "Unauthorized"));

    Result result = tsr.db("outdated --refresh --exit-code --json").exits(5);
    result.shows("[]\n");
    assertThat(result.err()).startsWith("tsr: ").hasLineCount(1);
  }

  @Test
  void writesAnInputFileForAria2() {
    addFile("harbour fog.safetensors");
    catalogue.link(other, 101); // a copy is downloaded once

    tsr.db("outdated --format aria2")
        .prints(
            """
            https://civitai.com/103
              dir=%s
              out=harbour fog.safetensors
              checksum=sha-256=%s
              follow-torrent=false
              follow-metalink=false
            """
                .formatted(file.getParent(), "AB".repeat(32)));
    tsr.db("outdated --format aria2 --exit-code").exits(1);
    assertThat(tsr.db("outdated --format aria2 --json").out()).startsWith("[{\"file_path\"");
  }

  @Test
  void storesTheNewFileBesideTheCopyThatIsThere() {
    Path gone = file.resolveSibling("away").resolve("a.safetensors");
    catalogue.execute(
        "UPDATE local_files SET file_path = '%s' WHERE file_path = '%s'".formatted(gone, file));
    catalogue.link(other, 101);
    addFile("x.safetensors");

    assertThat(tsr.db("outdated --format aria2"))
        .satisfies(
            result -> {
              assertThat(result.out()).contains("  dir=" + other.getParent() + "\n");
              assertThat(result.err()).startsWith("tsr: " + gone).hasLineCount(1);
              result.exits(0);
            });
  }

  /** Whatever a stranger named the file, it is stored in the folder, and beside the old one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../../x.safetensors | x.safetensors",
        "..\\x.safetensors | x.safetensors",
        "/etc/x.safetensors | x.safetensors",
        "a.safetensors | a-103.safetensors",
        "con:x?.safetensors | con_x_.safetensors",
        "'' | civitai-100-103.safetensors",
        ".x.safetensors | civitai-100-103.safetensors",
        "${HOME}x.pt | _{HOME}x.pt",
        "nul.ckpt | civitai-100-103.ckpt",
        "'x\n  dir=/tmp.safetensors' | tmp.safetensors",
        "'x\ny.safetensors' | civitai-100-103.safetensors",
        "x\u202ey.safetensors | civitai-100-103.safetensors",
        "'x\ty.safetensors' | civitai-100-103.safetensors",
        "雨 mist.safetensors | 雨 mist.safetensors",
      })
  void storesTheNewFileBesideTheOldOne(String name, String stored) {
    addFile(name);

    assertThat(tsr.db("outdated --format aria2").out())
        .startsWith(
            "https://civitai.com/103\n  dir=" + file.getParent() + "\n  out=" + stored + "\n")
        .hasLineCount(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"new.torrent", "update.sh", "..", ".bashrc", "x.safetensors.metalink"})
  void leavesOutWhatIsNotNamedAsAModel(String name) {
    addFile(name);

    tsr.db("outdated --format aria2")
        .fails(
            3,
            "tsr: %s: the name of its file, %s, does not end as that of a model\n"
                .formatted(file, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://civitai.com/103",
        "https://evil.example/103",
        "https://civitai.com.evil.example/103",
        "https://civitai.com@evil.example/103",
        "https://civitai.com\\@evil.example/103",
        "https://civitai.com/103\thttps://evil.example/103",
        "https://civitai.com/103\n  out=update.sh",
        "HTTPS://CIVITAI.COM/103 https://evil.example",
        "https://civitai.com/\u202e103",
        "ftp://civitai.com/103",
        "http://localhost:1/103",
      })
  void leavesOutAnAddressThatIsNotCivitais(String address) {
    addFile("x.safetensors");
    catalogue.execute(
        "UPDATE model_versions SET download_url = '" + address + "' WHERE civitai_id = 103");

    for (String format : List.of("aria2", "ids")) {
      tsr.db("outdated --format", format)
          .fails(
              3,
              "tsr: %s: its address is not one at CivitAI or Hugging Face that begins with https://; download it"
                      .formatted(file)
                  + " by hand\n");
    }
  }

  @Test
  void takesAddressesOfTheHostThatAnswers() {
    addFile("x.safetensors");
    catalogue.execute(
        "UPDATE model_versions SET download_url = '%s/103' WHERE civitai_id = 103"
            .formatted(CIVITAI.root()));

    assertThat(tsr.db("outdated --format aria2").out()).startsWith(CIVITAI.root() + "/103\n  dir=");
    tsr.db("outdated --format aria2 --api-url https://civitai.red/api/v1").exits(3);
    tsr.db("outdated --format aria2 --api-url http://example.org").exits(2);
  }

  /** A sidecar that came with the model may have named all of it. */
  @Test
  void takesNoAddressNameAndHashThatCivitaiDidNotTell() {
    addFile("x.safetensors");
    catalogue.execute("UPDATE version_files SET fetched_at = NULL");
    tsr.db("outdated --format aria2")
        .prints(
            """
            https://civitai.com/103
              dir=%s
              out=civitai-100-103.safetensors
              follow-torrent=false
              follow-metalink=false
            """
                .formatted(file.getParent()));

    catalogue.execute("UPDATE models SET fetched_at = NULL");
    assertThat(tsr.db("outdated --json").out()).contains("\"download_url\":null,");
    for (String format : List.of("aria2", "ids")) {
      tsr.db("outdated --format", format)
          .fails(
              3,
              "tsr: %s: CivitAI has told no address to download it; tsr db cache 100 asks for it\n"
                  .formatted(file));
    }
  }

  @Test
  void writesIdsForCivitaisOwnDownloader() {
    catalogue.link(other, 101); // a copy is downloaded once

    tsr.db("outdated --format ids").prints("103\n");
    tsr.db("outdated --format ids --exit-code --any-base").ends(1, "104\n", "");
  }

  @Test
  void overwritesNoFileAndContinuesADownload() throws Exception {
    addFile("b.safetensors"); // another file of the same size

    assertThat(out()).isEqualTo("b-103.safetensors");
    Path target = Files.writeString(file.resolveSibling("b-103.safetensors"), "a part");
    assertThat(out()).isEqualTo("civitai-100-103.safetensors");
    Files.writeString(file.resolveSibling("b-103.safetensors.aria2"), "");
    assertThat(out()).isEqualTo("b-103.safetensors");

    Files.delete(file.resolveSibling("b-103.safetensors.aria2"));
    Files.write(target, new byte[97]);
    tsr.db("outdated --format aria2")
        .prints(
            "", target + " is there already; tsr db scan " + file.getParent() + " records it\n");

    Files.writeString(target, "other");
    Files.writeString(file.resolveSibling("civitai-100-103.safetensors"), "other");
    tsr.db("outdated --format aria2")
        .fails(
            3,
            "tsr: %s: in the way of a download; move or scan that file first\n"
                .formatted(file.resolveSibling("civitai-100-103.safetensors")));
  }

  @Test
  void givesTwoDownloadsDifferentNames() {
    addFile("x.safetensors");
    catalogue.execute(
        """
        UPDATE model_versions SET version_index = 1 WHERE civitai_id = 201;
        INSERT INTO model_versions
          (id, civitai_id, model_id, name, base_model, version_index, download_url)
          VALUES (6, 202, 2, 'two', 'SDXL 1.0', 0, 'https://civitai.com/202?token=secret');
        INSERT INTO version_files (id, civitai_id, version_id, name, fetched_at)
          VALUES (6, 6, 6, 'X.safetensors', '2026');
        """);
    catalogue.link(other, 201);

    assertThat(tsr.db("outdated --format aria2").out())
        .contains("\n  out=x.safetensors\n")
        .endsWith(
            ("\n\nhttps://civitai.com/202\n  dir=%s\n  out=X-202.safetensors\n"
                    + "  follow-torrent=false\n  follow-metalink=false\n")
                .formatted(file.getParent()));
  }

  @Test
  void namesTenOfManyFilesOnADiskThatIsNotMounted() throws Exception {
    addFile("x.safetensors");
    catalogue.execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 10 UNION SELECT i + 1 FROM n WHERE i < 21)
        INSERT INTO local_files (file_path, sha256, civitai_model_id, civitai_version_id)
        SELECT '/gone/' || i || '.safetensors', sha256, civitai_model_id, civitai_version_id
        FROM n, local_files WHERE file_path = '%s'"""
            .formatted(file));
    Files.move(file, file.resolveSibling("elsewhere"));
    catalogue.execute(
        "UPDATE local_files SET missing_since = '2026' WHERE file_path = '" + file + "'");

    assertThat(tsr.db("outdated --format aria2").err().lines())
        .hasSize(11)
        .contains("tsr: /gone/19.safetensors: its folder is not there; mount the disk, or scan")
        .last()
        .isEqualTo("tsr: 2 other files in folders that are not there; mount the disk, or scan");
  }

  @Test
  void namesWhatItCannotDownload() throws Exception {
    addFile("x.safetensors");
    Path folder = Files.createDirectory(file.resolveSibling("odd\u202e"));
    Path odd = Files.move(file, folder.resolve("a.safetensors"));
    catalogue.execute(
        "UPDATE local_files SET file_path = '" + odd + "' WHERE file_path = '" + file + "'");
    tsr.db("outdated --format aria2")
        .says(
            "tsr: %s: aria2c cannot read the name of its folder; download the new version by hand\n"
                .formatted(odd.toString().replace("\u202e", "\\u202e")));

    Files.delete(odd);
    Files.delete(folder);
    Result result = tsr.db("outdated --format aria2").exits(3);
    assertThat(result.err()).endsWith(": its folder is not there; mount the disk, or scan\n");
  }

  /** The name under which aria2c is to store the new version. */
  private String out() {
    return tsr.db("outdated --format aria2")
        .out()
        .lines()
        .toList()
        .get(2)
        .substring("  out=".length());
  }

  /** The name of the version that is newer than the one file's; null if there is none. */
  private String latest(Object... options) {
    String out = tsr.db("outdated", options).out();
    return out.isEmpty() ? null : out.split("\t")[4];
  }
}
