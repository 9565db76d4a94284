package dev.tensors.tsr.references;

import org.jspecify.annotations.Nullable;

/**
 * A file that a mention means: one that is here, or one that is known and not here. Values are null
 * where they are not known.
 *
 * @param match what the mention and the file have in common
 * @param fileId the row of a recorded file, here or missing; null for a file at CivitAI
 * @param filePath where the file is; null if it is not here
 * @param modelId CivitAI's id
 * @param versionId CivitAI's id
 * @param isMature whether CivitAI marks the model as not safe for work
 * @param downloadUrl where the file can be downloaded
 * @param fileName its name, without a folder
 * @param sizeBytes its length
 * @param sha256 upper case hex
 * @param type of the file, CivitAI's name or tsr's own; of a recorded file as its tensors show it
 */
public record MatchedFile(
    ModelMatch match,
    @Nullable Long fileId,
    @Nullable String filePath,
    @Nullable Long modelId,
    @Nullable Long versionId,
    @Nullable String modelName,
    @Nullable String versionName,
    boolean isMature,
    @Nullable String downloadUrl,
    @Nullable String fileName,
    @Nullable Long sizeBytes,
    @Nullable String sha256,
    @Nullable String type) {

  /** A model of which no file is here, and no version is known to be meant. */
  public static MatchedFile ofModel(
      ModelMatch match, long modelId, @Nullable String name, boolean isMature) {
    return new MatchedFile(
        match, null, null, modelId, null, name, null, isMature, null, null, null, null, null);
  }

  public boolean isHere() {
    return filePath != null;
  }

  /** Equal for two matches if and only if they are one file, or one version that is not here. */
  String key() {
    return fileId != null ? "file " + fileId : "version " + versionId + " of " + modelId;
  }
}
