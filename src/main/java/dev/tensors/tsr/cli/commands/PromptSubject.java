package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.CachedModels;
import dev.tensors.tsr.catalog.ExampleImages;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.civitai.ModelReference;
import dev.tensors.tsr.cli.frame.ModelOrFile;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.sqlite.Database;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model or version whose example images are shown.
 *
 * @param modelId CivitAI's id; null: any model
 * @param versionId CivitAI's id; null: all versions of the model
 */
record PromptSubject(@Nullable Long modelId, @Nullable Long versionId) {

  /**
   * Finds the subject that a word names.
   *
   * @param versionId the version that an option names; null: none
   * @return empty if the word names a file that is not linked
   * @throws NotFound if the model, version or file is not in the catalogue
   */
  static Optional<PromptSubject> of(String word, @Nullable Long versionId, Database database) {
    CachedModels models = new CachedModels(database);
    return switch (ModelOrFile.of(word, database)) {
      case ModelOrFile.Model(ModelReference named) -> Optional.of(of(named, versionId, models));
      case ModelOrFile.File(LocalFile file) when versionId != null -> {
        ModelOrFile.requireVersion(file.modelId(), versionId, models);
        yield Optional.of(new PromptSubject(file.modelId(), versionId));
      }
      case ModelOrFile.File(LocalFile file) ->
          Optional.ofNullable(file.versionId()).map(id -> new PromptSubject(null, id));
    };
  }

  private static PromptSubject of(
      ModelReference named, @Nullable Long versionId, CachedModels models) {
    Long modelId = named.modelId();
    Long version = modelId != null && versionId != null ? versionId : named.versionId();
    if (modelId != null && !models.has(modelId)) {
      throw ModelOrFile.notCached(modelId);
    }
    if (version != null) {
      ModelOrFile.requireVersion(modelId, version, models);
    }
    return new PromptSubject(modelId, version);
  }

  /** Selects the example images. */
  ExampleImages.Filter images(boolean sfw) {
    return new ExampleImages.Filter(modelId, versionId, sfw);
  }
}
