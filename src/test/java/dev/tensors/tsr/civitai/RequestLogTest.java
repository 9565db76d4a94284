package dev.tensors.tsr.civitai;

import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static dev.tensors.tsr.civitai.Host.error;
import static dev.tensors.tsr.civitai.Host.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.Transport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class RequestLogTest {

  @RegisterExtension static final Host HOST = new Host();
  @RegisterExtension static final Host OTHER = new Host();

  private final Logger room = (Logger) LoggerFactory.getLogger(Transport.class.getPackageName());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Level before = room.getLevel();

  @BeforeEach
  void listen() {
    room.setLevel(Level.TRACE);
    room.addAppender(log);
    log.start();
  }

  @AfterEach
  void stop() {
    room.detachAppender(log);
    room.setLevel(before);
  }

  private List<String> lines() {
    return log.list.stream()
        .map(
            event ->
                event.getLevel()
                    + " "
                    + event.getFormattedMessage().replaceAll("\\d+ (ms|bytes)", "N $1"))
        .toList();
  }

  @Test
  void hasALineForEachRequestAndEachWaitAndNeverTheKey() throws Exception {
    HOST.answers(
        error(503, "busy, s3cret"),
        error(429, "s3cret"),
        status(307).withHeader("Location", OTHER.root() + "/signed?token=t0ken"));
    OTHER.answers(json(200, Host.MODEL));

    try (Civitai civitai = new Waits().civitai(HOST.base(), "s3cret", AnswerLimits.USUAL)) {
      assertThat(civitai.models(List.of(7L))).isInstanceOf(Answer.Unreachable.class);
    }

    String asked = "TRACE GET localhost:" + HOST.getPort() + "/api/v1/models: ";
    assertThat(lines())
        .startsWith(
            asked + "503, N bytes in N ms",
            "TRACE attempt 2 of 5 in N ms: CivitAI is unavailable (503: busy, ***)",
            asked + "429, N bytes in N ms",
            "TRACE attempt 3 of 5 in N ms: too many requests to CivitAI (429: ***)",
            asked + "307, N bytes in N ms",
            "TRACE GET localhost:" + OTHER.getPort() + "/signed: 200, N bytes in N ms",
            "TRACE attempt 4 of 5 in N ms: the answer is not a list (200)")
        .noneMatch(line -> line.contains("s3cret") || line.contains("t0ken"));
  }

  @Test
  void saysWhyThereIsNoAnswer() throws Exception {
    try (Civitai civitai = new Waits().civitai("https://localhost:" + HOST.getPort())) {
      civitai.model(7);
    }

    assertThat(lines().getFirst())
        .startsWith(
            "TRACE GET localhost:" + HOST.getPort() + "/models/7: no secure connection to ");
  }
}
