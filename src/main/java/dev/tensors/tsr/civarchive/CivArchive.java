package dev.tensors.tsr.civarchive;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.AnswerReader;
import dev.tensors.tsr.network.ApiClient;
import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;
import dev.tensors.tsr.network.HttpCall.ApiCall;
import dev.tensors.tsr.network.RetryingClient.Sleeper;
import dev.tensors.tsr.network.Service;
import dev.tensors.tsr.network.Settings;
import dev.tensors.tsr.network.Transport;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The API of CivArchive. A call is made once if it throttles, and retried if it fails otherwise.
 */
public final class CivArchive implements AutoCloseable {

  private static final Service SERVICE =
      new Service("CivArchive", "see CIVARCHIVE_URL", response -> response.status() == 404);

  private final Transport transport;
  private final ApiClient api;

  /**
   * Opens no connection yet.
   *
   * @param jitter gives random numbers from 0 to 1, which vary the time between retries
   */
  public CivArchive(
      Settings settings, InstantSource clock, Sleeper sleeper, DoubleSupplier jitter) {
    transport = new Transport(settings);
    api = ApiClient.of(transport, settings, SERVICE, clock, sleeper, jitter);
  }

  /**
   * The version at CivitAI that has a file with this hash; empty if it knows the file from another
   * place only.
   */
  public Answer<Optional<ArchivedVersion>> versionByHash(String sha256)
      throws InterruptedException {
    Answer<Optional<ArchivedVersion>> answer =
        make("/sha256/" + sha256.toLowerCase(Locale.ROOT), sha256);
    ArchivedVersion found =
        answer instanceof Answer.Found<Optional<ArchivedVersion>>(var version)
            ? version.orElse(null)
            : null;
    if (found == null || found.model() != null) {
      return answer;
    }
    Answer<Optional<ArchivedVersion>> whole =
        make("/models/" + found.modelId() + "?modelVersionId=" + found.versionId(), sha256);
    return whole instanceof Answer.Unknown<?> ? answer : whole;
  }

  private Answer<Optional<ArchivedVersion>> make(String path, String sha256)
      throws InterruptedException {
    AnswerReader<Optional<ArchivedVersion>> reading = answer -> read(answer, sha256);
    try {
      ApiCall call = ApiCall.get(path);
      Answer<Optional<ArchivedVersion>> first = api.once(call, reading);
      return first instanceof Answer.Unreachable<?> ? api.make(call, reading) : first;
    } catch (AnswerTooLarge e) {
      return new Answer.Unreachable<>(e.reason());
    }
  }

  private static Optional<ArchivedVersion> read(JsonReader answer, String sha256)
      throws UnreadableJson, UnreadableAnswer {
    if (!(answer.value() instanceof JsonObject fields)) {
      throw new UnreadableAnswer("the answer is no object");
    }
    if (!ArchivedVersion.isAnswer(fields)) {
      throw new UnreadableAnswer("the answer has neither a version nor files");
    }
    @Nullable ArchivedVersion version = ArchivedVersion.of(fields, sha256);
    return Optional.ofNullable(version);
  }

  /** Aborts the calls under way. */
  @Override
  public void close() {
    transport.close();
  }
}
