package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.previews.KeptPreviews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The picture beside a model file that LoRA Manager shows.
 *
 * @param nsfwLevel CivitAI's level; null: not known
 */
record ShownPreview(Path path, @Nullable Long nsfwLevel) {

  /**
   * Finds the picture of a model file.
   *
   * @return null if there is none
   */
  static @Nullable ShownPreview of(
      String stem, ExportFolder folder, KeptPreviews previews, long versionId) {
    Path path = folder.picture(stem, PictureNames.OF_LORA_MANAGER);
    if (path == null) {
      return null;
    }
    return previews.of(versionId).stream()
        .filter(kept -> isSame(kept.file(), path))
        .findFirst()
        .map(kept -> new ShownPreview(path, kept.nsfwLevel()))
        .orElse(new ShownPreview(path, null));
  }

  /** Whether the picture is a copy of a kept one, perhaps from an earlier run. */
  private static boolean isSame(Path kept, Path picture) {
    try {
      return Files.mismatch(kept, picture) < 0; // compares the sizes first
    } catch (IOException e) {
      return false; // a dry run has not written it
    }
  }
}
