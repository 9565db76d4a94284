package dev.tensors.tsr.civitai;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.tensors.tsr.civitai.Host.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.CallFailure.PermanentFailure;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.Redirection;
import dev.tensors.tsr.network.Response;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {

  private static final String HASH = "0".repeat(64);

  @RegisterExtension static final Host HOST = new Host();
  @RegisterExtension static final Host OTHER = new Host();

  private final Waits waits = new Waits();

  private Civitai civitai() {
    return waits.civitai(HOST.base(), "s3cret", AnswerLimits.USUAL);
  }

  private static void redirect(int status, String from, String to) {
    HOST.stubFor(any(urlPathMatching(from)).willReturn(status(status).withHeader("Location", to)));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsWithinTheHost(int status) throws Exception {
    HOST.stubFor(any(anyUrl()).willReturn(json(200, Host.MODEL)));
    redirect(status, "/api/v1/models/7", "../v2/models/7?moved=yes");

    assertThat(civitai().model(7)).isInstanceOf(Answer.Found.class);
    assertThat(HOST.requests())
        .extracting(LoggedRequest::getUrl)
        .containsExactlyInAnyOrder("/api/v1/models/7", "/api/v1/v2/models/7?moved=yes");
    assertThat(HOST.requests())
        .allSatisfy(
            request -> assertThat(request.getHeader("Authorization")).isEqualTo("Bearer s3cret"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void asksTheOtherHostTheSameButWithoutTheKey(int status) throws Exception {
    redirect(status, ".*", OTHER.base() + "/model-versions/by-hash/ids");
    OTHER.answers(json(200, "[]"));

    assertThat(civitai().idsByHash(List.of(HASH))).isEqualTo(new Answer.Found<>(List.of()));
    LoggedRequest request = OTHER.onlyRequest();
    assertThat(request.getMethod().getName()).isEqualTo("POST");
    assertThat(request.getBodyAsString()).isEqualTo("[\"" + HASH + "\"]");
    assertThat(request.containsHeader("Authorization")).isFalse();
    assertThat(request.toString()).doesNotContain("s3cret");
  }

  @Test
  void seesTheResultOfAPostElsewhere() throws Exception {
    redirect(303, "/api/v1/model-versions/by-hash/ids", "/result");
    HOST.stubFor(any(urlPathMatching("/result")).willReturn(json(200, "[]")));

    assertThat(civitai().idsByHash(List.of(HASH))).isEqualTo(new Answer.Found<>(List.of()));
    assertThat(HOST.requests())
        .extracting(request -> request.getMethod().getName())
        .containsExactlyInAnyOrder("POST", "GET");
  }

  @Test
  void endsALoop() throws Exception {
    redirect(302, ".*", "/api/v1/models/7");

    assertThat(civitai().model(7))
        .isEqualTo(new Answer.Unreachable<>("more than 5 redirects, to localhost"));
    assertThat(HOST.requests()).hasSize(6);
    assertThat(waits.inMillis()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://civitai.example/api/v1/models/7, a redirect from localhost to unencrypted http",
    "ftp://civitai.example/models, a redirect to an invalid address",
    "http://user:word@localhost/, a redirect to an invalid address",
    "http://[broken, a redirect to an invalid address",
    "https:///no-host, a redirect to an invalid address"
  })
  void goesNowhereElse(String target, String reason) throws Exception {
    redirect(302, ".*", target);

    assertThat(civitai().model(7)).isEqualTo(new Answer.Unreachable<>(reason));
    assertThat(HOST.requests()).hasSize(1);
  }

  @Test
  void needsATarget() throws Exception {
    HOST.stubFor(any(anyUrl()).willReturn(status(302)));

    assertThat(civitai().model(7))
        .isEqualTo(new Answer.Unreachable<>("a redirect without a target"));
  }

  @Test
  void leavesTlsForNoOneNotEvenForThisMachine() throws Exception {
    URI asked = URI.create("https://civitai.example/api/v1/models/7");

    assertThat(Redirection.of(to("https://other.example/"), asked))
        .isEqualTo(URI.create("https://other.example/"));
    for (String target : List.of("http://civitai.example/", "http://localhost/")) {
      assertThatThrownBy(() -> Redirection.of(to(target), asked))
          .isInstanceOf(PermanentFailure.class)
          .hasMessage("a redirect from civitai.example to unencrypted http");
    }
  }

  private static Response to(String target) {
    Map<String, List<String>> headers = Map.of("Location", List.of(target));
    return new Response(301, HttpHeaders.of(headers, (name, value) -> true), new byte[0]);
  }
}
