package dev.tensors.tsr.civitai;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The API of CivitAI, or of a host that speaks as it does.
 *
 * <p>Any number of threads may ask; no more than four calls are under way at once. A call that may
 * yet succeed is tried five times, so one can take minutes. Each method throws InterruptedException
 * when its thread is interrupted, and breaks off what it was waiting for.
 */
public final class Civitai implements AutoCloseable {

  /** How many hashes {@link #idsByHash} takes. */
  public static final int MOST_HASHES_FOR_IDS = 10_000;

  /** How many hashes {@link #versionsByHash} takes. */
  public static final int MOST_HASHES = 100;

  /** How many ids {@link #models} takes. */
  public static final int MOST_IDS = 100;

  /** CivitAI answers a larger one with an error, not with "unknown". */
  private static final long LARGEST_ID = Integer.MAX_VALUE;

  /** One entry that is none makes CivitAI refuse the whole call. */
  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  private static final Pattern ANY_HASH = Pattern.compile("[0-9A-Za-z]+");

  private static final ApiCall ANY_MODEL = ApiCall.get("/models?limit=1");

  private final Transport transport;
  private final RetryingClient tries;

  /**
   * Opens no connection yet.
   *
   * @param jitter gives numbers from 0 to 1, by which waits differ
   */
  public Civitai(Settings settings, InstantSource clock, Sleeper sleeper, DoubleSupplier jitter) {
    this(settings, clock, sleeper, jitter, AnswerLimits.USUAL);
  }

  Civitai(
      Settings settings,
      InstantSource clock,
      Sleeper sleeper,
      DoubleSupplier jitter,
      AnswerLimits limits) {
    transport = new Transport(settings, limits);
    ResponseClassifier verdict = new ResponseClassifier(settings, clock);
    tries = new RetryingClient(transport, verdict, new Backoff(jitter), clock, sleeper);
  }

  /**
   * Which published versions have these files: one for each pair of hash and version, in no order,
   * nothing for an unknown hash. What is no SHA-256 is unknown.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST_HASHES_FOR_IDS}
   */
  public Answer<List<HashMatch>> idsByHash(List<String> sha256s) throws InterruptedException {
    checkSize(sha256s, MOST_HASHES_FOR_IDS);
    return parts(
        sha256(sha256s),
        hashes -> ApiCall.post("/model-versions/by-hash/ids", hashes),
        AnswerReader.MATCHES);
  }

  /**
   * The published versions that have these files, with the parameters of their images, in no order;
   * nothing for an unknown hash. What is no SHA-256 is unknown.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST_HASHES}
   */
  public Answer<List<WireVersion>> versionsByHash(List<String> sha256s)
      throws InterruptedException {
    checkSize(sha256s, MOST_HASHES);
    return parts(
        sha256(sha256s),
        hashes -> ApiCall.post("/model-versions/by-hash", hashes),
        AnswerReader.VERSIONS);
  }

  /**
   * Models with all their published versions, in no order. One that is not in the answer may exist
   * all the same: archived ones and those that show real people are left out, so ask {@link #model}
   * for it.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST_IDS}
   */
  public Answer<List<WireModel>> models(List<Long> ids) throws InterruptedException {
    checkSize(ids, MOST_IDS);
    return parts(distinct(ids), Civitai::listing, AnswerReader.MODELS);
  }

  /**
   * The same as {@link #models}, but in one call: empty if the answer to more than one id is too
   * large, so that fewer should be asked for.
   */
  public Answer<Optional<List<WireModel>>> fewModels(List<Long> ids) throws InterruptedException {
    checkSize(ids, MOST_IDS);
    return oneCall(distinct(ids), Civitai::listing, AnswerReader.MODELS);
  }

  /**
   * The same as {@link #versionsByHash}, but in one call: empty if the answer to more than one hash
   * is too large, so that fewer should be asked for.
   */
  public Answer<Optional<List<WireVersion>>> fewVersionsByHash(List<String> sha256s)
      throws InterruptedException {
    checkSize(sha256s, MOST_HASHES);
    return oneCall(
        sha256(sha256s),
        hashes -> ApiCall.post("/model-versions/by-hash", hashes),
        AnswerReader.VERSIONS);
  }

  /** One model with all its published versions, without the parameters of their images. */
  public Answer<WireModel> model(long id) throws InterruptedException {
    return isId(id)
        ? one(ApiCall.get("/models/" + id), AnswerReader.MODEL)
        : new Answer.Unknown<>();
  }

