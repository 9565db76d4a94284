package dev.tensors.tsr.civitai;

import dev.tensors.tsr.civitai.wire.HashMatch;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.ApiClient;
import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.HttpCall;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.HttpCall.ApiCall;
import dev.tensors.tsr.network.ResponseClassifier;
import dev.tensors.tsr.network.RetryingClient;
import dev.tensors.tsr.network.RetryingClient.Backoff;
import dev.tensors.tsr.network.RetryingClient.Sleeper;
import dev.tensors.tsr.network.Service;
import dev.tensors.tsr.network.Settings;
import dev.tensors.tsr.network.Transport;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The API of CivitAI, or of a host with the same API.
 *
 * <p>Any number of threads may call it; no more than four calls are under way at once, pictures
 * among them. A call that fails is retried up to four times, so it can take minutes. Each method
 * throws InterruptedException when its thread is interrupted, and aborts its call.
 */
public final class Civitai implements AutoCloseable {

  /** The largest number of hashes that {@link #idsByHash} takes. */
  public static final int MOST_HASHES_FOR_IDS = 10_000;

  /** The largest number of hashes that {@link #versionsByHash} takes. */
  public static final int MOST_HASHES = 100;

  /** The largest number of ids that {@link #models} takes. */
  public static final int MOST_IDS = 100;

  /** For a larger id, CivitAI answers with an error in the place of "not found". */
  private static final long LARGEST_ID = Integer.MAX_VALUE;

  /** CivitAI refuses a whole call if one of its hashes is malformed. */
  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  private static final Pattern ANY_HASH = Pattern.compile("[0-9A-Za-z]+");

  private static final ApiCall NEWEST_MODEL = ApiCall.get("/models?limit=1");

  private static final Service SERVICE = new Service("CivitAI", "see --api-key", response -> false);

  private final Transport transport;
  private final ApiClient api;
  private final SplittingClient client;
  private final PictureClient pictures;

  /** The address, and what names it, for messages. */
  private final String place;

  /**
   * Opens no connection yet.
   *
   * @param jitter gives random numbers from 0 to 1, which vary the time between retries
   */
  public Civitai(Settings settings, InstantSource clock, Sleeper sleeper, DoubleSupplier jitter) {
    this(settings, clock, sleeper, jitter, AnswerLimits.USUAL);
  }

  public Civitai(
      Settings settings,
      InstantSource clock,
      Sleeper sleeper,
      DoubleSupplier jitter,
      AnswerLimits limits) {
    this(settings, clock, sleeper, jitter, limits, PictureClient.LIMITS);
  }

  public Civitai(
      Settings settings,
      InstantSource clock,
      Sleeper sleeper,
      DoubleSupplier jitter,
      AnswerLimits limits,
      AnswerLimits pictureLimits) {
    place = settings.place();
    transport = new Transport(settings);
    Backoff backoff = new Backoff(jitter);
    ResponseClassifier classifier = new ResponseClassifier(settings, SERVICE, clock);
    RetryingClient retrying = new RetryingClient(backoff, clock, sleeper);
    api =
        new ApiClient(
            call -> transport.send(HttpCall.of(call, settings, limits)), classifier, retrying);
    client = new SplittingClient(api);
    pictures = new PictureClient(settings, transport, retrying, clock, pictureLimits);
  }

  public String place() {
    return place;
  }

  /**
   * The ids of the published versions that have files with these hashes, in no order: one match for
   * each pair of hash and version, none for an unknown hash. Malformed hashes are unknown.
   *
   * @throws IllegalArgumentException for more than {@value #MOST_HASHES_FOR_IDS} hashes
   */
  public Answer<List<HashMatch>> idsByHash(List<String> sha256s) throws InterruptedException {
    checkSize(sha256s, MOST_HASHES_FOR_IDS);
    return client.split(
        sha256(sha256s),
        hashes -> ApiCall.post("/model-versions/by-hash/ids", hashes),
        CivitaiAnswers.MATCHES);
  }

