package dev.tensors.tsr.program;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.util.List;

/** Hugging Face, which has nothing but what each test tells it. */
public final class HubStub extends WireMockExtension {

  public HubStub() {
    super(extensionOptions().options(wireMockConfig().dynamicPort()));
  }

  /** HF_ENDPOINT. */
  public String url() {
    return baseUrl();
  }

  public void answers(String path, ResponseDefinitionBuilder answer) {
    stubFor(get(urlEqualTo(path)).willReturn(answer));
  }

  public static ResponseDefinitionBuilder json(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  /** An entry of a listing. */
  public static String file(String path, String oid) {
    return """
        {"type":"file","oid":"cafe","size":134,"path":"%s","lfs":{"oid":"%s","size":5000,\
        "pointerSize":134}}"""
        .formatted(path, oid);
  }

  /** It has a repository at a commit, with these entries. */
  public void hasRepository(String name, String commit, String... files) {
    answers(
        "/api/models/" + name,
        json(
            """
            {"id":"%s","sha":"%s","lastModified":"2026-08-01T10:00:00.000Z","gated":"manual",\
            "cardData":{"license":"other","license_name":"flux-1-dev","base_model":["x/y","z"]}}"""
                .formatted(name, commit)));
    answers(
        "/api/models/" + name + "/tree/" + commit + "?recursive=true&expand=false",
        json("[" + String.join(",", files) + "]"));
  }

  /** The paths that were asked for, in their order. */
  public List<String> calls() {
    return getAllServeEvents().reversed().stream()
        .map(event -> event.getRequest().getUrl())
        .toList();
  }
}
