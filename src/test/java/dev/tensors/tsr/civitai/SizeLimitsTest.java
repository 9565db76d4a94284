package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits on the size of an answer. */
@Timeout(20)
class SizeLimitsTest {

  private static final AnswerLimits SMALL = new AnswerLimits(10_000, Duration.ofSeconds(10));

  @RegisterExtension final RawHost host = new RawHost();

  private final Waits waits = new Waits();

  private static byte[] modelOfSize(int bytes) {
    String model = "{\"id\": 7, \"name\": \"Harbour\", \"padding\": \"\"}";
    int padding = bytes - model.length();
    return model.replace("\"\"}", "\"" + "x".repeat(padding) + "\"}").getBytes(UTF_8);
  }

  private void assertTooLargeAtOnce(Answer<String> answer) {
    assertThat(answer).isEqualTo(new Answer.Unreachable<>("the answer is larger than 10000 bytes"));
    assertThat(host.requests()).isEqualTo(1);
    assertThat(waits.inMillis()).isEmpty();
  }

  @Test
  void takesAnAnswerUpToTheLimit() throws Exception {
    host.answers(exchange -> RawHost.send(exchange, modelOfSize(10_000)));

    assertThat(waits.ask(host.base(), SMALL)).isEqualTo(new Answer.Found<>("Harbour"));
  }

