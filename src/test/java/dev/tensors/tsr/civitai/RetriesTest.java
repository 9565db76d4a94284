package dev.tensors.tsr.civitai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tensors.tsr.civitai.Host.error;
import static dev.tensors.tsr.civitai.Host.json;
import static dev.tensors.tsr.civitai.Host.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.RetryingClient.Backoff;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The failures that are retried, the number of attempts, and the time between them. */
class RetriesTest {

  @RegisterExtension static final Host HOST = new Host();

  private final Waits waits = new Waits();

  private Answer<String> ask() throws InterruptedException {
    return waits.ask(HOST.base(), AnswerLimits.USUAL);
  }

  private static String reason(Answer<String> answer) {
    assertThat(answer).isInstanceOf(Answer.Unreachable.class);
    return ((Answer.Unreachable<String>) answer).reason();
  }

  private void assertGivenUpAfterFiveTries() {
    assertThat(HOST.requests()).hasSize(5);
    assertThat(waits.inMillis()).containsExactly(500L, 1000L, 2000L, 4000L);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 520, 521, 522, 523, 524})
  void retriesAnUnavailableServerFourTimes(int status) throws Exception {
    HOST.answers(error(status, "Internal Server Error"));

    assertThat(reason(ask()))
        .isEqualTo("CivitAI is unavailable (%d: Internal Server Error)".formatted(status));
    assertGivenUpAfterFiveTries();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 403, 404, 503})
  void takesAWebPageForNoAnswerWhateverItsStatus(int status) throws Exception {
    HOST.answers(page(status));

    assertThat(reason(ask())).isEqualTo("a web page instead of an answer (" + status + ")");
    assertGivenUpAfterFiveTries();
  }

  @Test
  void knowsAWebPageByItsFirstCharacterToo() throws Exception {
    HOST.answers(json(404, "\n <html>Not here: {\"error\": \"no\"}</html>"));

    assertThat(reason(ask())).isEqualTo("a web page instead of an answer (404)");
    assertGivenUpAfterFiveTries();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"id\": 7, \"name\": \"Harb",
        "{\"id\": 7, \"modelVersions\": [{\"id\": 71}",
        "{\"id\": 7}}",
        "id",
        "[]",
        "7",
        "null",
        "{}",
        "{\"id\": null}",
        "{\"id\": \"seven\"}"
      })
  void takesHalfAnAnswerForNone(String body) throws Exception {
    HOST.answers(json(200, body));

    assertThat(reason(ask())).startsWith("the answer ").endsWith(" (200)");
    assertGivenUpAfterFiveTries();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Not Found", "", "{}", "{\"error\": null}", "[]"})
  void takesOnlyAnErrorInJsonForAnAbsence(String body) throws Exception {
    HOST.answers(json(404, body));

    assertThat(reason(ask())).isEqualTo("the answer does not come from CivitAI (404)");
    assertGivenUpAfterFiveTries();
  }

  /** Does not count the server's requests: HttpClient itself repeats a lost request. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void triesAConnectionThatBreaksFiveTimes(Fault fault) throws Exception {
    HOST.answers(aResponse().withFault(fault));

    assertThat(reason(ask())).isNotBlank().doesNotContain("\n");
    assertThat(waits.inMillis()).containsExactly(500L, 1000L, 2000L, 4000L);
  }

  @Test
  void isContentWithALaterAnswer() throws Exception {
    HOST.answers(
        error(503, "busy"), page(200), error(500, "oops"), json(200, "{"), json(200, Host.MODEL));

    assertThat(ask()).isEqualTo(new Answer.Found<>("Harbour"));
    assertGivenUpAfterFiveTries();
  }

  @Test
  void waitsAsLongAsCivitaiAsksAndALittleMore() throws Exception {
    HOST.answers(
        error(429, "slow down").withHeader("Retry-After", "7"),
        error(503, "busy").withHeader("Retry-After", "Tue, 24 Nov 2026 05:46:00 GMT"),
        json(200, Host.MODEL));

    assertThat(ask()).isEqualTo(new Answer.Found<>("Harbour"));
    // The date is 72 s after the start, of which 7.5 s have gone.
    assertThat(waits.inMillis()).containsExactly(7_500L, 65_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "soon", "", "Mon, 23 Nov 2026 05:46:00 GMT", "1.5"})
  void choosesTheTimeItselfWhereCivitaiAsksForNone(String header) throws Exception {
    HOST.answers(error(429, "slow down").withHeader("Retry-After", header), json(200, Host.MODEL));

    assertThat(ask()).isEqualTo(new Answer.Found<>("Harbour"));
    assertThat(waits.inMillis()).containsExactly(500L);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void givesUpAtOnceWhenAskedToWaitForLongerThanTwoMinutes(int status) throws Exception {
    HOST.answers(error(status, "slow down").withHeader("Retry-After", "3600"));

    assertThat(ask()).isInstanceOf(Answer.Throttled.class);
    assertThat(((Answer.Throttled<String>) ask()).until())
        .isEqualTo(Instant.parse("2026-11-24T06:44:48Z"));
    assertThat(waits.inMillis()).isEmpty();
    assertThat(HOST.requests()).hasSize(2);
  }

  @Test
  void waitsForTwoMinutes() throws Exception {
    HOST.answers(error(429, "slow down").withHeader("Retry-After", "120"), json(200, Host.MODEL));

    assertThat(ask()).isEqualTo(new Answer.Found<>("Harbour"));
    assertThat(waits.inMillis()).containsExactly(120_500L);
  }

  @Test
  void takesATimeBeyondReasonForAYear() throws Exception {
    HOST.answers(error(429, "slow down").withHeader("Retry-After", "9".repeat(50)));

    assertThat(ask())
        .isEqualTo(
            new Answer.Throttled<>(
                Instant.parse("2027-11-25T05:44:48Z"),
                "too many requests to CivitAI (429: slow down)"));
  }

  @Test
  void staysThrottledAfterFiveTries() throws Exception {
    HOST.answers(error(429, "slow down"));

    assertThat(ask())
        .isEqualTo(new Answer.Throttled<>(null, "too many requests to CivitAI (429: slow down)"));
    assertGivenUpAfterFiveTries();
  }

  @Test
  void saysUntilWhenItIsThrottledWhereItKnows() throws Exception {
    HOST.answers(error(429, "slow down").withHeader("Retry-After", "10"));

    assertThat(ask())
        .isEqualTo(
            new Answer.Throttled<>(
                Waits.START.plusSeconds(4 * 10 + 2).plusSeconds(10),
                "too many requests to CivitAI (429: slow down)"));
    assertThat(waits.inMillis()).containsExactly(10_500L, 10_500L, 10_500L, 10_500L);
  }

  @Test
  void takesAPageOfThe429ForThrottlingToo() throws Exception {
    HOST.answers(page(429));

    assertThat(ask()).isEqualTo(new Answer.Throttled<>(null, "too many requests to CivitAI (429)"));
    assertGivenUpAfterFiveTries();
  }

  @Test
  void doesNotWaitForTooManyPages() throws Exception {
    HOST.answers(error(429, "You've requested too many pages, please use cursors instead"));

    assertThat(ask())
        .isEqualTo(
            new Answer.Throttled<>(
                null,
                "too many requests to CivitAI"
                    + " (429: You've requested too many pages, please use cursors instead)"));
    assertThat(HOST.requests()).hasSize(1);
    assertThat(waits.inMillis()).isEmpty();
  }

  @Test
  void neverWaitsForLongerThanHalfAMinuteUnasked() {
    Backoff most = new Backoff(() -> 1);

    assertThat(most.after(5, null)).hasSeconds(16);
    assertThat(most.after(6, null)).hasSeconds(30);
    assertThat(new Backoff(() -> 0).after(5, null)).isZero();
  }
}
