package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.UnknownHashes;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civarchive.ArchivedVersion;
import dev.tensors.tsr.civarchive.CivArchive;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.link.LinkRecorder.Unknown;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.RetryingClient.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Links files that CivitAI does not know to versions that CivArchive kept, a request each. */
final class CivArchiveLinker implements OtherSource {

  /**
   * What the user asks for.
   *
   * @param limit the most hashes to ask for; null: all
   * @param patient whether to wait where CivArchive takes no more requests for now
   * @param retryAfter the age after which a hash that it did not know is asked for again
   */
  record CivArchiveRequest(@Nullable Integer limit, boolean patient, Duration retryAfter) {}

  /** Where it does not say how long; it has asked for 25 minutes. */
  private static final Duration USUAL_WAIT = Duration.ofMinutes(25);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** After so many calls in a row that failed, each five times, the next ones would fail, too. */
  private static final int MOST_FAILURES = 3;

  private final CivArchive civArchive;
  private final @Nullable CachedModels models;
  private final UnknownHashes misses;
  private final CivArchiveRequest request;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Consumer<String> notices;

  /**
   * @param models take over the models of newly linked files; null: only ids are stored
   * @param misses the hashes that CivArchive did not know
   * @param notices receives sentences for the user
   */
  CivArchiveLinker(
      CivArchive civArchive,
      @Nullable CachedModels models,
      UnknownHashes misses,
      CivArchiveRequest request,
      InstantSource clock,
      Sleeper sleeper,
      Consumer<String> notices) {
    this.civArchive = civArchive;
    this.models = models;
    this.misses = misses;
    this.request = request;
    this.clock = clock;
    this.sleeper = sleeper;
    this.notices = notices;
  }

  /**
   * Links files.
   *
   * @throws ServiceUnavailable if CivArchive answers nothing; each file has its outcome
   *     nevertheless
   */
  @Override
  public List<Unknown> link(List<Unknown> unknown, LinkRecorder files) throws InterruptedException {
    Instant now = clock.instant();
    Set<String> missed =
        misses.askedBetween(Timestamps.of(now.minus(request.retryAfter())), Timestamps.of(now));
    Map<String, List<Unknown>> open = new LinkedHashMap<>();
    List<Unknown> others = new ArrayList<>();
    for (Unknown one : unknown) {
      String sha256 = one.file().sha256();
      if (missed.contains(sha256)) {
        others.add(new Unknown(one.file(), LinkSource.CIVARCHIVE, one.certain()));
      } else {
        open.computeIfAbsent(sha256, hash -> new ArrayList<>()).add(one);
      }
    }
    int asked = 0;
    int failures = 0;
    boolean answered = false;
    while (!open.isEmpty()) {
      if (request.limit() != null && asked == request.limit()) {
        notices.accept(
            "CivArchive was not asked for %d more; run the command again (--limit)"
                .formatted(open.size()));
        open.values().forEach(others::addAll);
        break;
      }
      Map.Entry<String, List<Unknown>> next = open.entrySet().iterator().next();
      Answer<Optional<ArchivedVersion>> answer = answer(next.getKey());
      boolean isThrottled = answer instanceof Answer.Throttled<?>;
      failures = answer instanceof Answer.Unreachable<?> ? failures + 1 : 0;
      boolean isFailure = failures > 0 || answer instanceof Answer.Refused<?>;
      if (isFailure && !answered) {
        others.forEach(files::absent);
        leave(open, files);
        throw ServiceUnavailable.of(answer);
      }
      if (isThrottled || answer instanceof Answer.Refused<?> || failures == MOST_FAILURES) {
        notices.accept(
            ServiceUnavailable.of(answer).getMessage() + "; the rest is asked for next time");
        leave(open, files);
        break;
      }
      answered |= !isFailure;
      open.remove(next.getKey());
      asked++;
      others.addAll(linked(next.getKey(), next.getValue(), answer, files));
    }
    return others;
  }

  /** Waits as long as CivArchive asks, if the user wants that. */
  private Answer<Optional<ArchivedVersion>> answer(String sha256) throws InterruptedException {
    Answer<Optional<ArchivedVersion>> answer = civArchive.versionByHash(sha256);
    while (request.patient()
        && answer instanceof Answer.Throttled<Optional<ArchivedVersion>>(Instant until, var why)) {
      Duration time =
          until == null ? USUAL_WAIT : Duration.between(clock.instant(), until).plusSeconds(1);
      if (time.compareTo(LONGEST_WAIT) > 0) {
        return answer;
      }
      notices.accept(
          "%s; waiting until %s".formatted(why, Timestamps.of(clock.instant().plus(time))));
      sleeper.sleep(time.isNegative() ? Duration.ZERO : time);
      answer = civArchive.versionByHash(sha256);
    }
    return answer;
  }

  private static void leave(Map<String, List<Unknown>> open, LinkRecorder files) {
    open.values().forEach(same -> same.forEach(one -> files.notAsked(one.file())));
  }

  private List<Unknown> linked(
      String sha256,
      List<Unknown> same,
      Answer<Optional<ArchivedVersion>> answer,
      LinkRecorder files) {
    ArchivedVersion version =
        answer instanceof Answer.Found<Optional<ArchivedVersion>>(var found)
            ? found.orElse(null)
            : null;
    if (version != null) {
      misses.remove(List.of(sha256));
      Link link = Link.bySha256(name(version), LinkSource.CIVARCHIVE);
      WireModel model = version.model();
      if (models != null && model != null) {
        models.fill(model, false, LinkSource.CIVARCHIVE, Timestamps.of(clock.instant()));
      }
      same.forEach(one -> files.found(one.file(), link));
      return List.of();
    }
    if (answer instanceof Answer.Unreachable<?>(String reason)) {
      same.forEach(one -> files.failed(one.file(), reason));
      return List.of();
    }
    misses.add(List.of(sha256), Timestamps.of(clock.instant()));
    return same.stream()
        .map(one -> new Unknown(one.file(), LinkSource.CIVARCHIVE, one.certain()))
        .toList();
  }

  private static VersionName name(ArchivedVersion version) {
    WireModel model = version.model();
    String name =
        model == null
            ? null
            : model.versions().stream().findFirst().map(WireVersion::name).orElse(null);
    return new VersionName(
        version.modelId(), version.versionId(), name, model == null ? null : model.name());
  }
}