  @Test
  void refusesOneThatSaysItIsLarger() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    host.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 10_001);
          exchange.getResponseBody().flush();
          RawHost.waitFor(asked, 15_000); // not a byte of the body is waited for
        });

    assertTooLargeAtOnce(waits.ask(host.base(), SMALL));
    asked.countDown();
  }

  @Test
  void refusesOneThatHasNoEnd() throws Exception {
    host.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          for (byte[] chunk = new byte[1000]; ; ) {
            body.write(chunk); // until the client hangs up
          }
        });

    assertTooLargeAtOnce(waits.ask(host.base(), SMALL));
  }

  @Test
  void decompresses() throws Exception {
    byte[] compressed = gzip(modelOfSize(10_000));
    host.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          RawHost.send(exchange, compressed);
        });

    assertThat(waits.ask(host.base(), SMALL)).isEqualTo(new Answer.Found<>("Harbour"));
    assertThat(compressed).hasSizeLessThan(1000);
  }

  @Test
  void countsBytesDecompressed() throws Exception {
    byte[] compressed = gzip(modelOfSize(1_000_000));
    host.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "GZIP");
          RawHost.send(exchange, compressed);
        });

    assertTooLargeAtOnce(waits.ask(host.base(), SMALL));
  }

  @Test
  void triesAgainWhatCannotBeDecompressed() throws Exception {
    byte[] whole = gzip(modelOfSize(1000));
    List<byte[]> bodies =
        List.of(Arrays.copyOf(whole, 20), modelOfSize(1000), new byte[0], whole, whole);
    host.answers(
        exchange -> {
          String encoding = host.requests() == 4 ? "br" : "gzip";
          exchange.getResponseHeaders().set("Content-Encoding", encoding);
          RawHost.send(exchange, bodies.get(host.requests() - 1));
        });

    assertThat(waits.ask(host.base(), SMALL)).isEqualTo(new Answer.Found<>("Harbour"));
    assertThat(host.requests()).isEqualTo(5);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(body);
    }
    return compressed.toByteArray();
  }

  @Test
  void takesAHundredLevels() throws Exception {
    host.answers(exchange -> RawHost.send(exchange, nested(99)));

    assertThat(waits.ask(host.base(), SMALL)).isEqualTo(new Answer.Found<>("Harbour"));
  }

  @Test
  void refusesMore() throws Exception {
    host.answers(exchange -> RawHost.send(exchange, nested(100)));

    assertThat(waits.ask(host.base(), SMALL))
        .isEqualTo(new Answer.Unreachable<>("the answer nests deeper than 100 levels"));
    assertThat(host.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("beyondLimits")
  void refusesOneThingThatBreaksALimitAtOnce(String value, String reason) throws Exception {
    byte[] model = ("{\"id\": 7, \"x\": " + value + "}").getBytes(UTF_8);
    host.answers(exchange -> RawHost.send(exchange, model));

    assertThat(waits.ask(host.base(), AnswerLimits.USUAL))
        .isEqualTo(new Answer.Unreachable<>(reason));
    assertThat(host.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("beyondLimits")
  void passesOverAListedThingThatBreaksALimit(String value, String reason) throws Exception {
    String models =
        "{\"next\": {\"items\": []}, \"items\": ["
            + "{\"id\": 1}, {\"x\": [%s], \"id\": 2}, {\"id\": 3}]}".formatted(value);
    host.answers(exchange -> RawHost.send(exchange, models.getBytes(UTF_8)));

    try (Civitai civitai = waits.civitai(host.base())) {
      assertThat(civitai.models(List.of(1L, 2L, 3L)).map(SizeLimitsTest::ids))
          .isEqualTo(new Answer.Found<>(List.of(1L, 3L)));
    }
    assertThat(host.requests()).isEqualTo(1);
  }

  private static List<Long> ids(List<WireModel> models) {
    return models.stream().map(WireModel::id).toList();
  }

  static List<Arguments> beyondLimits() {
    return List.of(
        Arguments.of("[".repeat(100) + "]".repeat(100), "the answer nests deeper than 100 levels"),
        Arguments.of(
            "[".repeat(90_000) + "]".repeat(90_000), "the answer nests deeper than 100 levels"),
        Arguments.of("1".repeat(2000), "the answer has a number of more than 1000 digits"),
        Arguments.of(
            "{\"" + "k".repeat(60_000) + "\": 1}",
            "the answer has a name of more than 50000 characters"),
        Arguments.of("{\"a\\ud83d\": 1}", "the answer has a name with an unpaired surrogate"),
        Arguments.of(
            "[" + "0,".repeat(1_500_000) + "0]", "the answer has more than 500000 values"));
  }

  @Test
  @Tag("long")
  void refusesAListOfMoreThanWasAskedForBeforeItFillsTheMemory() throws Exception {
    String models = "{\"id\": 1}" + ",{\"id\": 1}".repeat(200_000);
    host.answers(exchange -> RawHost.send(exchange, ("[" + models + "]").getBytes(UTF_8)));

    try (Civitai civitai = waits.civitai(host.base())) {
      assertThat(civitai.models(List.of(1L)))
          .isEqualTo(new Answer.Unreachable<>("the answer has more than 2000000 values"));
    }
  }

  @Test
  void takesAnAnswerThatBeginsWithAByteOrderMark() throws Exception {
    byte[] model = ("\uFEFF" + Host.MODEL).getBytes(UTF_8);
    host.answers(exchange -> RawHost.send(exchange, model));

    assertThat(waits.ask(host.base(), SMALL)).isEqualTo(new Answer.Found<>("Harbour"));
  }

  @Test
  @Tag("long")
  void asksForHalfAsMuchWhereAListHasTooManyValues() throws Exception {
    String padding = "[" + "0,".repeat(400_000) + "0]";
    host.answers(
        exchange -> {
          List<String> models =
              listedIds(exchange).stream()
                  .map(id -> "{\"id\": " + id + ", \"x\": " + padding + "}")
                  .toList();
          RawHost.send(exchange, ("{\"items\": " + models + "}").getBytes(UTF_8));
        });

    try (Civitai civitai = waits.civitai(host.base())) {
      assertThat(civitai.models(List.of(1L, 2L, 3L, 4L, 5L, 6L)).map(SizeLimitsTest::ids))
          .isEqualTo(new Answer.Found<>(List.of(1L, 2L, 3L, 4L, 5L, 6L)));
    }
    assertThat(host.requests()).isEqualTo(3);
  }

  private static List<String> listedIds(HttpExchange exchange) {
    List<String> words = List.of(exchange.getRequestURI().getQuery().split("[=,&]"));
    return words.subList(1, words.indexOf("nsfw"));
  }

  private static byte[] nested(int arrays) {
    String name = "{\"id\": 7, \"name\": \"Harbour\", \"x\": ";
    return (name + "[".repeat(arrays) + "]".repeat(arrays) + "}").getBytes(UTF_8);
  }

  @Test
  void asksForHalfAsMuchWhereTheAnswerIsTooLarge() throws Exception {
    host.answers(
        exchange -> {
          List<String> models = new ArrayList<>();
          for (String id : listedIds(exchange)) {
            models.add("{\"id\": " + id + ", \"padding\": \"" + "x".repeat(3000) + "\"}");
          }
          RawHost.send(exchange, ("{\"items\": " + models + "}").getBytes(UTF_8));
        });

    try (Civitai civitai = waits.civitai(host.base(), null, SMALL)) {
      Answer<List<WireModel>> answer = civitai.models(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
      assertThat(answer.map(SizeLimitsTest::ids))
          .isEqualTo(new Answer.Found<>(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)));
    }
    assertThat(host.requests()).isEqualTo(5); // 7, 3, 4, 2, 2
  }

  @Test
  void givesUpOnAListWhereEvenOneIsTooLarge() throws Exception {
    host.answers(exchange -> RawHost.send(exchange, modelOfSize(20_000)));

    try (Civitai civitai = waits.civitai(host.base(), null, SMALL)) {
      assertThat(civitai.models(List.of(1L, 2L, 3L, 4L)))
          .isEqualTo(new Answer.Unreachable<>("the answer is larger than 10000 bytes"));
    }
    assertThat(host.requests()).isEqualTo(3); // 4, 2, 1
  }
}
