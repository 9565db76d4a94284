package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.network.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the versions' own answers, which have the parameters of images: a hundred in one call, by
 * the hash of one of their files.
 */
final class VersionFetcher {

  private final Civitai civitai;
  private final ServiceCheck check;

  /** The SHA-256 of a file of each version to fetch, by the versions' ids; null: not known. */
  private final Map<Long, @Nullable String> wanted = new LinkedHashMap<>();

  private final Map<Long, WireVersion> answers = new HashMap<>();
  private final Map<Long, String> failures = new HashMap<>();

  VersionFetcher(Civitai civitai, ServiceCheck check) {
    this.civitai = civitai;
    this.check = check;
  }

  /** Adds the versions of a model to those that {@link #fetch} requests. */
  void add(WireModel model) {
    wanted(model).forEach(version -> add(version.id(), hash(version)));
  }

  /**
   * Adds a version to those that {@link #fetch} requests.
   *
   * @param sha256 of one of its files; null: not known
   */
  void add(long id, @Nullable String sha256) {
    wanted.put(id, sha256);
  }

  /** The versions of a model that have to be fetched. */
  static List<WireVersion> wanted(WireModel model) {
    return model.versions().stream()
        .filter(version -> version.images().stream().anyMatch(VersionFetcher::mayHaveParameters))
        .toList();
  }

  private static boolean mayHaveParameters(WireImage image) {
    boolean none =
        Boolean.FALSE.equals(image.get(WireImage.HAS_META))
            && !Boolean.TRUE.equals(image.get(WireImage.HAS_POSITIVE_PROMPT));
    return !none && image.parameters().isEmpty();
  }

  /**
   * Fetches the versions.
   *
   * @param canSplit whether the caller can split the models into smaller groups
   * @return false if the caller should split them, since the answer is too large
   * @throws ServiceUnavailable if CivitAI becomes unavailable
   */
  boolean fetch(boolean canSplit) throws InterruptedException {
    for (List<String> hashes :
        hashes().stream().gather(Gatherers.windowFixed(Civitai.MOST_HASHES)).toList()) {
      int before = civitai.answers();
      Answer<Optional<List<WireVersion>>> answer =
          canSplit
              ? civitai.fewVersionsByHash(hashes)
              : civitai.versionsByHash(hashes).map(Optional::of);
      if (check.reasonOfMany(answer, before) == null
          && answer instanceof Answer.Found<Optional<List<WireVersion>>>(var versions)) {
        if (versions.isEmpty()) {
          return false;
        }
        versions.get().forEach(version -> answers.put(version.id(), version));
      }
    }
    answers.keySet().retainAll(wanted.keySet());
    List<Long> left = wanted.keySet().stream().filter(id -> !answers.containsKey(id)).toList();
    for (List<Long> few :
        left.stream().gather(Gatherers.windowFixed(ParallelCalls.CHUNK)).toList()) {
      requestEach(few);
    }
    return true;
  }

  private void requestEach(List<Long> ids) throws InterruptedException {
    int before = civitai.answers();
    List<Answer<WireVersion>> found = ParallelCalls.answers(ids, civitai::version);
    for (int i = 0; i < ids.size(); i++) {
      String reason = check.reason(found.get(i), before);
      if (reason != null) {
        failures.put(ids.get(i), reason);
      } else if (found.get(i) instanceof Answer.Found<WireVersion>(WireVersion version)
          && version.id() == ids.get(i)) {
        answers.put(version.id(), version);
      }
    }
    ModelFetcher.stopIfAllFailed(ids, found);
  }

  private List<String> hashes() {
    Set<String> hashes = new LinkedHashSet<>();
    wanted.values().stream().filter(Objects::nonNull).forEach(hashes::add);
    return new ArrayList<>(hashes);
  }

  private static @Nullable String hash(WireVersion version) {
    return version.files().stream()
        .sorted(Comparator.comparing(WireFile::isPrimary).reversed())
        .flatMap(file -> Stream.ofNullable(file.hashes().get(ModelHash.SHA256)))
        .findFirst()
        .orElse(null);
  }

  /** The fetched answers, by the versions' ids. */
  Map<Long, WireVersion> answers() {
    return answers;
  }

  /** Why versions could not be fetched, by their ids. */
  Map<Long, String> failures() {
    return failures;
  }

  /** The fetched answers of a model's versions, by their ids. */
  Map<Long, WireVersion> of(WireModel model) {
    Map<Long, WireVersion> own = new HashMap<>();
    for (WireVersion version : model.versions()) {
      WireVersion answer = answers.get(version.id());
      if (answer != null) {
        own.put(version.id(), answer);
      }
    }
    return own;
  }

  /** The first version of a model that could not be fetched, and why; null if there is none. */
  @Nullable String lack(WireModel model) {
    for (WireVersion version : model.versions()) {
      String failure = failures.get(version.id());
      if (failure != null) {
        return "version " + version.id() + ": " + failure;
      }
    }
    return null;
  }
}
