package dev.tensors.tsr.link;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.RewrittenHeaders.AUTO_V3;
import static dev.tensors.tsr.program.RewrittenHeaders.HASH;
import static dev.tensors.tsr.program.RewrittenHeaders.OTHERS;
import static dev.tensors.tsr.program.RewrittenHeaders.WEIGHTS;
import static dev.tensors.tsr.program.RewrittenHeaders.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.RewrittenHeaders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LinkWeightsTest extends OnlineTest {

  private static final String LINKS =
      "SELECT civitai_version_id, link_source, link_match FROM local_files ORDER BY file_path";

  private static final String BY_HASH = "/model-versions/by-hash/";

  private RewrittenHeaders headers;

  @BeforeEach
  void home() {
    headers = new RewrittenHeaders(library);
  }

  /** A version whose only file has these hashes (JSON). */
  private static String version(long id, long model, String published, String hashes) {
    return """
        {"id": %d, "modelId": %d, "name": "v%1$d", "publishedAt": "%sT00:00:00.000Z",
         "files": [{"id": %1$d0, "name": "f", "type": "Model", "hashes": {%s}}], "images": []}"""
        .formatted(id, model, published, hashes);
  }

  private static String autoV3(String hash) {
    return "\"SHA256\": \"" + "F".repeat(64) + "\", \"AutoV3\": \"" + hash + "\"";
  }

  /** Caches versions of a model, and forgets the calls for it. */
  private void caches(String... versions) {
    CIVITAI.lists(model(7, "Harbour", versions));
    tsr.db("cache 7");
    CIVITAI.resetRequests();
  }

  private Result link(Object... options) {
    return tsr.db("link --weights", options);
  }

  private List<String> links() {
    return catalogue.rows(LINKS);
  }

  @Test
  void linksFilesWithRewrittenHeadersToTheSameCachedVersion() {
    Path bare = headers.withoutMetadata("a.safetensors");
    Path more = headers.withMetadata("b.safetensors", "{\"k\":\"1\",\"x\":\"2\"}", WEIGHTS);
    headers.padded("c.safetensors");
    headers.inOtherOrder("d.safetensors");
    Path other = headers.withMetadata("e.safetensors", "{\"k\":\"1\"}", OTHERS);
    workplace.scan();
    caches(version(71, 7, "2025-01-01", autoV3(AUTO_V3)));

    Result result = link("--offline", "--json", "a.safe", "b.safe", "e.safe");
    String linked =
        """
        {"id":%d,"file_path":"%s","sha256":"%s","model_id":7,"version_id":71,"name":"v71",\
        "model_name":"Harbour","source":"cache","match":"weights","status":"linked"}""";
    String unknown =
        """
        {"id":5,"file_path":"%s","sha256":"%s","model_id":null,"version_id":null,"name":null,\
        "model_name":null,"source":"cache","match":null,"status":"not_found"}""";
    result.prints(
        "["
            + linked.formatted(1, bare, Library.sha256(bare))
            + ",\n "
            + linked.formatted(2, more, Library.sha256(more))
            + ",\n "
            + unknown.formatted(other, Library.sha256(other))
            + "]\n",
        """
        %s: same weights, another header
        %s: same weights, another header
        2 linked, 1 not found
        """
            .formatted(bare, more));
    link("--offline");
    String byWeights = "71|cache|weights";
    assertThat(links())
        .containsExactly(byWeights, byWeights, byWeights, byWeights, "null|null|null");
    assertThat(CIVITAI.calls()).isEmpty();
    assertThat(tsr.db("list --json").out())
        .contains("\"link_source\":\"cache\",\"link_match\":\"weights\"");
  }

  @Test
  void asksCivitaiOnceForEachHashAndRemembersWhatItDoesNotKnow() {
    Path bare = headers.withoutMetadata("a.safetensors");
    Path padded = headers.padded("b.safetensors");
    Path other = headers.withMetadata("c.safetensors", "{\"k\":\"1\"}", OTHERS);
    workplace.scan();
    String version = version(71, 7, "2025-01-01", autoV3(AUTO_V3));
    CIVITAI.answers(BY_HASH + AUTO_V3, version);
    CIVITAI.lists(model(7, "Harbour", version));
    String unknown = Library.sha256(OTHERS).substring(0, 12);

    assertThat(link().out().lines())
        .containsExactlyInAnyOrder(
            bare + "\tv71\tHarbour\tcivitai\tlinked",
            padded + "\tv71\tHarbour\tcivitai\tlinked",
            other + "\t\t\tcivitai\tnot_found");
    assertThat(CIVITAI.calls().subList(1, 3))
        .containsExactlyInAnyOrder("GET " + BY_HASH + AUTO_V3, "GET " + BY_HASH + unknown);
    assertThat(CIVITAI.calls().subList(3, 4))
        .containsExactly("GET /models?ids=7&nsfw=true&limit=100");
    assertThat(links()).startsWith("71|civitai|weights", "71|civitai|weights");
    catalogue.has("SELECT sha256 FROM unknown_hashes WHERE length(sha256) < 64", unknown);

    CIVITAI.resetRequests();
    link().says("0 linked, 1 not found\n");
    assertThat(CIVITAI.calls()).isEmpty();
    link("--retry-after", "0");
    assertThat(CIVITAI.calls())
        .containsExactly(
            "POST /model-versions/by-hash/ids " + Library.sha256(other),
            "GET " + BY_HASH + unknown);

    CIVITAI.resetRequests();
    catalogue.execute("DELETE FROM unknown_hashes WHERE length(sha256) < 64");
    link();
    assertThat(CIVITAI.calls()).containsExactly("GET " + BY_HASH + unknown, "GET /models?limit=1");
  }

  @Test
  void readsNothingThatIsKnownByItsSha256() {
    Path known = headers.original("a.safetensors");
    workplace.scan();
    caches(version(71, 7, "2025-01-01", "\"SHA256\": \"%s\"".formatted(Library.sha256(known))));

    assertThat(link("--offline").out()).endsWith("\tcache\tlinked\n");
    assertThat(links()).containsExactly("71|cache|sha256");
    catalogue.has("SELECT weights_sha256 FROM local_files", "null");
  }

  @Test
  void takesTheVersionPublishedFirstThenTheLowestId() {
    headers.original("a.safetensors");
    workplace.scan();
    caches(
        version(70, 7, "2025-03-01", autoV3(AUTO_V3)),
        version(73, 7, "2025-01-01", autoV3(HASH)),
        version(72, 7, "2025-01-01", autoV3(AUTO_V3)),
        version(71, 7, "2024-01-01", "\"AutoV2\": \"" + AUTO_V3 + "\""));

    link("--offline");

    assertThat(links()).containsExactly("72|cache|weights");
  }

  @Test
  void believesNoClaimOfAHeader() {
    headers.withMetadata("a.safetensors", "{\"sshs_model_hash\":\"0x" + HASH + "\"}", OTHERS);
    headers.original("b.safetensors");
    workplace.scan();
    String others = Library.sha256(OTHERS).substring(0, 12);
    caches(version(70, 7, "2025-03-01", autoV3(AUTO_V3.replace('0', '1') + "0")));
    // CivitAI finds b by what the header of its own file claims.
    String claimed = "\"AutoV3\": \"" + others + "\", \"Claimed\": \"" + HASH + "\"";
    CIVITAI.answers(BY_HASH + AUTO_V3, version(71, 7, "2025-01-01", claimed));

    link().says("0 linked, 2 not found\n");
    assertThat(links()).containsOnly("null|null|null");
    assertThat(catalogue.rows("SELECT sha256 FROM unknown_hashes")).contains(AUTO_V3, others);
  }

  @Test
  void neverMatchesFilesWithoutWeights() {
    String empty = "\"e\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}";
    library.headed("a.safetensors", "{" + empty, new byte[0]);
    library.headed("b.safetensors", "{\"__metadata__\":{\"k\":\"1\"}}", new byte[0]);
    workplace.scan();
    caches(version(70, 7, "2025-03-01", autoV3("E3B0C44298FC")));

    link("--offline").says("0 linked, 2 not found\n");
    link().says("0 linked, 2 not found\n");
    assertThat(links()).containsOnly("null|null|null");
    assertThat(CIVITAI.calls()).noneMatch(call -> call.startsWith("GET " + BY_HASH));
  }

  static List<ResponseDefinitionBuilder> failures() {
    return List.of(
        error(429, "You've requested too many pages"),
        error(401, "No"),
        error(503, "Busy").withHeader("Retry-After", "3600"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void takesNothingButAnAnswerForUnknown(ResponseDefinitionBuilder answer) {
    Path file = headers.original("a.safetensors");
    workplace.scan();
    CIVITAI.answers(get(urlEqualTo("/api/v1" + BY_HASH + AUTO_V3)), answer);

    Result result = link();

    assertThat(result.exitCode()).isIn(3, 5);
    result.shows(file + "\t\t\t\tfailed\n");
    catalogue.has("SELECT sha256 FROM unknown_hashes", Library.sha256(file));
    catalogue.has("SELECT weights_sha256 FROM local_files", HASH);
  }

  @Test
  void remembersNothingOfAHostWithoutHashes() {
    headers.original("a.safetensors");
    workplace.scan();
    CIVITAI.answers(post(CivitaiStub.IDS), error(404, "Not Found"));

    link().says("0 linked, 1 not found\n");
    catalogue.has("SELECT sha256 FROM unknown_hashes");
  }

  @Test
  void linksByIdsAloneWhereNothingIsCached() {
    Path file = headers.original("a.safetensors");
    workplace.scan();
    CIVITAI.answers(BY_HASH + AUTO_V3, "{\"id\": 71, \"modelId\": 7, \"name\": \"v1\"}");

    link("--no-cache").shows(file + "\tv1\t\tcivitai\tlinked\n");
    assertThat(links()).containsExactly("71|civitai|weights");

    catalogue.execute("UPDATE local_files SET civitai_version_id = NULL");
    CIVITAI.answers(BY_HASH + AUTO_V3, "{\"id\": 71}");
    link("--no-cache")
        .ends(
            3,
            file + "\t\t\t\tfailed\n",
            "tsr: %s: CivitAI names no model for its version; try again later\n".formatted(file)
                + "0 linked, 0 not found, 1 failed\n");
  }

  @Test
  void readsNoFileThatChangedButItsUnchangedCopy() {
    Path changed = headers.original("a.safetensors");
    headers.original("b.safetensors");
    Path gone = at(10, headers.withMetadata("c.safetensors", "{}", OTHERS));
    workplace.scan();
    caches(version(70, 7, "2025-03-01", autoV3(AUTO_V3)));
    at(20, changed);
    at(30, gone);

    String reason = ": has changed or is gone since the last scan; run tsr db scan\n";
    Result result = link("--offline", "--jobs", "1").exits(3);
    assertThat(result.err())
        .contains("tsr: " + changed + reason, "tsr: " + gone + reason)
        .endsWith("1 linked, 0 not found, 2 failed\n");
    assertThat(links()).containsExactly("null|null|null", "70|cache|weights", "null|null|null");
  }

  @Test
  void looksLinksByWeightsUpAgainByWeights() {
    headers.original("a.safetensors");
    workplace.scan();
    caches(version(70, 7, "2025-03-01", autoV3(AUTO_V3)));
    link("--offline");

    assertThat(tsr.db("link --relink --offline").err())
        .endsWith("same weights, another header\n1 linked, 0 not found\n");
    assertThat(links()).containsExactly("70|cache|weights");

    catalogue.execute("DELETE FROM file_hashes");
    tsr.db("link --offline a.safe").says("0 linked, 0 not found, 1 kept\n");
    tsr.db("link --relink --offline").says("0 linked, 1 not found, 1 link removed\n");
    assertThat(links()).containsExactly("null|null|null");
  }

  @Test
  void verifiesFilesLinkedByWeightsAndTellsOfTheirHeaders() {
    Path file = headers.original("a.safetensors");
    workplace.scan();
    caches(version(70, 7, "2025-03-01", autoV3(AUTO_V3)));
    link("--offline");

    tsr.db("verify")
        .prints(
            file + "\tok\n",
            """
            1 file has the weights of CivitAI's file under another header
            1 ok, 0 damaged, 0 missing or unreadable
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jobs 2 | --jobs is for --weights only",
        "a --to 7 --weights | --to and --weights exclude each other"
      })
  void refusesOptionsThatDoNotFit(String options, String message) {
    Result result = tsr.run(("db link " + options).split(" ")).exits(2);
    assertThat(result.err()).startsWith("tsr: " + message + "\nUsage: tsr db link ");
  }
}
