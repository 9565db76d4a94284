package dev.tensors.tsr.program;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * CivitAI on loopback, which knows nothing but what a test tells it. What is told later goes first.
 */
public final class CivitaiStub extends WireMockExtension {

  public static final String IDS = "/api/v1/model-versions/by-hash/ids";
  public static final String DETAILS = "/api/v1/model-versions/by-hash";
  public static final String LISTING = "/api/v1/models";

  public CivitaiStub() {
    super(extensionOptions().options(wireMockConfig().dynamicPort()));
  }

  @Override
  protected void onBeforeEach(WireMockRuntimeInfo info) {
    stubFor(any(anyUrl()).willReturn(error(404, "Model not found")));
    matches();
    details();
    lists();
  }

  /** The API's address. */
  public String url() {
    return root() + "/api/v1";
  }

  /** The address of the host, which has pictures, too. */
  public String root() {
    return "http://localhost:" + getPort();
  }

  /** What is known of many hashes; see {@link #match}. */
  public void matches(String... matches) {
    answers(post(IDS), json(array(List.of(matches))));
  }

  /** The versions' own answers to many hashes. */
  public void details(String... versions) {
    answers(post(DETAILS), json(array(List.of(versions))));
  }

  public void lists(String... models) {
    answers(
        get(urlPathEqualTo(LISTING)),
        json("{\"items\": " + array(List.of(models)) + ", \"metadata\": {}}"));
  }

  /** The picture at a path below {@link #root}. */
  public void picture(String path, byte[] content) {
    answers(get(urlEqualTo(path)), status(200).withBody(content));
  }

  /** The answer to a call below the API's address. */
  public void answers(String path, String json) {
    answers(get(urlEqualTo("/api/v1" + path)), json(json));
  }

  public void answers(MappingBuilder call, ResponseDefinitionBuilder answer) {
    stubFor(call.willReturn(answer));
  }

  /** Every call, whatever was told before, gets this. */
  public void refuses(ResponseDefinitionBuilder answer) {
    stubFor(any(anyUrl()).atPriority(1).willReturn(answer));
  }

  public static ResponseDefinitionBuilder json(String body) {
    return status(200).withHeader("Content-Type", "application/json").withBody(body);
  }

  public static ResponseDefinitionBuilder error(int status, String message) {
    return status(status)
        .withHeader("Content-Type", "application/json")
        .withBody("{\"error\": \"" + message + "\"}");
  }

  /** A file that is known, as the bulk call tells it. */
  public static String match(String sha256, long version, long model) {
    return """
        {"modelVersionId": %d, "modelId": %d, "hash": "%s"}"""
        .formatted(version, model, sha256);
  }

  public static String model(long id, String name, String... versions) {
    return """
        {"id": %d, "name": "%s", "type": "LORA", "nsfw": false, "tags": ["boats", "fog"],
         "creator": {"username": "ann"}, "stats": {"downloadCount": 7},
         "modelVersions": %s}"""
        .formatted(id, name, array(List.of(versions)));
  }

  /** A version with a file for each SHA-256, of which the first is the primary one. */
  public static String version(long id, String name, String published, String... sha256s) {
    return """
        {"id": %d, "name": "%s", "baseModel": "SDXL 1.0", "publishedAt": "%sT00:00:00.000Z",
         "trainedWords": ["dawn", "mist, "], "files": %s, "images": []}"""
        .formatted(id, name, published, files(id, List.of(sha256s)));
  }

  private static String files(long version, List<String> sha256s) {
    return array(
        IntStream.range(0, sha256s.size())
            .mapToObj(
                i ->
                    """
                    {"id": %d, "name": "%d.safetensors", "type": "Model", "primary": %s,
                     "hashes": {"SHA256": "%s"}}"""
                        .formatted(version * 10 + i, i, i == 0, sha256s.get(i)))
            .toList());
  }

  public static String array(List<String> values) {
    return "[" + String.join(", ", values) + "]";
  }

  public List<LoggedRequest> requests() {
    return findAll(anyRequestedFor(anyUrl()));
  }

  /** What was asked, in order: method, path below the API's address, and the hashes of a body. */
  public List<String> calls() {
    return requests().stream().map(CivitaiStub::call).collect(Collectors.toList());
  }

  private static String call(LoggedRequest request) {
    String body = request.getBodyAsString().replaceAll("[\\[\"\\]]", "");
    String call = request.getMethod() + " " + request.getUrl().replaceFirst("^/api/v1", "");
    return body.isEmpty() ? call : call + " " + body;
  }
}
