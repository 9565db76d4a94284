package dev.tensors.tsr.link;

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

/** Asks CivitAI for whole models in few calls. */
final class ModelFetcher {

  private static final String SHA256 = "SHA256";

  private final Civitai civitai;

  ModelFetcher(Civitai civitai) {
    this.civitai = civitai;
  }

  /**
   * Asks for models.
   *
   * @param ids at most {@link Civitai#MOST_IDS}
   * @throws ServiceTrouble if CivitAI did not say all of it
   */
  FetchedModels fetch(List<Long> ids) throws InterruptedException {
    Map<Long, WireModel> models = new LinkedHashMap<>();
    List<WireModel> listed = ServiceTrouble.found(civitai.models(ids));
    if (listed != null) {
      listed.forEach(model -> models.put(model.id(), model));
    }
    // A listing leaves some out that are there all the same.
    List<Long> left = ids.stream().filter(id -> !models.containsKey(id)).toList();
    for (WireModel model : Parallel.ask(left, civitai::model)) {
      models.put(model.id(), model);
    }
    models.keySet().retainAll(ids);
    return new FetchedModels(models, details(models.values().stream().toList()));
  }

  /**
   * The versions whose images have parameters: a hundred a call by the hash of one of their files.
   */
  private Map<Long, WireVersion> details(List<WireModel> models) throws InterruptedException {
    Map<Long, WireVersion> wanted = new LinkedHashMap<>();
    for (WireModel model : models) {
      for (WireVersion version : model.versions()) {
        if (version.images().stream().anyMatch(ModelFetcher::mayHaveParameters)) {
          wanted.put(version.id(), version);
        }
      }
    }
    Map<Long, WireVersion> details = new HashMap<>();
    for (List<String> hashes : Chunks.of(hashes(wanted.values()), Civitai.MOST_HASHES)) {
      List<WireVersion> found = ServiceTrouble.found(civitai.versionsByHash(hashes));
      if (found != null) {
        found.forEach(version -> details.put(version.id(), version));
      }
    }
    List<Long> left = wanted.keySet().stream().filter(id -> !details.containsKey(id)).toList();
    Parallel.ask(left, civitai::version).forEach(version -> details.put(version.id(), version));
    return details;
  }

  private static boolean mayHaveParameters(WireImage image) {
    boolean none =
        Boolean.FALSE.equals(image.hasMeta()) && !Boolean.TRUE.equals(image.hasPositivePrompt());
    return !none && image.params().isEmpty();
  }

  private static List<String> hashes(Iterable<WireVersion> versions) {
    Set<String> hashes = new LinkedHashSet<>();
    for (WireVersion version : versions) {
      hash(version).ifPresent(hashes::add);
    }
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
}
