package dev.tensors.tsr.network;

import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.HttpCall.ApiCall;
import dev.tensors.tsr.network.RetryingClient.Attempt;
import dev.tensors.tsr.network.RetryingClient.Backoff;
import dev.tensors.tsr.network.RetryingClient.Sleeper;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** Makes calls of the API, and counts those that found something. */
public final class ApiClient {

  /** Sends a call once. */
  @FunctionalInterface
  public interface Sending {
    Response send(ApiCall call) throws CallFailure, InterruptedException;
  }

  private final Sending transport;
  private final ResponseClassifier classifier;
  private final RetryingClient retrying;
  private final AtomicInteger answers = new AtomicInteger();

  public ApiClient(Sending transport, ResponseClassifier classifier, RetryingClient retrying) {
    this.transport = transport;
    this.classifier = classifier;
    this.retrying = retrying;
  }

  /**
   * The calls of a service whose answers have the usual sizes.
   *
   * @param jitter gives random numbers from 0 to 1, which vary the time between retries
   */
  public static ApiClient of(
      Transport transport,
      Settings settings,
      Service service,
      InstantSource clock,
      Sleeper sleeper,
      DoubleSupplier jitter) {
    return new ApiClient(
        call -> transport.send(HttpCall.of(call, settings, AnswerLimits.USUAL)),
        new ResponseClassifier(settings, service, clock),
        new RetryingClient(new Backoff(jitter), clock, sleeper));
  }

  /**
   * Makes a call, and retries it if it fails.
   *
   * @throws AnswerTooLarge if the answer exceeds a limit
   */
  public <T> Answer<T> make(ApiCall call, AnswerReader<T> reading)
      throws AnswerTooLarge, InterruptedException {
    return counted(retrying.make(() -> attempt(call, reading)));
  }

  /** Makes a call without retries. */
  public <T> Answer<T> once(ApiCall call, AnswerReader<T> reading)
      throws AnswerTooLarge, InterruptedException {
    return counted(retrying.once(() -> attempt(call, reading)));
  }

  private <T> Attempt<T> attempt(ApiCall call, AnswerReader<T> reading)
      throws CallFailure, InterruptedException {
    return classifier.of(transport.send(call), reading);
  }

  private <T> Answer<T> counted(Answer<T> answer) {
    if (answer instanceof Answer.Found<T>) {
      answers.incrementAndGet();
    }
    return answer;
  }

  /** The number of calls so far that ended in {@link Answer.Found}. */
  public int answers() {
    return answers.get();
  }
}
