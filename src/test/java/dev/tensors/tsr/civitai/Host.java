package dev.tensors.tsr.civitai;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/** A server on loopback that answers any request with given responses. */
final class Host extends WireMockExtension {

  static final String MODEL =
      """
      {"id": 7, "name": "Harbour", "modelVersions": []}
      """;

  Host() {
    super(extensionOptions().options(wireMockConfig().dynamicPort().dynamicHttpsPort()));
  }

  /** The API's address. */
  String base() {
    return root() + "/api/v1";
  }

  String root() {
    return "http://localhost:" + getPort();
  }

  static ResponseDefinitionBuilder json(int status, String body) {
    return status(status).withHeader("Content-Type", "application/json").withBody(body);
  }

  static ResponseDefinitionBuilder error(int status, String message) {
    return json(status, "{\"error\": \"" + message + "\"}");
  }

  static ResponseDefinitionBuilder page(int status) {
    return status(status)
        .withHeader("Content-Type", "text/html; charset=UTF-8")
        .withBody("<!DOCTYPE html><html><body>Just a moment...</body></html>");
  }

  /** Each request gets the next answer; after the last, each gets the last again. */
  void answers(ResponseDefinitionBuilder... inTurn) {
    for (int turn = 0; turn < inTurn.length; turn++) {
      String next = turn == inTurn.length - 1 ? turn(turn) : turn(turn + 1);
      stubFor(
          any(anyUrl())
              .inScenario("turns")
              .whenScenarioStateIs(turn(turn))
              .willSetStateTo(next)
              .willReturn(inTurn[turn]));
    }
  }

  private static String turn(int turn) {
    return turn == 0 ? STARTED : "turn " + turn;
  }

  List<LoggedRequest> requests() {
    return findAll(anyRequestedFor(anyUrl()));
  }

  LoggedRequest onlyRequest() {
    List<LoggedRequest> requests = requests();
    if (requests.size() != 1) {
      throw new AssertionError(requests.size() + " requests");
    }
    return requests.getFirst();
  }
}
