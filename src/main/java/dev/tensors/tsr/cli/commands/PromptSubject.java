package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.ExampleImages;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.civitai.ModelReference;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose example images are meant, by CivitAI's ids.
 *
 * @param modelId null: of any model
 * @param versionId null: of all versions of the model
 */
record PromptSubject(Long modelId, Long versionId) {

  private static final int SHORTEST_SHA256 = 8;

  /**
   * What a user means by a word.
   *
   * @param versionId CivitAI's id of the version that an option names; null: none
   * @return empty if it is a file that is not linked
   * @throws NotFound if it is not in the catalogue
   */
  static Optional<PromptSubject> of(String word, Long versionId, Database database) {
    CachedModels models = new CachedModels(database);
    Optional<ModelReference> named = ModelReference.ofModel(word);
    Optional<Long> modelId = named.map(ModelReference::modelId);
    if (modelId.isPresent() && (models.has(modelId.get()) || !mayBeFile(word))) {
      Long version = versionId != null ? versionId : named.get().versionId();
      return Optional.of(model(modelId.get(), version, models));
    }
    if (named.isPresent() && modelId.isEmpty()) {
      requireVersion(null, named.get().versionId(), models);
      return Optional.of(new PromptSubject(null, named.get().versionId()));
    }
    LocalFile file = file(word, modelId, database);
    if (versionId != null) {
      requireVersion(file.modelId(), versionId, models);
      return Optional.of(new PromptSubject(file.modelId(), versionId));
    }
    return Optional.ofNullable(file.versionId()).map(id -> new PromptSubject(null, id));
  }

  /** Its example images. */
  ExampleImages.Filter images(boolean sfw) {
    return new ExampleImages.Filter(modelId, versionId, sfw);
  }

  private static LocalFile file(String word, Optional<Long> modelId, Database database) {
    try {
      return new FileArguments(database).ofContents(List.of(word)).getFirst();
    } catch (NotFound e) {
      throw e.candidates().isEmpty() && modelId.isPresent() ? notCached(modelId.get()) : e;
    }
  }

  private static NotFound notCached(long modelId) {
    return new NotFound(
        "model " + modelId + " is not in the catalogue; tsr db cache " + modelId + " stores it",
        List.of());
  }

  private static PromptSubject model(long modelId, Long version, CachedModels models) {
    if (!models.has(modelId)) {
      throw notCached(modelId);
    }
    if (version != null) {
      requireVersion(modelId, version, models);
    }
    return new PromptSubject(modelId, version);
  }

  private static void requireVersion(Long modelId, long versionId, CachedModels models) {
    if (!models.hasVersion(modelId, versionId)) {
      throw new NotFound(
          "%s %d in the catalogue; tsr db cache MODEL refreshes what is known of it"
              .formatted(
                  modelId == null ? "there is no version" : "the model has no version", versionId),
          List.of());
    }
  }

  /** A number is a part of many a file's name, but then it is the number that is meant. */
  private static boolean mayBeFile(String word) {
    return word.matches("\\d{" + SHORTEST_SHA256 + ",}") || Files.exists(Path.of(word));
  }
}
