package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.HashMatch;
import dev.tensors.tsr.civitai.WireVersion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One run of asking CivitAI which versions some files are. */
final class Inquiry {

  /** Where a host has no bulk call, what it said is kept after so many. */
  private static final int SINGLE_CALLS = 100;

  private final LinkRequest request;
  private final Civitai civitai;
  private final ModelCache cache;
  private final Links links;
  private final InstantSource clock;
  private final Consumer<LinkOutcome> listener;

  /** The files of which nothing has been told yet, by their hashes. */
  private final Map<String, List<LinkTarget>> open = new LinkedHashMap<>();

  Inquiry(
      LinkRequest request,
      Civitai civitai,
      ModelCache cache,
      Links links,
      InstantSource clock,
      Consumer<LinkOutcome> listener) {
    this.request = request;
    this.civitai = civitai;
    this.cache = cache;
    this.links = links;
    this.clock = clock;
    this.listener = listener;
    for (LinkTarget target : request.targets()) {
      open.computeIfAbsent(target.sha256(), hash -> new ArrayList<>()).add(target);
    }
  }

  /** The files of which nothing has been told yet. */
  List<LinkTarget> open() {
    return open.values().stream().flatMap(List::stream).toList();
  }

  void run() throws InterruptedException {
    links
        .unknownSince(Timestamps.of(clock.instant().minus(request.retryAfter())))
        .forEach(this::notFound);
    List<String> hashes = List.copyOf(open.keySet());
    for (List<String> chunk : Chunks.of(hashes, Civitai.MOST_HASHES_FOR_IDS)) {
      List<HashMatch> matches = ServiceTrouble.found(civitai.idsByHash(chunk));
      if (matches != null) {
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
        conclude(few, matches);
      } else {
        few.forEach(this::notFound);
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
    asked.forEach(this::notFound); // whose model CivitAI does not name
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
    Set<Long> models = new LinkedHashSet<>();
    for (List<HashMatch> matches : ordered) {
      Set<Long> more = new LinkedHashSet<>(models);
      matches.forEach(match -> more.add(match.modelId()));
      if (more.size() > Civitai.MOST_IDS && !batch.isEmpty()) {
        linkBatch(batch, models);
        batch.clear();
        models.clear();
      }
      batch.add(matches);
      matches.forEach(match -> models.add(match.modelId()));
    }
    linkBatch(batch, models);
  }

  private void linkBatch(List<List<HashMatch>> batch, Set<Long> models)
      throws InterruptedException {
    if (cache != null) {
      cache.cache(List.copyOf(models), outcome -> {});
    }
    for (List<HashMatch> matches : batch) {
      VersionName version = choose(matches);
      for (LinkTarget file : open.remove(matches.getFirst().hash())) {
        listener.accept(Linking.link(links, file, version, LinkOutcome.Source.CIVITAI));
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
    List<LinkTarget> files = open.remove(hash);
    if (files != null) {
      files.forEach(
          file -> listener.accept(new LinkOutcome.NotFound(file, LinkOutcome.Source.CIVITAI)));
    }
  }
}
