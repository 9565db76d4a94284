package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.CachedVersions;
import dev.tensors.tsr.catalog.Link;
import dev.tensors.tsr.catalog.LinkSource;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.catalog.UnknownHashes;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.HashMatch;
import dev.tensors.tsr.civitai.WireVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of asking CivitAI which versions some files are. */
final class CivitaiLinker {

  private final Duration retryAfter;
  private final Civitai civitai;
  private final ServiceCheck check;
  private final MatchedModels matchedModels;
  private final NewModels models;
  private final CachedVersions versions;
  private final UnknownHashes unknownHashes;
  private final LinkRecorder files;
  private final InstantSource clock;

  /** The files of which nothing has been told yet, by their hashes. */
  private final Map<String, List<LinkTarget>> open = new LinkedHashMap<>();

  /** Whether CivitAI has answered anything in this run. */
  private boolean answered;

  /**
   * @param retryAfter as in {@link LinkRequest}
   */
  CivitaiLinker(
      List<LinkTarget> targets,
      Duration retryAfter,
      Civitai civitai,
      NewModels models,
      CachedVersions versions,
      UnknownHashes unknownHashes,
      LinkRecorder files,
      InstantSource clock) {
    this.retryAfter = retryAfter;
    this.civitai = civitai;
    this.check = new ServiceCheck(civitai);
    this.matchedModels = new MatchedModels(civitai, check);
    this.models = models;
    this.versions = versions;
    this.unknownHashes = unknownHashes;
    this.files = files;
    this.clock = clock;
    for (LinkTarget target : targets) {
      open.computeIfAbsent(target.sha256(), hash -> new ArrayList<>()).add(target);
    }
  }

  /**
   * Asks.
   *
   * @throws CivitaiUnavailable if CivitAI could not be asked any more; if it had answered something
   *     before, the listener was told of every file nevertheless
   */
  void run() throws InterruptedException {
    try {
      ask();
    } catch (CivitaiUnavailable e) {
      if (answered) {
        open.values().forEach(same -> same.forEach(files::notAsked));
      }
      throw e;
    }
  }

  private void ask() throws InterruptedException {
    Instant now = clock.instant();
    unknownHashes
        .askedBetween(Timestamps.of(now.minus(retryAfter)), Timestamps.of(now))
        .forEach(this::notFound);
    List<String> hashes = List.copyOf(open.keySet());
    for (List<String> chunk : Chunks.of(hashes, Civitai.MOST_HASHES_FOR_IDS)) {
      List<HashMatch> matches = CivitaiUnavailable.found(civitai.idsByHash(chunk));
      if (matches != null) {
        answered = true;
        conclude(chunk, matches);
      } else {
        askOneByOne(chunk);
      }
    }
  }

  /**
   * For a host without the bulk call. One that knows none of the files may lack this call, too:
   * that is not remembered.
   */
  private void askOneByOne(List<String> hashes) throws InterruptedException {
    boolean answers = false;
    for (List<String> few : Chunks.of(hashes, ParallelCalls.CHUNK)) {
      List<HashMatch> matches = new ArrayList<>();
      List<String> asked = new ArrayList<>();
      int before = civitai.answers();
      List<Answer<WireVersion>> versions = ParallelCalls.answers(few, civitai::versionByHash);
      for (int i = 0; i < few.size(); i++) {
        String hash = few.get(i);
        String reason = check.reason(versions.get(i), before);
        if (reason != null) {
          failed(hash, reason);
        } else {
          asked.add(hash);
        }
        if (versions.get(i) instanceof Answer.Found<WireVersion>(WireVersion version)) {
          matches.add(new HashMatch(hash, version.id(), version.modelId()));
        }
      }
      check.requireAnAnswer();
      answered = true;
      answers |= !matches.isEmpty();
      if (answers) {
        conclude(asked, matches);
      } else {
        asked.forEach(this::uncertain);
      }
    }
  }

