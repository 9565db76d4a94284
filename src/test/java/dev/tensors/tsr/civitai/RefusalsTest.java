package dev.tensors.tsr.civitai;

import static dev.tensors.tsr.civitai.Host.error;
import static dev.tensors.tsr.civitai.Host.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that mean "unknown" or "refused", which are not retried. */
class RefusalsTest {

  @RegisterExtension static final Host HOST = new Host();

  private final Waits waits = new Waits();

  @AfterEach
  void askedOnce() {
    assertThat(HOST.requests()).hasSize(1);
    assertThat(waits.inMillis()).isEmpty();
  }

  private Answer<WireModel> ask(String key) throws InterruptedException {
    try (Civitai civitai = waits.civitai(HOST.base(), key, AnswerLimits.USUAL)) {
      return civitai.model(7);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\": \"No model with id 7\"}",
        "{\"error\": {\"code\": \"NOT_FOUND\"}}",
        "{\"message\": \"Model not found\"}"
      })
  void knowsAnAbsence(String body) throws Exception {
    HOST.answers(json(404, body));

    assertThat(ask(null)).isEqualTo(new Answer.Unknown<>());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 410})
  void knowsThatAHostDoesNotHaveACall(int status) throws Exception {
    HOST.answers(error(status, "Not Found"));

    try (Civitai civitai = waits.civitai(HOST.base())) {
      assertThat(civitai.idsByHash(List.of("0".repeat(64)))).isEqualTo(new Answer.Unknown<>());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, , CivitAI requires a key (401: Unauthorized)",
    "401, s3cret, CivitAI refuses the key (401: Unauthorized)",
    "403, s3cret, CivitAI refuses the key (403: Unauthorized)",
    "400, , CivitAI refuses the request (400: Unauthorized)",
    "422, , CivitAI refuses the request (422: Unauthorized)",
    "451, , CivitAI refuses the request (451: Unauthorized)"
  })
  void saysWhyItIsRefused(int status, String key, String reason) throws Exception {
    HOST.answers(error(status, "Unauthorized"));

    assertThat(ask(key)).isEqualTo(refused(reason));
  }

  @Test
  void isRefusedWithoutAWordToo() throws Exception {
    HOST.answers(json(401, ""));

    assertThat(ask(null)).isEqualTo(refused("CivitAI requires a key (401)"));
  }

  @Test
  void saysInOneLineWhatAValidationFinds() throws Exception {
    HOST.answers(
        json(
            400,
            """
            {"error": {"issues": [
              {"path": ["limit"], "message": "Too big\\n\\u001b[31m"}
            ]}}
            """));

    assertThat(ask(null))
        .isEqualTo(
            refused(
                "CivitAI refuses the request"
                    + " (400: {\"issues\":[{\"path\":[\"limit\"],"
                    + "\"message\":\"Too big\\n\\u001B[31m\"}]})"));
  }

  @Test
  void saysItShortlyAndWithoutControlCharacters() throws Exception {
    HOST.answers(error(400, "a\\n\\u001b[31mb\\u202e" + "c".repeat(1000)));

    assertThat(ask(null))
        .isEqualTo(refused("CivitAI refuses the request (400: a [31mb " + "c".repeat(192) + "…)"));
  }

  @Test
  void doesNotRepeatTheKey() throws Exception {
    HOST.answers(error(401, "no such key: s3cret" + "x".repeat(175) + " s3cret"));

    assertThat(ask("s3cret"))
        .isEqualTo(
            refused("CivitAI refuses the key (401: no such key: ***" + "x".repeat(175) + " ***)"));
  }

  private static <T> Answer<T> refused(String reason) {
    return new Answer.Refused<>(reason, "see --api-key");
  }
}
