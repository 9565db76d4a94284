package dev.tensors.tsr.link;

import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.WireFile;
import dev.tensors.tsr.civitai.WireImage;
import dev.tensors.tsr.civitai.WireModel;
import dev.tensors.tsr.civitai.WireVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks CivitAI for the versions' own answers of some models: those whose images have parameters, a
 * hundred a call by the hash of one of their files.
 */
final class VersionFetcher {

  private static final String SHA256 = "SHA256";

  private final Civitai civitai;
  private final ServiceCheck check;

  /** By their ids, what the models say of the versions that are to be asked for. */
  private final Map<Long, WireVersion> wanted = new LinkedHashMap<>();

  private final Map<Long, WireVersion> answers = new HashMap<>();
  private final Map<Long, String> failures = new HashMap<>();

  VersionFetcher(Civitai civitai, ServiceCheck check) {
    this.civitai = civitai;
    this.check = check;
  }

  /** Has the versions of a model asked for by {@link #fetch}. */
  void add(WireModel model) {
    wanted(model).forEach(version -> wanted.put(version.id(), version));
  }

  /** Which versions of a model are to be asked for. */
  static List<WireVersion> wanted(WireModel model) {
    return model.versions().stream()
        .filter(version -> version.images().stream().anyMatch(VersionFetcher::mayHaveParameters))
        .toList();
  }

  private static boolean mayHaveParameters(WireImage image) {
    boolean none =
        Boolean.FALSE.equals(image.hasMeta()) && !Boolean.TRUE.equals(image.hasPositivePrompt());
    return !none && image.parameters().isEmpty();
  }

  /**
   * Asks.
   *
   * @param canBeFewer whether fewer models can be asked for instead
   * @return false if they can be, and should, since the answer is too large
   * @throws CivitaiUnavailable if CivitAI could not be asked any more
   */
  boolean fetch(boolean canBeFewer) throws InterruptedException {
    for (List<String> hashes : Chunks.of(hashes(), Civitai.MOST_HASHES)) {
      int before = civitai.answers();
      Answer<Optional<List<WireVersion>>> answer =
          canBeFewer
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
    for (List<Long> few : Chunks.of(left, ParallelCalls.CHUNK)) {
      askOneByOne(few);
    }
    return true;
  }

  private void askOneByOne(List<Long> ids) throws InterruptedException {
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
    ModelFetcher.requireOneOf(ids, found);
  }

  private List<String> hashes() {
    Set<String> hashes = new LinkedHashSet<>();
    wanted.values().forEach(version -> hash(version).ifPresent(hashes::add));
    return new ArrayList<>(hashes);
  }

  private static Optional<String> hash(WireVersion version) {
    List<WireFile> hashed =
        version.files().stream().filter(file -> file.hashes().containsKey(SHA256)).toList();
    return hashed.stream()
        .filter(WireFile::primary)
        .findFirst()
        .or(() -> hashed.stream().findFirst())
        .map(file -> file.hashes().get(SHA256));
  }

  /** The versions' own answers by their ids, as far as they were needed and could be had. */
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

  /** Which version of a model could not be had, and why; null if there is none. */
  String lack(WireModel model) {
    return model.versions().stream()
        .filter(version -> failures.containsKey(version.id()))
        .findFirst()
        .map(version -> "version " + version.id() + ": " + failures.get(version.id()))
        .orElse(null);
  }
}