  /**
   * The published versions that have files with these hashes, with the parameters of their images,
   * in no order. Malformed hashes are unknown.
   *
   * @throws IllegalArgumentException for more than {@value #MOST_HASHES} hashes
   */
  public Answer<List<WireVersion>> versionsByHash(List<String> sha256s)
      throws InterruptedException {
    checkSize(sha256s, MOST_HASHES);
    return client.split(sha256(sha256s), Civitai::byHash, CivitaiAnswers.VERSIONS);
  }

  /**
   * As {@link #versionsByHash}, but in one call; empty if the answer for more than one hash is too
   * large.
   */
  public Answer<Optional<List<WireVersion>>> fewVersionsByHash(List<String> sha256s)
      throws InterruptedException {
    checkSize(sha256s, MOST_HASHES);
    return client.whole(sha256(sha256s), Civitai::byHash, CivitaiAnswers.VERSIONS);
  }

  /**
   * Models with all their published versions, in no order. The answer lacks archived models and
   * models of real people; {@link #model} finds them.
   *
   * @throws IllegalArgumentException for more than {@value #MOST_IDS} ids
   */
  public Answer<List<WireModel>> models(List<Long> ids) throws InterruptedException {
    checkSize(ids, MOST_IDS);
    return client.split(distinct(ids), Civitai::listing, CivitaiAnswers.MODELS);
  }

  /** As {@link #models}, but in one call; empty if the answer for more than one id is too large. */
  public Answer<Optional<List<WireModel>>> fewModels(List<Long> ids) throws InterruptedException {
    checkSize(ids, MOST_IDS);
    return client.whole(distinct(ids), Civitai::listing, CivitaiAnswers.MODELS);
  }

  /** One model with all its published versions, without the parameters of their images. */
  public Answer<WireModel> model(long id) throws InterruptedException {
    return isId(id)
        ? client.single(ApiCall.get("/models/" + id), CivitaiAnswers.MODEL)
        : new Answer.Unknown<>();
  }

  /** One published version with the parameters of its images. */
  public Answer<WireVersion> version(long id) throws InterruptedException {
    return isId(id)
        ? client.single(ApiCall.get("/model-versions/" + id), CivitaiAnswers.VERSION)
        : new Answer.Unknown<>();
  }

  /**
   * The version that has a file with this hash; of several, the one published first.
   *
   * @param hash of any kind that CivitAI knows, in upper or lower case
   */
  public Answer<WireVersion> versionByHash(String hash) throws InterruptedException {
    return ANY_HASH.matcher(hash).matches()
        ? client.single(ApiCall.get("/model-versions/by-hash/" + hash), CivitaiAnswers.VERSION)
        : new Answer.Unknown<>();
  }

  /**
   * The number of calls of this object that ended in {@link Answer.Found}. While it is 0, an {@link
   * Answer.Unknown} proves nothing: a wrong address gives it for every item.
   */
  public int answers() {
    return api.answers();
  }

  /** The newest model, which each CivitAI has. */
  public Answer<List<WireModel>> newestModel() throws InterruptedException {
    return client.single(NEWEST_MODEL, CivitaiAnswers.MODELS);
  }

  /** Whether CivitAI answers at this moment: calls for the newest model, without retries. */
  public boolean answersNow() throws InterruptedException {
    try {
      return api.once(NEWEST_MODEL, CivitaiAnswers.MODELS) instanceof Answer.Found<?>;
    } catch (AnswerTooLarge e) {
      return true;
    }
  }

  /**
   * An example picture, 450 pixels wide if its host can make it so; of a video a still. The key is
   * not sent. {@link Answer.Unknown} if the host no longer has it.
   *
   * @param url the address that CivitAI gives
   */
  public Answer<FetchedPicture> picture(String url, boolean isVideo) throws InterruptedException {
    return pictures.fetch(url, isVideo);
  }

  private static ApiCall byHash(List<String> hashes) {
    return ApiCall.post("/model-versions/by-hash", hashes);
  }

  /** Without {@code nsfw=true} CivitAI leaves out mature models. */
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

  private static void checkSize(List<?> items, int most) {
    if (items.size() > most) {
      throw new IllegalArgumentException(items.size() + " items in one call, at most " + most);
    }
  }

  /** Aborts the calls under way. */
  @Override
  public void close() {
    transport.close();
  }
}
