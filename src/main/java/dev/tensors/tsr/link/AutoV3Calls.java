package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.answers.UnknownHashes;
import dev.tensors.tsr.answers.fetching.ParallelCalls;
import dev.tensors.tsr.answers.fetching.ServiceCheck;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.network.Answer;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links files by the AutoV3 hashes of their weights, with one request for each hash. */
final class AutoV3Calls {

  private final Set<String> unknown;
  private final Civitai civitai;
  private final ServiceCheck check;
  private final NewModels models;
  private final CachedVersions versions;
  private final UnknownHashes unknownHashes;
  private final LinkRecorder files;
  private final InstantSource clock;

  /** Whether a request by hash has found a version in this run: then the host has this endpoint. */
  private boolean found;

  /**
   * @param unknown hashes that CivitAI did not know a short while ago, which are not asked for
   */
  AutoV3Calls(
      Set<String> unknown,
      Civitai civitai,
      NewModels models,
      CachedVersions versions,
      UnknownHashes unknownHashes,
      LinkRecorder files,
      InstantSource clock) {
    this.unknown = new HashSet<>(unknown);
    this.civitai = civitai;
    this.check = new ServiceCheck(civitai);
    this.models = models;
    this.versions = versions;
    this.unknownHashes = unknownHashes;
    this.files = files;
    this.clock = clock;
  }

  /** Whether CivitAI has answered a request in this run. */
  boolean answered() {
    return civitai.answers() > 0;
  }

  /**
   * Links the files of some contents, or reports that CivitAI does not know their weights.
   *
   * @param contents by the AutoV3 hash of their weights; at most {@link ParallelCalls#CHUNK} hashes
   * @throws ServiceUnavailable if CivitAI becomes unavailable
   */
  void link(Map<String, List<UnlinkedContent>> contents) throws InterruptedException {
    List<String> hashes =
        contents.keySet().stream().filter(hash -> !unknown.contains(hash)).toList();
    Map<String, WireVersion> matches = new LinkedHashMap<>();
    Set<String> absent = new LinkedHashSet<>();
    int before = civitai.answers();
    List<Answer<WireVersion>> answers = ParallelCalls.answers(hashes, civitai::versionByHash);
    for (int i = 0; i < hashes.size(); i++) {
      String hash = hashes.get(i);
      String reason = check.reason(answers.get(i), before);
      if (reason != null) {
        take(contents.getOrDefault(hash, List.of())).forEach(file -> files.failed(file, reason));
      } else if (answers.get(i) instanceof Answer.Found<WireVersion>(WireVersion version)
          && hasFile(version, hash)) {
        matches.put(hash, version);
      } else {
        absent.add(hash);
      }
      found |= answers.get(i) instanceof Answer.Found<WireVersion>;
    }
    if (!hashes.isEmpty()) {
      check.requireAnAnswer();
    }
    rememberAbsent(absent, contents);
    linkMatched(matches, contents);
    contents.forEach((hash, same) -> same.forEach(this::notFound));
  }

  /**
   * Whether the version has a file with these weights. CivitAI finds files by hashes that their
   * headers claim, too, which are not those of their weights.
   */
  private static boolean hasFile(WireVersion version, String hash) {
    List<WireFile> hashed =
        version.files().stream().filter(file -> !file.hashes().isEmpty()).toList();
    return hashed.isEmpty()
        || hashed.stream()
            .anyMatch(file -> file.hashes().getOrDefault(ModelHash.AUTOV3, "").startsWith(hash));
  }

  /** A host that lacks the endpoint answers as if it did not know the hash. */
  private void rememberAbsent(Set<String> absent, Map<String, List<UnlinkedContent>> contents) {
    List<String> certain =
        absent.stream()
            .filter(
                hash ->
                    found
                        || contents.getOrDefault(hash, List.of()).stream()
                            .allMatch(UnlinkedContent::certain))
            .toList();
    unknownHashes.add(certain, Timestamps.of(clock.instant()));
    unknown.addAll(certain);
  }

  private void linkMatched(
      Map<String, WireVersion> matches, Map<String, List<UnlinkedContent>> contents)
      throws InterruptedException {
    unknownHashes.remove(matches.keySet());
    Set<Long> modelIds = new LinkedHashSet<>();
    for (Map.Entry<String, WireVersion> match : matches.entrySet()) {
      Long modelId = match.getValue().modelId();
      if (modelId == null) {
        take(contents.getOrDefault(match.getKey(), List.of()))
            .forEach(
                file ->
                    files.failed(file, "CivitAI names no model for its version; try again later"));
      } else {
        modelIds.add(modelId);
      }
    }
    if (!modelIds.isEmpty()) {
      models.store(List.copyOf(modelIds));
    }
    matches.forEach(
        (hash, version) -> {
          Long modelId = version.modelId();
          if (modelId != null) {
            VersionName named =
                versions
                    .byId(version.id())
                    .orElse(new VersionName(modelId, version.id(), version.name(), null));
            Link link = Link.byWeights(named, LinkSource.CIVITAI);
            take(contents.getOrDefault(hash, List.of())).forEach(file -> files.found(file, link));
          }
        });
  }

  private void notFound(UnlinkedContent content) {
    for (LinkableFile file : content.take()) {
      if (content.certain() || found) {
        files.notFound(file, LinkSource.CIVITAI);
      } else {
        files.uncertain(file, LinkSource.CIVITAI);
      }
    }
  }

  private static List<LinkableFile> take(List<UnlinkedContent> contents) {
    return contents.stream().flatMap(content -> content.take().stream()).toList();
  }
}
