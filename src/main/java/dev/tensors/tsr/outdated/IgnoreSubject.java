package dev.tensors.tsr.outdated;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.library.IgnoredVersions;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.sqlite.Database;
import org.jspecify.annotations.Nullable;

/**
 * The model whose versions are ignored.
 *
 * @param modelId CivitAI's id
 * @param versionId CivitAI's id of the version to ignore; null: the newest
 * @param ownVersionId CivitAI's id of the version that a named file is linked to; null: no file is
 *     named
 */
record IgnoreSubject(long modelId, @Nullable Long versionId, @Nullable Long ownVersionId) {

  /**
   * The model that a word names.
   *
   * @throws NotFound if the model, version or file is not in the catalogue, or the file not linked
   */
  static IgnoreSubject of(FileArguments.ModelOrFile word, Database database) {
    return switch (word) {
      case FileArguments.Model(ModelReference named) -> of(named, database);
      case FileArguments.Recorded(LocalFile file) -> of(file);
    };
  }

  private static IgnoreSubject of(LocalFile file) {
    Long modelId = file.modelId();
    if (modelId == null) {
      throw new NotFound(
          file.path() + ": not linked to CivitAI, so no version is newer; see tsr db link");
    }
    return new IgnoreSubject(modelId, null, file.versionId());
  }

  private static IgnoreSubject of(ModelReference named, Database database) {
    Long modelId = named.modelId();
    Long versionId = named.versionId();
    if (versionId != null) {
      FileArguments.requireVersion(modelId, versionId, new CachedModels(database));
      long model =
          new CachedVersions(database).byId(versionId).map(VersionName::modelId).orElseThrow();
      return new IgnoreSubject(model, versionId, null);
    }
    if (modelId == null) {
      throw new IllegalArgumentException("a reference without an id");
    }
    if (!new CachedModels(database).has(modelId) && !new IgnoredVersions(database).has(modelId)) {
      throw FileArguments.notCached(modelId);
    }
    return new IgnoreSubject(modelId, null, null);
  }

  /**
   * What to ignore of the model.
   *
   * @param always whether to ignore all versions, also those to come
   * @throws NotFound if no version of the model is cached
   */
  IgnoredVersions.Target target(IgnoredVersions versions, boolean always) {
    if (always) {
      return new IgnoredVersions.Target(modelId, null);
    }
    return new IgnoredVersions.Target(
        modelId,
        versionId != null
            ? versionId
            : versions
                .newestFor(modelId, ownVersionId)
                .orElseThrow(() -> FileArguments.notCached(modelId)));
  }
}
