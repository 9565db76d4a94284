package dev.tensors.tsr.link;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static dev.tensors.tsr.program.CivitaiStub.match;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LinkTest extends OnlineTest {

  private static final String LINKS =
      "SELECT civitai_model_id, civitai_version_id FROM local_files ORDER BY file_path";

  private Path a;
  private Path b;
  private Path c;
  private String hashOfA;
  private String hashOfB;
  private String hashOfC;

  @BeforeEach
  void catalogue() {
    a = library.model("a.safetensors", 1);
    b = library.model("b.safetensors", 2);
    c = library.model("c.safetensors", 3);
    hashOfA = Library.sha256(a);
    hashOfB = Library.sha256(b);
    hashOfC = Library.sha256(c);
    workplace.scan();
  }

  /** CivitAI knows a and b as versions of one model. */
  private void knowsHarbour() {
    CIVITAI.matches(match(hashOfB, 71, 7), match(hashOfA, 72, 7));
    CIVITAI.lists(
        model(
            7,
            "Harbour",
            version(72, "v2", "2025-02-01", hashOfA),
            version(71, "v1", "2025-01-01", hashOfB)));
  }

  private List<String> links() {
    return catalogue.rows(LINKS);
  }

  private static String row(Path file, String rest) {
    return file + "\t" + rest + "\n";
  }

  @Test
  void asksOnceForAllFilesAndOnceForTheirModels() {
    knowsHarbour();

    Result result = tsr.db("link --json");

    String row =
        """
        {"id":%d,"file_path":"%s","sha256":"%s","model_id":%s,"version_id":%s,"name":%s,\
        "model_name":%s,"source":"civitai","match":%s,"status":"%s"}""";
    String harbour = "\"Harbour\"";
    String sha256 = "\"sha256\"";
    assertThat(result.out())
        .startsWith("[")
        .endsWith("]\n")
        .contains(row.formatted(1, a, hashOfA, 7, 72, "\"v2\"", harbour, sha256, "linked"))
        .contains(row.formatted(2, b, hashOfB, 7, 71, "\"v1\"", harbour, sha256, "linked"))
        .contains(row.formatted(3, c, hashOfC, null, null, null, null, null, "not_found"));
    assertThat(result.out().lines()).hasSize(3);
    result.exits(0).says("2 linked, 1 not found\n");
    assertThat(CIVITAI.calls())
        .containsExactly(
            "POST /model-versions/by-hash/ids " + String.join(",", hashOfA, hashOfB, hashOfC),
            "GET /models?ids=7&nsfw=true&limit=100");
    assertThat(links()).containsExactly("7|72", "7|71", "null|null");
    catalogue.has(
        "SELECT link_source, link_match FROM local_files ORDER BY file_path",
        "civitai|sha256",
        "civitai|sha256",
        "null|null");
  }

  @Test
  void letsListTellWhatAFileIs() {
    knowsHarbour();
    tsr.db("link");

    assertThat(tsr.db("list --json").out())
        .contains(
            """
            "civitai_model_id":7,"civitai_version_id":71,"model_name":"Harbour",\
            "model_type":"LORA","version_name":"v1","base_model":"SDXL 1.0","creator":"ann",\
            "triggers":["dawn","mist"],"latest_version_id":72,"latest_version_name":"v2\"""");
  }

  @Test
  void asksOneByOneForModelsThatTheListingLeavesOut() {
    CIVITAI.matches(match(hashOfA, 71, 7), match(hashOfB, 81, 8), match(hashOfC, 91, 9));
    CIVITAI.lists(model(8, "Listed", version(81, "v1", "2025-01-01", hashOfB)));
    CIVITAI.answers("/models/7", model(7, "Left out", version(71, "v1", "2025-01-01", hashOfA)));

    Result result = tsr.db("link");

    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(
            a + "\tv1\tLeft out\tcivitai\tlinked",
            b + "\tv1\tListed\tcivitai\tlinked",
            c + "\t\t\tcivitai\tlinked"); // the file is known all the same
    assertThat(CIVITAI.calls())
        .contains("GET /models?ids=7,8,9&nsfw=true&limit=100", "GET /models/7", "GET /models/9")
        .hasSize(4);
    catalogue.has("SELECT civitai_id FROM models ORDER BY 1", "7", "8");
  }

  @Test
  void linksFromTheCacheWithoutACallAlsoByFilesThatAreNotPrimary() {
    CIVITAI.lists(model(7, "Harbour", version(71, "v1", "2025-01-01", "F".repeat(64), hashOfA)));
    tsr.db("cache 7");
    CIVITAI.resetRequests();

    tsr.db("link", a).prints(row(a, "v1\tHarbour\tcache\tlinked"), "1 linked, 0 not found\n");
    assertThat(CIVITAI.calls()).isEmpty();
    assertThat(links()).containsExactly("7|71", "null|null", "null|null");
  }

  @Test
  void takesTheVersionPublishedFirstThenTheLowestId() {
    CIVITAI.matches(
        match(hashOfB, 92, 9),
        match(hashOfA, 70, 7),
        match(hashOfA, 81, 8),
        match(hashOfB, 91, 9),
        match(hashOfA, 82, 8));
    CIVITAI.lists(
        model(7, "Later", version(70, "v", "2025-03-01", hashOfA)),
        model(
            8,
            "First",
            version(82, "same day", "2025-01-01", hashOfA),
            version(81, "v", "2025-01-01", hashOfA)),
        model(
            9,
            "Undated",
            version(92, "v", "someday", hashOfB),
            version(91, "v", "someday", hashOfB)));

    tsr.db("link");
    assertThat(links()).containsExactly("8|81", "9|91", "null|null");

    catalogue.execute("UPDATE local_files SET civitai_model_id = 1, civitai_version_id = 1");
    tsr.db("link --relink --offline").says("2 linked, 1 not found, 1 link removed\n");
    assertThat(links()).containsExactly("8|81", "9|91", "null|null");
  }

  @Test
  void letsCivitaiChooseWhereTheModelsAreNotCached() {
    CIVITAI.matches(match(hashOfA, 70, 7), match(hashOfA, 81, 8));
    CIVITAI.answers("/model-versions/by-hash/" + hashOfA, "{\"id\": 81, \"modelId\": 8}");

    tsr.db("link a.safe --no-cache").shows(row(a, "\t\tcivitai\tlinked"));
    assertThat(links()).startsWith("8|81");
    assertThat(CIVITAI.calls()).noneMatch(call -> call.startsWith("GET /models"));
    catalogue.has("SELECT * FROM models");
  }

  @Test
  void remembersWhatCivitaiDoesNotKnow() {
    knowsHarbour();
    tsr.db("link");
    catalogue.has("SELECT sha256 FROM unknown_hashes", hashOfC);
    CIVITAI.resetRequests();

    tsr.db("link")
        .prints(
            row(c, "\t\tcivitai\tnot_found"),
            "0 linked, 1 not found\nCivitAI was not asked again about 1 file that it did not"
                + " know lately; --retry-after 0 asks.\n");
    assertThat(CIVITAI.calls()).isEmpty();

    tsr.db("link --retry-after 0");
    assertThat(CIVITAI.calls()).containsExactly("POST /model-versions/by-hash/ids " + hashOfC);

    catalogue.execute("UPDATE unknown_hashes SET asked_at = '2999-01-01T00:00:00Z'");
    tsr.db("link --retry-after 0");
    assertThat(CIVITAI.calls()).hasSize(2);
    CIVITAI.resetRequests();
    tsr.db("link --retry-after 0");

    catalogue.execute("UPDATE unknown_hashes SET asked_at = datetime('now', '-29 days')");
    tsr.db("link");
    assertThat(CIVITAI.calls()).hasSize(1);

    catalogue.execute(
        "UPDATE unknown_hashes SET asked_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-31 days')");
    tsr.db("link");
    assertThat(CIVITAI.calls()).hasSize(2);
    catalogue.has("SELECT asked_at > date('now', '-1 day') FROM unknown_hashes", "1");
  }

  @Test
  void forgetsThatItDidNotKnowWhatItKnowsNow() {
    tsr.db("link");
    knowsHarbour();
    tsr.db("link --retry-after 0 --no-cache");

    catalogue.has("SELECT sha256 FROM unknown_hashes", hashOfC);
    tsr.db("link --relink --no-cache");
    assertThat(CIVITAI.calls())
        .endsWith("POST /model-versions/by-hash/ids " + hashOfA + "," + hashOfB);
  }

  static List<Arguments> refusals() {
    return List.of(
        Arguments.of(error(401, "No"), "CivitAI requires a key (401: No); see --api-key"),
        Arguments.of(error(403, "No"), "CivitAI requires a key (403: No); see --api-key"),
        Arguments.of(error(400, "Bad"), "CivitAI refuses the request (400: Bad); see --api-key"),
        Arguments.of(
            error(429, "You've requested too many pages"),
            "too many requests to CivitAI (429: You've requested too many pages); try again later"),
        Arguments.of(
            error(429, "Slow down").withHeader("Retry-After", "3600"),
            "too many requests to CivitAI (429: Slow down); try again after TIME"),
        Arguments.of(
            error(503, "Busy").withHeader("Retry-After", "3600"),
            "CivitAI is unavailable (503: Busy); try again after TIME"),
        Arguments.of(
            status(200).withHeader("Content-Type", "application/json").withBody(nested(101)),
            "the answer nests deeper than 100 levels; try again later"));
  }

  private static String nested(int arrays) {
    return "[".repeat(arrays) + "]".repeat(arrays);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void takesNothingButAnAnswerForUnknown(ResponseDefinitionBuilder answer, String message) {
    CIVITAI.refuses(answer);

    Result result = tsr.db("link b.safe c.safe --json").exits(5);
    result.shows("[]\n");
    assertThat(result.err().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z", "TIME"))
        .isEqualTo("tsr: " + message + "\n");
    catalogue.has("SELECT * FROM unknown_hashes");
    assertThat(CIVITAI.calls()).hasSize(1);
  }

  @Test
  void keepsWhatIsKnownWhenTheModelsCannotBeHad() {
    knowsHarbour();
    CIVITAI.answers(get(urlPathEqualTo(CivitaiStub.LISTING)), error(401, "Unauthorized"));

    Result result = tsr.db("link").exits(5);
    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(
            a + "\t\t\t\tfailed", b + "\t\t\t\tfailed", c + "\t\t\tcivitai\tnot_found");
    result.says(
        "0 linked, 1 not found, 2 failed\n"
            + "tsr: CivitAI requires a key (401: Unauthorized); see --api-key\n");
    catalogue.has("SELECT sha256 FROM unknown_hashes", hashOfC);
  }

  /** A person, and a cron job, learn of each file once that CivitAI does not know. */
  @Test
  void showsOnlyNewsToAPersonAndEveryFileToAScript() {
    knowsHarbour();
    String table = "link --format table";
    String header = "FILE ";

    assertThat(tsr.db(table).out()).contains("not_found", "linked");
    tsr.db(table)
        .prints(
            "",
            "0 linked, 1 not found\nCivitAI was not asked again about 1 file that it did not"
                + " know lately; --retry-after 0 asks.\n");
    tsr.db("link -q").prints("");
    assertThat(tsr.db("link -q --retry-after 0").out()).isEmpty();
    tsr.db("link").shows(row(c, "\t\tcivitai\tnot_found"));
    assertThat(tsr.db("link --json -q").out()).contains("not_found");
    tsr.db("link", c, "-q").shows(row(c, "\t\tcivitai\tnot_found"));
    assertThat(tsr.db(table).out()).doesNotContain(header);
  }

  @Test
  void asksNobodyWhenOffline() {
    knowsHarbour();

    for (String settings : new String[] {"", " --api-key k --api-url http://[ --retry-after 0"}) {
      tsr.db("link --offline a.safetensors" + settings)
          .prints(row(a, "\t\tcache\tnot_found"), "0 linked, 1 not found\n");
    }
    assertThat(CIVITAI.calls()).isEmpty();
    catalogue.has("SELECT * FROM unknown_hashes");
  }

  @Test
  void looksAtLinkedAndMissingFilesOnlyWhereAsked() throws IOException {
    knowsHarbour();
    tsr.db("link");
    Files.delete(c);
    tsr.db("scan", library.path(""));
    CIVITAI.resetRequests();

    tsr.db("link --json").prints("[]\n", "0 linked, 0 not found\n");
    assertThat(CIVITAI.calls()).isEmpty();
    tsr.db("link --relink")
        .shows(row(a, "v2\tHarbour\tcache\tlinked") + row(b, "v1\tHarbour\tcache\tlinked"));
  }

  @Test
  void takesAFileByPathNamePartOrHash() {
    knowsHarbour();
    List<String> words =
        List.of(a.toString(), "a.safetensors", "A.SAFE", hashOfA.substring(0, 8).toLowerCase());

    for (String word : words) {
      assertThat(tsr.db("link", word).out()).startsWith(a + "\tv2\tHarbour\t").hasLineCount(1);
    }
  }

  @Test
  void asksWhichFileIsMeant() {
    tsr.db("link safetensors --json")
        .ends(
            4,
            "[]\n",
            """
            tsr: 3 files in the catalogue match safetensors; name one:
              %s
              %s
              %s
            """
                .formatted(a, b, c));
    tsr.db("link a.safe nowhere")
        .fails(4, "tsr: no file in the catalogue matches nowhere; see tsr db list\n");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void linksByHand() {
    String model = model(7, "Harbour", version(71, "v1", "2025-01-01", hashOfB));
    CIVITAI.answers("/model-versions/71", "{\"id\": 71, \"modelId\": 7, \"name\": \"v1\"}");
    CIVITAI.lists(model);

    String linked = row(c, "v1\tHarbour\tmanual\tlinked");
    tsr.db("link c.safe --version-id 71").prints(linked, "1 linked, 0 not found\n");
    assertThat(links()).containsExactly("null|null", "null|null", "7|71");
    assertThat(CIVITAI.calls())
        .containsExactly("GET /model-versions/71", "GET /models?ids=7&nsfw=true&limit=100");

    CIVITAI.resetRequests();
    tsr.db("link c.safe --version-id 71").shows(linked);
    tsr.db("link a.safe --version-id 71 --offline").shows(row(a, "v1\tHarbour\tmanual\tlinked"));
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void linksByHandOnlyToWhatThereIs() {
    tsr.db("link c.safe --version-id 72")
        .ends(
            4,
            row(c, "\t\tmanual\tnot_found"),
            """
            tsr: CivitAI has no version 72; check the id
            0 linked, 1 not found
            """);
    tsr.db("link c.safe --version-id 72 --offline").exits(4);
    assertThat(links()).containsOnly("null|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version-id 71", "a.safe b.safe --version-id 71"})
  void linksOneFileByHand(String arguments) {
    Result result = tsr.run(("db link " + arguments).split(" ")).exits(2);
    assertThat(result.err()).startsWith("tsr: --to needs exactly one FILE\nUsage: tsr db link ");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void asksForEachHashWhereThereIsNoBulkCall() {
    CIVITAI.answers(post(CivitaiStub.IDS), error(404, "Not Found"));
    CIVITAI.answers("/model-versions/by-hash/" + hashOfA, "{\"id\": 71, \"modelId\": 7}");
    CIVITAI.lists(model(7, "Harbour", version(71, "v1", "2025-01-01", hashOfA)));

    Result result = tsr.db("link");

    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(
            a + "\tv1\tHarbour\tcivitai\tlinked",
            b + "\t\t\tcivitai\tnot_found",
            c + "\t\t\tcivitai\tnot_found");
    assertThat(CIVITAI.calls())
        .contains("GET /model-versions/by-hash/" + hashOfC, "GET /models?ids=7&nsfw=true&limit=100")
        .hasSize(5);
    catalogue.has("SELECT count(*) FROM unknown_hashes", "2");
  }

  @Test
  void asksForTheModelWhereTheHostLeavesItOut() {
    String match = "{\"modelVersionId\": 71, \"hash\": \"%s\"}";
    CIVITAI.matches(match.formatted(hashOfA), match.formatted(hashOfB));
    CIVITAI.answers("/model-versions/71", "{\"id\": 71, \"modelId\": 7}");
    CIVITAI.lists(model(7, "Harbour", version(71, "v1", "2025-01-01", hashOfA, hashOfB)));

    tsr.db("link a.safe b.safe");

    assertThat(links()).containsExactly("7|71", "7|71", "null|null");
    assertThat(CIVITAI.calls()).hasSize(3).contains("GET /model-versions/71");
  }

  /** Writes config.toml. */
  private void configured(String toml) throws IOException {
    Files.createDirectories(home.resolve("config/tensors"));
    Files.writeString(home.resolve("config/tensors/config.toml"), toml);
    tsr.with("XDG_CONFIG_HOME", home.resolve("config").toString());
  }

  private String authorization() {
    return CIVITAI.requests().getLast().getHeader("Authorization");
  }

  @Test
  void takesTheKeyFromTheOptionElseTheEnvironmentElseTheConfiguration() throws IOException {
    String link = "link --retry-after 0";
    tsr.db(link);
    assertThat(authorization()).isNull();

    configured("[api]\ncivitai_key = \"key-of-file\"\ncivitai_url = \"http://localhost:1/\"\n");
    tsr.db(link);
    assertThat(authorization()).isEqualTo("Bearer key-of-file");

    tsr.with("CIVITAI_API_KEY", "key-of-variable").db(link);
    assertThat(authorization()).isEqualTo("Bearer key-of-variable");

    tsr.db(link + " --api-key of-option");
    assertThat(authorization()).isEqualTo("Bearer of-option");

    configured("[api]\ncivitai_url = \"" + CIVITAI.url() + "/\"\n");
    tsr.with("CIVITAI_API_URL", "").db(link);
    assertThat(CIVITAI.calls()).hasSize(5);
  }

  @Test
  void tellsTheKeyToCivitaiOnly() throws IOException {
    String key = "s3cret-0123456789";
    Path log = home.resolve("tsr.log");
    knowsHarbour();
    configured("[api]\ncivitai_key = \"" + key + "\"\n");
    String link = "link --relink -vv --json --log-file";

    Result done = tsr.db(link, log);
    CIVITAI.refuses(error(401, "no such key: " + key));
    Result refused = tsr.db(link, log, "--retry-after", 0);

    assertThat(List.of(done.exitCode(), refused.exitCode())).containsExactly(0, 5);
    assertThat(done.err()).contains("/api/v1/model-versions/by-hash/ids: 200");
    assertThat(refused.err()).contains("(401: no such key: ***); see --api-key");
    assertThat(Files.readString(log)).contains("/ids: 200", "/ids: 401");
    assertThat(CIVITAI.requests())
        .allSatisfy(
            request -> {
              assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + key);
              assertThat(request.getUrl() + request.getBodyAsString()).doesNotContain(key);
            });
    try (Stream<Path> files = Files.list(home)) {
      String written = files.filter(Files::isRegularFile).map(LinkTest::bytes).collect(joining());
      assertThat(done.toString() + refused + written).doesNotContain(key).contains("Harbour");
    }
  }

  private static String bytes(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesTheLineOfItsConfigurationThatItCannotRead() throws IOException {
    configured("[api]\ncivitai_key = \"s3cret\n\n[paths]\n");

    tsr.db("link --json")
        .ends(
            2,
            "[]\n",
            "tsr: "
                + home.resolve("config/tensors/config.toml")
                + ": not valid TOML in line 2; correct it\n");
    assertThat(tsr.db("link -vv").err()).doesNotContain("s3cret");
    assertThat(CIVITAI.calls()).isEmpty();
    tsr.db("link --offline").exits(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://civitai.example/api | plain http lets others read the key and change answers:"
            + " http://civitai.example/api; use https",
        "civitai.example/api | 'civitai.example/api' is not the address of a web service; it must begin with"
            + " https://",
        "https://ann:s3cret@civitai.example | an address with a user name or password in it is not"
            + " supported; leave them out",
      })
  void asksNobodyWhomOthersCanHear(String address, String message) {
    Result result = tsr.db("link --api-url", address).exits(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("tsr: --api-url: " + message + "\n");
  }

  @Test
  void showsNoKeyThatCannotBeOne() {
    Result result = tsr.db("link -vv --api-key", "s3cret key").exits(2);
    assertThat(result.err()).contains("a space, a line break").doesNotContain("s3cret");
  }

  /** Two models of which one cannot be read. */
  private void knowsABadModel() {
    CIVITAI.matches(match(hashOfA, 71, 7), match(hashOfB, 81, 8));
    CIVITAI.lists(model(7, "Harbour", version(71, "v1", "2025-01-01", hashOfA)));
    CIVITAI.answers(get(urlPathEqualTo("/api/v1/models/8")), error(403, "Not for you"));
  }

  @Test
  void linksAllFilesThoughOneModelCannotBeCached() {
    knowsABadModel();

    tsr.db("link a.safe b.safe")
        .ends(
            3,
            row(a, "v1\tHarbour\tcivitai\tlinked") + row(b, "\t\tcivitai\tlinked"),
            """
            tsr: model 8 could not be cached: CivitAI requires a key (403: Not for you); \
            retry with tsr db cache 8
            2 linked, 0 not found
            """);
    assertThat(links()).containsExactly("7|71", "8|81", "null|null");
    tsr.db("link c.safe").exits(0);
  }

  @Test
  void namesTheFileWhoseVersionCivitaiDoesNotTell() {
    knowsABadModel();
    CIVITAI.matches(match(hashOfA, 71, 7), match(hashOfB, 82, 8), match(hashOfB, 81, 8));
    CIVITAI.answers(
        get(urlPathEqualTo("/api/v1/model-versions/by-hash/" + hashOfB)), error(400, "Bad"));

    Result result = tsr.db("link a.safe b.safe").exits(3);
    result.shows(row(a, "v1\tHarbour\tcivitai\tlinked") + row(b, "\t\t\tfailed"));
    assertThat(result.err())
        .endsWith(
            "tsr: %s: CivitAI refuses the request (400: Bad)\n1 linked, 0 not found, 1 failed\n"
                .formatted(b));
    assertThat(links()).containsExactly("7|71", "null|null", "null|null");
  }

  @Test
  void takesAnAddressWithNothingBehindItForNoCivitai() {
    CIVITAI.refuses(error(404, "Not Found"));

    for (String line : List.of("link --relink", "link a.safe --to 7")) {
      tsr.db(line)
          .fails(
              5,
              "tsr: no CivitAI API at %s (CIVITAI_API_URL): it lists no models; check the address\n"
                  .formatted(CIVITAI.url()));
    }
    catalogue.has("SELECT * FROM unknown_hashes");
  }
}
