package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.answers.UnknownHashes;
import dev.tensors.tsr.answers.fetching.ModelIdLookup;
import dev.tensors.tsr.answers.fetching.ModelIdLookup.MatchedVersion;
import dev.tensors.tsr.answers.fetching.ParallelCalls;
import dev.tensors.tsr.answers.fetching.ServiceCheck;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.HashMatch;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.network.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;

/** Matches files to versions by their hashes, with requests to CivitAI. */
final class CivitaiLinker {

  private final Set<String> unknown;
  private final Civitai civitai;
  private final ServiceCheck check;
  private final ModelIdLookup matchedModels;
  private final NewModels models;
  private final CachedVersions versions;
  private final UnknownHashes unknownHashes;
  private final LinkRecorder files;
  private final InstantSource clock;

  /** The files without a reported outcome, by their hashes. */
  private final Map<String, List<LinkableFile>> open = new LinkedHashMap<>();

  /** Whether CivitAI has answered a request in this run. */
  private boolean answered;

  /**
   * @param unknown hashes that CivitAI did not know a short while ago, which are not asked for
   */
  CivitaiLinker(
      List<LinkableFile> targets,
      Set<String> unknown,
      Civitai civitai,
      NewModels models,
      CachedVersions versions,
      UnknownHashes unknownHashes,
      LinkRecorder files,
      InstantSource clock) {
    this.unknown = unknown;
    this.civitai = civitai;
    this.check = new ServiceCheck(civitai);
    this.matchedModels = new ModelIdLookup(civitai, check);
    this.models = models;
    this.versions = versions;
    this.unknownHashes = unknownHashes;
    this.files = files;
    this.clock = clock;
    for (LinkableFile target : targets) {
      open.computeIfAbsent(target.sha256(), hash -> new ArrayList<>()).add(target);
    }
  }

  /**
   * Links the files.
   *
   * @throws ServiceUnavailable if CivitAI becomes unavailable; if it had answered before, every
   *     file has its outcome nevertheless
   */
  void run() throws InterruptedException {
    try {
      linkOpen();
    } catch (ServiceUnavailable e) {
      if (answered) {
        open.values().forEach(same -> same.forEach(files::notAsked));
      }
      throw e;
    }
  }

  private void linkOpen() throws InterruptedException {
    unknown.forEach(hash -> take(hash).forEach(files::notAskedAgain));
    List<String> hashes = List.copyOf(open.keySet());
    for (List<String> chunk :
        hashes.stream().gather(Gatherers.windowFixed(Civitai.MOST_HASHES_FOR_IDS)).toList()) {
      List<HashMatch> matches = ServiceUnavailable.found(civitai.idsByHash(chunk));
      if (matches != null) {
        answered = true;
        linkMatched(chunk, matches);
      } else {
        requestEach(chunk);
      }
    }
  }

  /**
   * Requests the version of each hash from a host without the bulk endpoint. The host may lack this
   * endpoint, too; so hashes are recorded as unknown only after it has found one.
   */
  private void requestEach(List<String> hashes) throws InterruptedException {
    boolean found = false;
    for (List<String> few :
        hashes.stream().gather(Gatherers.windowFixed(ParallelCalls.CHUNK)).toList()) {
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
      found |= !matches.isEmpty();
      if (found) {
        linkMatched(asked, matches);
      } else {
        asked.forEach(this::uncertain);
      }
    }
  }

  private void linkMatched(List<String> asked, List<HashMatch> matches)
      throws InterruptedException {
    Map<String, List<MatchedVersion>> byHash = new LinkedHashMap<>();
    for (MatchedVersion match : matchedModels.complete(matches)) {
      byHash.computeIfAbsent(match.sha256(), hash -> new ArrayList<>()).add(match);
    }
    Set<String> absent = new LinkedHashSet<>(asked);
    matches.forEach(match -> absent.remove(match.hash()));
    unknownHashes.remove(matches.stream().map(HashMatch::hash).toList());
    unknownHashes.add(absent, Timestamps.of(clock.instant()));
    absent.forEach(this::notFound);
    byHash.keySet().retainAll(open.keySet());
    linkAll(byHash);
    asked.forEach(hash -> failed(hash, "CivitAI names no model for its version; try again later"));
  }

  /** Links files in the order of their models, so that each request names as many as it can. */
  private void linkAll(Map<String, List<MatchedVersion>> byHash) throws InterruptedException {
    List<List<MatchedVersion>> ordered = new ArrayList<>(byHash.values());
    ordered.sort(Comparator.comparingLong(matches -> matches.getFirst().modelId()));
    List<List<MatchedVersion>> batch = new ArrayList<>();
    Set<Long> modelIds = new LinkedHashSet<>();
    for (List<MatchedVersion> matches : ordered) {
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

  private void linkBatch(List<List<MatchedVersion>> batch, Set<Long> modelIds)
      throws InterruptedException {
    models.store(List.copyOf(modelIds));
    for (List<MatchedVersion> matches : batch) {
      String hash = matches.getFirst().sha256();
      Optional<VersionName> version = choose(hash, matches);
      if (version.isPresent()) {
        Link link = Link.bySha256(version.get(), LinkSource.CIVITAI);
        take(hash).forEach(file -> files.found(file, link));
      }
    }
  }

  /**
   * The version published first, then the one with the lowest id. Empty if the request for it
   * failed; the files with this hash then have their outcome.
   */
  private Optional<VersionName> choose(String hash, List<MatchedVersion> matches)
      throws InterruptedException {
    Optional<VersionName> cached =
        versions.firstPublished(matches.stream().map(MatchedVersion::versionId).toList());
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
      if (answer instanceof Answer.Found<WireVersion>(WireVersion first)) {
        Long modelId = first.modelId();
        if (modelId != null) {
          return Optional.of(new VersionName(modelId, first.id(), first.name(), null));
        }
      }
    }
    return matches.stream()
        .min(Comparator.comparingLong(MatchedVersion::versionId))
        .map(lowest -> new VersionName(lowest.modelId(), lowest.versionId(), null, null));
  }

  private void failed(String hash, String reason) {
    take(hash).forEach(file -> files.failed(file, reason));
  }

  private void notFound(String hash) {
    take(hash).forEach(file -> files.notFoundBySha256(file, LinkSource.CIVITAI));
  }

  private void uncertain(String hash) {
    take(hash).forEach(file -> files.uncertainBySha256(file, LinkSource.CIVITAI));
  }

  /** Removes and returns the open files with this hash. */
  private List<LinkableFile> take(String hash) {
    List<LinkableFile> same = open.remove(hash);
    return same == null ? List.of() : same;
  }
}