  /** One published version with the parameters of its images. */
  public Answer<WireVersion> version(long id) throws InterruptedException {
    return isId(id)
        ? one(ApiCall.get("/model-versions/" + id), AnswerReader.VERSION)
        : new Answer.Unknown<>();
  }

  /**
   * The version that has the file with this hash; if several have, the one published first.
   *
   * @param hash of any kind that CivitAI knows, in any case
   */
  public Answer<WireVersion> versionByHash(String hash) throws InterruptedException {
    return ANY_HASH.matcher(hash).matches()
        ? one(ApiCall.get("/model-versions/by-hash/" + hash), AnswerReader.VERSION)
        : new Answer.Unknown<>();
  }

  /**
   * How often CivitAI has answered a call of this object so that it could be read. While it is 0,
   * an unknown thing may be there all the same: a wrong address knows of nothing.
   */
  public int answers() {
    return tries.answers();
  }

  /** Asks for what is always there, the newest model. */
  public Answer<List<WireModel>> anyModel() throws InterruptedException {
    return one(ANY_MODEL, AnswerReader.MODELS);
  }

  /** Whether CivitAI answers at this moment: it is asked once for what is always there. */
  public boolean answersNow() throws InterruptedException {
    try {
      return tries.once(ANY_MODEL, AnswerReader.MODELS) instanceof Answer.Found<?>;
    } catch (AnswerTooLarge e) {
      return true;
    }
  }

  private <T> Answer<T> one(ApiCall call, AnswerReader<T> reading) throws InterruptedException {
    try {
      return tries.make(call, reading);
    } catch (AnswerTooLarge e) {
      return new Answer.Unreachable<>(e.getMessage());
    }
  }

  private <K, T> Answer<Optional<List<T>>> oneCall(
      List<K> asked, Function<List<K>, ApiCall> call, AnswerReader<List<T>> reading)
      throws InterruptedException {
    if (asked.isEmpty()) {
      return new Answer.Found<>(Optional.of(List.of())); // else a listing of everything
    }
    try {
      return tries.make(call.apply(asked), reading).map(Optional::of);
    } catch (AnswerTooLarge e) {
      return asked.size() == 1
          ? new Answer.Unreachable<>(e.getMessage())
          : new Answer.Found<>(Optional.empty());
    }
  }

  /** All at once, or, as a hundred workflows can be too large, one half after the other. */
  private <K, T> Answer<List<T>> parts(
      List<K> asked, Function<List<K>, ApiCall> call, AnswerReader<List<T>> reading)
      throws InterruptedException {
    if (asked.isEmpty()) {
      return new Answer.Found<>(List.of()); // no ids at all would be a listing of everything
    }
    try {
      return tries.make(call.apply(asked), reading);
    } catch (AnswerTooLarge e) {
      return asked.size() == 1
          ? new Answer.Unreachable<>(e.getMessage())
          : halves(asked, call, reading);
    }
  }

  private <K, T> Answer<List<T>> halves(
      List<K> asked, Function<List<K>, ApiCall> call, AnswerReader<List<T>> reading)
      throws InterruptedException {
    List<T> found = new ArrayList<>();
    int half = asked.size() / 2;
    for (List<K> part : List.of(asked.subList(0, half), asked.subList(half, asked.size()))) {
      Answer<List<T>> answer = parts(part, call, reading);
      if (!(answer instanceof Answer.Found<List<T>>(List<T> values))) {
        return answer;
      }
      found.addAll(values);
    }
    return new Answer.Found<>(found);
  }

  /** Without {@code nsfw} all that is mature would be missing. */
  private static ApiCall listing(List<Long> ids) {
    String listed = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    return ApiCall.get("/models?ids=" + listed + "&nsfw=true&limit=" + MOST_IDS);
  }

  private static List<String> sha256(List<String> hashes) {
    return hashes.stream()
        .filter(hash -> SHA256.matcher(hash).matches())
        .map(hash -> hash.toUpperCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  private static List<Long> distinct(List<Long> ids) {
    return ids.stream().filter(Civitai::isId).distinct().toList();
  }

  private static boolean isId(long id) {
    return id > 0 && id <= LARGEST_ID;
  }

  private static void checkSize(List<?> asked, int most) {
    if (asked.size() > most) {
      throw new IllegalArgumentException(asked.size() + " at once, and " + most + " is the most");
    }
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    transport.close();
  }
}
