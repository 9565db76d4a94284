package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.Link;
import dev.tensors.tsr.catalog.LinkSource;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.Timestamps;
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
final class Inquiry {

  /** Where a host has no bulk call, what it said is kept after so many. */
  private static final int SINGLE_CALLS = 100;

  private final Duration retryAfter;
  private final Civitai civitai;
  private final NewModels models;
  private final Links links;
  private final FileLinks files;
  private final InstantSource clock;

  /** The files of which nothing has been told yet, by their hashes. */
  private final Map<String, List<LinkTarget>> open = new LinkedHashMap<>();

  /** Whether CivitAI has answered anything in this run. */
  private boolean answered;

  /**
   * @param retryAfter as in {@link LinkRequest}
   */
  Inquiry(
      List<LinkTarget> targets,
      Duration retryAfter,
      Civitai civitai,
      NewModels models,
      Links links,
      FileLinks files,
      InstantSource clock) {
    this.retryAfter = retryAfter;
    this.civitai = civitai;
    this.models = models;
    this.links = links;
    this.files = files;
    this.clock = clock;
    for (LinkTarget target : targets) {
      open.computeIfAbsent(target.sha256(), hash -> new ArrayList<>()).add(target);
    }
  }

  /**
   * Asks.
   *
   * @throws ServiceTrouble if CivitAI could not be asked any more; if it had answered something
   *     before, the listener was told of every file nevertheless
   */
  void run() throws InterruptedException {
    try {
      ask();
    } catch (ServiceTrouble e) {
      if (answered) {
        open.values().forEach(same -> same.forEach(files::notAsked));
      }
      throw e;
    }
  }

  private void ask() throws InterruptedException {
    Instant now = clock.instant();
    links
        .unknownBetween(Timestamps.of(now.minus(retryAfter)), Timestamps.of(now))
        .forEach(this::notFound);
    List<String> hashes = List.copyOf(open.keySet());
    for (List<String> chunk : Chunks.of(hashes, Civitai.MOST_HASHES_FOR_IDS)) {
      List<HashMatch> matches = ServiceTrouble.found(civitai.idsByHash(chunk));
      if (matches != null) {
        answered = true;
        conclude(chunk, matches);
      } else {
        askOneByOne(chunk);
      }
    }
  }

  /**
   * For a host without the bulk call. One that knows none of the files may lack this call, too, or
   * be no CivitAI at all: that is not remembered.
   */
  private void askOneByOne(List<String> hashes) throws InterruptedException {
    boolean answers = false;
    for (List<String> few : Chunks.of(hashes, SINGLE_CALLS)) {
      List<HashMatch> matches = Parallel.ask(few, this::single);
      answers |= !matches.isEmpty();
      if (answers) {
        answered = true;
        conclude(few, matches);
      } else {
        few.forEach(this::uncertain);
      }
    }
  }

  private Answer<HashMatch> single(String hash) throws InterruptedException {
    return civitai
        .versionByHash(hash)
        .map(version -> new HashMatch(hash, version.id(), version.modelId()));
  }

  private void conclude(List<String> asked, List<HashMatch> matches) throws InterruptedException {
    Map<String, List<HashMatch>> byHash = new LinkedHashMap<>();
    for (HashMatch match : withModels(matches)) {
      byHash.computeIfAbsent(match.hash(), hash -> new ArrayList<>()).add(match);
    }
    Set<String> unknown = new LinkedHashSet<>(asked);
    matches.forEach(match -> unknown.remove(match.hash()));
    links.forgetUnknown(matches.stream().map(HashMatch::hash).toList());
    links.rememberUnknown(unknown, Timestamps.of(clock.instant()));
    unknown.forEach(this::notFound);
    byHash.keySet().retainAll(open.keySet());
    linkAll(byHash);
    asked.forEach(this::uncertain); // CivitAI knows a version, but does not name its model
  }

  /** Some hosts leave out the models' ids; each costs a call then. */
  private List<HashMatch> withModels(List<HashMatch> matches) throws InterruptedException {
    List<Long> modelless =
        matches.stream()
            .filter(match -> match.modelId() == null)
            .map(HashMatch::versionId)
            .distinct()
            .toList();
    Map<Long, Long> models = new LinkedHashMap<>();
    for (WireVersion version : Parallel.ask(modelless, civitai::version)) {
      models.put(version.id(), version.modelId());
    }
    List<HashMatch> complete = new ArrayList<>();
    for (HashMatch match : matches) {
      Long model = match.modelId() != null ? match.modelId() : models.get(match.versionId());
      if (model != null) {
        complete.add(new HashMatch(match.hash(), match.versionId(), model));
      }
    }
    return complete;
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
      Link link = Link.bySha256(choose(matches), LinkSource.CIVITAI);
      for (LinkTarget file : open.remove(matches.getFirst().hash())) {
        files.found(file, link);
      }
    }
  }

  /** Of several the one published first, then the lowest id. */
  private VersionName choose(List<HashMatch> matches) throws InterruptedException {
    List<Long> ids = matches.stream().map(HashMatch::versionId).toList();
    Optional<VersionName> cached = links.first(ids);
    if (cached.isPresent()) {
      return cached.get();
    }
    if (matches.size() > 1) {
      WireVersion first = ServiceTrouble.found(civitai.versionByHash(matches.getFirst().hash()));
      if (first != null && first.modelId() != null) {
        return new VersionName(first.modelId(), first.id(), first.name(), null);
      }
    }
    HashMatch lowest =
        matches.stream().min(Comparator.comparingLong(HashMatch::versionId)).orElseThrow();
    return new VersionName(lowest.modelId(), lowest.versionId(), null, null);
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