  private void conclude(List<String> asked, List<HashMatch> matches) throws InterruptedException {
    Map<String, List<HashMatch>> byHash = new LinkedHashMap<>();
    for (HashMatch match : matchedModels.complete(matches)) {
      byHash.computeIfAbsent(match.hash(), hash -> new ArrayList<>()).add(match);
    }
    Set<String> unknown = new LinkedHashSet<>(asked);
    matches.forEach(match -> unknown.remove(match.hash()));
    unknownHashes.remove(matches.stream().map(HashMatch::hash).toList());
    unknownHashes.add(unknown, Timestamps.of(clock.instant()));
    unknown.forEach(this::notFound);
    byHash.keySet().retainAll(open.keySet());
    linkAll(byHash);
    asked.forEach(
        hash -> failed(hash, "CivitAI does not say of which model it is; try again later"));
  }

  /** File by file in the order of their models, so that each call asks for as many as it takes. */
  private void linkAll(Map<String, List<HashMatch>> byHash) throws InterruptedException {
    List<List<HashMatch>> ordered = new ArrayList<>(byHash.values());
    ordered.sort(Comparator.comparingLong(matches -> matches.getFirst().modelId()));
    List<List<HashMatch>> batch = new ArrayList<>();
    Set<Long> modelIds = new LinkedHashSet<>();
    for (List<HashMatch> matches : ordered) {
      Set<Long> more = new LinkedHashSet<>(modelIds);
      matches.forEach(match -> more.add(match.modelId()));
      if (more.size() > Civitai.MOST_IDS && !batch.isEmpty()) {
        linkBatch(batch, modelIds);
        batch.clear();
        modelIds.clear();
      }
      batch.add(matches);
      matches.forEach(match -> modelIds.add(match.modelId()));
    }
    linkBatch(batch, modelIds);
  }

  private void linkBatch(List<List<HashMatch>> batch, Set<Long> modelIds)
      throws InterruptedException {
    models.store(List.copyOf(modelIds));
    for (List<HashMatch> matches : batch) {
      String hash = matches.getFirst().hash();
      Optional<VersionName> version = choose(hash, matches);
      if (version.isPresent()) {
        Link link = Link.bySha256(version.get(), LinkSource.CIVITAI);
        take(hash).forEach(file -> files.found(file, link));
      }
    }
  }

  /**
   * Of several the one published first, then the lowest id. Empty if CivitAI could not be asked
   * which that is: the listener was told of the files with this hash.
   */
  private Optional<VersionName> choose(String hash, List<HashMatch> matches)
      throws InterruptedException {
    Optional<VersionName> cached =
        versions.firstPublished(matches.stream().map(HashMatch::versionId).toList());
    if (cached.isPresent()) {
      return cached;
    }
    if (matches.size() > 1) {
      int before = civitai.answers();
      Answer<WireVersion> answer = civitai.versionByHash(hash);
      String reason = check.reason(answer, before);
      if (reason != null) {
        failed(hash, reason);
        return Optional.empty();
      }
      if (answer instanceof Answer.Found<WireVersion>(WireVersion first)
          && first.modelId() != null) {
        return Optional.of(new VersionName(first.modelId(), first.id(), first.name(), null));
      }
    }
    return matches.stream()
        .min(Comparator.comparingLong(HashMatch::versionId))
        .map(lowest -> new VersionName(lowest.modelId(), lowest.versionId(), null, null));
  }

  private void failed(String hash, String reason) {
    take(hash).forEach(file -> files.failed(file, reason));
  }

  private void notFound(String hash) {
    take(hash).forEach(file -> files.notFound(file, LinkSource.CIVITAI));
  }

  private void uncertain(String hash) {
    take(hash).forEach(file -> files.uncertain(file, LinkSource.CIVITAI));
  }

  /** The files with this hash, of which something is told now; none if it was told before. */
  private List<LinkTarget> take(String hash) {
    List<LinkTarget> same = open.remove(hash);
    return same == null ? List.of() : same;
  }
}
