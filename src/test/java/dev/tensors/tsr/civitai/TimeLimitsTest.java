package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits on the time of an answer and on the number of calls at once. */
@Timeout(20)
class TimeLimitsTest {

  private static final AnswerLimits SHORT = new AnswerLimits(10_000, Duration.ofMillis(200));

  @RegisterExtension final RawHost host = new RawHost();

  private final Waits waits = new Waits();

  @Test
  void doesNotWaitForABodyThatDrips() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    host.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          body.write('{');
          body.flush();
          while (!RawHost.waitFor(never, 20)) {
            body.write(' ');
            body.flush();
          }
        });

    assertThat(waits.ask(host.base(), SHORT))
        .isEqualTo(new Answer.Unreachable<>("the answer of localhost timed out"));
    assertThat(waits.inMillis()).containsExactly(500L, 1000L, 2000L, 4000L);
  }

  @Test
  void doesNotWaitForSilence() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    host.answers(_ -> RawHost.waitFor(never, 15_000));

    assertThat(waits.ask(host.base(), SHORT))
        .isEqualTo(new Answer.Unreachable<>("the answer of localhost timed out"));
    assertThat(waits.inMillis()).containsExactly(500L, 1000L, 2000L, 4000L);
  }

  @Test
  void makesFourCallsAtOnceAndNoMore() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier four = new CyclicBarrier(4);
    host.answers(
        exchange -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          await(four);
          now.decrementAndGet();
          RawHost.send(exchange, Host.MODEL.getBytes(UTF_8));
        });

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Civitai civitai = waits.civitai(host.base(), null, AnswerLimits.USUAL)) {
      List<Future<Answer<WireModel>>> calls =
          IntStream.range(0, 12).mapToObj(_ -> threads.submit(() -> civitai.model(7))).toList();
      for (Future<Answer<WireModel>> call : calls) {
        assertThat(call.get()).isInstanceOf(Answer.Found.class);
      }
    }
    assertThat(most).hasValue(4);
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    host.answers(
        _ -> {
          asked.countDown();
          RawHost.waitFor(never, 15_000);
        });
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Civitai civitai = waits.civitai(host.base(), null, AnswerLimits.USUAL)) {
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      civitai.model(7);
                    } catch (InterruptedException e) {
                      interrupted.countDown();
                    }
                  });
      asked.await();

      caller.interrupt();

      assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(host.requests()).isEqualTo(1);
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
