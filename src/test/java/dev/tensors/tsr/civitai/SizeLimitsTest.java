package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much an answer may hold. */
@Timeout(20)
class SizeLimitsTest {

  private static final Limits SMALL = new Limits(10_000, Duration.ofSeconds(10));

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

  @Test
  void refusesMoreValuesThanMemoryHolds() throws Exception {
    byte[] values = ("[" + "0,".repeat(2_000_000) + "0]").getBytes(UTF_8);
    host.answers(exchange -> RawHost.send(exchange, values));

    assertThat(waits.ask(host.base(), Limits.USUAL))
        .isEqualTo(new Answer.Unreachable<>("the answer has too many values, or too long names"));
    assertThat(host.requests()).isEqualTo(1);
  }

  private static byte[] nested(int arrays) {
    String name = "{\"id\": 7, \"name\": \"Harbour\", \"x\": ";
    return (name + "[".repeat(arrays) + "]".repeat(arrays) + "}").getBytes(UTF_8);
  }

  @Test
  void asksForHalfAsMuchWhereTheAnswerIsTooLarge() throws Exception {
    host.answers(
        exchange -> {
          List<String> ids = List.of(exchange.getRequestURI().getQuery().split("[=,&]"));
          List<String> models = new ArrayList<>();
          for (String id : ids.subList(1, ids.indexOf("nsfw"))) {
            models.add("{\"id\": " + id + ", \"padding\": \"" + "x".repeat(3000) + "\"}");
          }
          RawHost.send(exchange, ("{\"items\": " + models + "}").getBytes(UTF_8));
        });

    try (Civitai civitai = waits.civitai(host.base(), null, SMALL)) {
      Answer<List<WireModel>> answer = civitai.models(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
      assertThat(answer.map(models -> models.stream().map(WireModel::id).toList()))
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
