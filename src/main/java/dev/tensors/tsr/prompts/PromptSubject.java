package dev.tensors.tsr.prompts;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.ExampleImages;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.pictures.PicturesOfModel;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.sqlite.Database;
import org.jspecify.annotations.Nullable;

/**
 * The model, version or file whose images are shown.
 *
 * @param modelId CivitAI's id; null: any model
 * @param versionId CivitAI's id; null: all versions of the model; of a file: it is not linked
 * @param sha256 of the file, upper case hex; null: a model or a version
 */
record PromptSubject(@Nullable Long modelId, @Nullable Long versionId, @Nullable String sha256) {

  /**
   * The subject that a word names.
   *
   * @param versionId the version that an option names; null: none
   * @throws NotFound if the model, version or file is not in the catalogue
   */
  static PromptSubject of(
      FileArguments.ModelOrFile word, @Nullable Long versionId, Database database) {
    CachedModels models = new CachedModels(database);
    return switch (word) {
      case FileArguments.Model(ModelReference named) -> of(named, versionId, models);
      case FileArguments.Recorded(LocalFile file) when versionId != null -> {
        FileArguments.requireVersion(file.modelId(), versionId, models);
        yield new PromptSubject(file.modelId(), versionId, null);
      }
      case FileArguments.Recorded(LocalFile file) ->
          new PromptSubject(null, file.versionId(), file.sha256());
    };
  }

  private static PromptSubject of(
      ModelReference named, @Nullable Long versionId, CachedModels models) {
    Long modelId = named.modelId();
    Long version = modelId != null && versionId != null ? versionId : named.versionId();
    if (modelId != null && !models.has(modelId)) {
      throw FileArguments.notCached(modelId);
    }
    if (version != null) {
      FileArguments.requireVersion(modelId, version, models);
    }
    return new PromptSubject(modelId, version, null);
  }

  /** Whether CivitAI may have example images of it: a file has them through its link. */
  boolean isAtCivitai() {
    return modelId != null || versionId != null;
  }

  /** Selects the example images. */
  ExampleImages.Filter images(boolean sfw) {
    return new ExampleImages.Filter(modelId, versionId, sfw);
  }

  /** Selects the user's own pictures. */
  PicturesOfModel.Filter ownPictures() {
    return new PicturesOfModel.Filter(sha256, modelId, versionId);
  }
}
