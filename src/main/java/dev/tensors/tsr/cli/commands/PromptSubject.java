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
import org.jspecify.annotations.Nullable;

/**
 * The model or version whose example images are shown.
 *
 * @param modelId CivitAI's id; null: any model
 * @param versionId CivitAI's id; null: all versions of the model
 */
record PromptSubject(@Nullable Long modelId, @Nullable Long versionId) {

  private static final int SHORTEST_SHA256 = 8;

  /**
   * Finds the subject that a word names.
   *
   * @param versionId the version that an option names; null: none
   * @return empty if the word names a file that is not linked
   * @throws NotFound if the model, version or file is not in the catalogue
   */
  static Optional<PromptSubject> of(String word, @Nullable Long versionId, Database database) {
    CachedModels models = new CachedModels(database);
    Optional<ModelReference> named = ModelReference.ofModel(word);
    Optional<Long> modelId = named.map(ModelReference::modelId);
    if (modelId.isPresent() && (models.has(modelId.get()) || !mayBeFile(word))) {
      return Optional.of(
          model(modelId.get(), versionId != null ? versionId : named.get().versionId(), models));
    }
    Optional<Long> version = named.map(ModelReference::versionId);
    if (modelId.isEmpty() && version.isPresent()) {
      requireVersion(null, version.get(), models);
      return Optional.of(new PromptSubject(null, version.get()));
    }
    LocalFile file = file(word, modelId, database);
    if (versionId != null) {
      requireVersion(file.modelId(), versionId, models);
      return Optional.of(new PromptSubject(file.modelId(), versionId));
    }
    return Optional.ofNullable(file.versionId()).map(id -> new PromptSubject(null, id));
  }

  /** Selects the example images. */
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
        "model " + modelId + " is not in the catalogue; tsr db cache " + modelId + " stores it");
  }

  private static PromptSubject model(long modelId, @Nullable Long version, CachedModels models) {
    if (!models.has(modelId)) {
      throw notCached(modelId);
    }
    if (version != null) {
      requireVersion(modelId, version, models);
    }
    return new PromptSubject(modelId, version);
  }

  private static void requireVersion(@Nullable Long modelId, long versionId, CachedModels models) {
    if (!models.hasVersion(modelId, versionId)) {
      throw new NotFound(
          "%s %d in the catalogue; refresh the model with tsr db cache"
              .formatted(
                  modelId == null ? "there is no version" : "the model has no version", versionId));
    }
  }

  /**
   * Whether a number names a file rather than a model: a SHA-256 or an existing path, but no part
   * of a name.
   */
  private static boolean mayBeFile(String word) {
    return word.matches("\\d{" + SHORTEST_SHA256 + ",}") || Files.exists(Path.of(word));
  }
}
