package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.sidecars.formats.ExportedFile.ShownPreview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the picture beside a model file that LoRA Manager shows. */
final class PreviewFinder {

  /** What follows the model's name without its suffix, in LoRA Manager's order. */
  private static final List<String> ENDINGS =
      List.of(
          ".webp",
          ".preview.webp",
          ".preview.png",
          ".preview.jpeg",
          ".preview.jpg",
          ".preview.mp4",
          ".png",
          ".jpeg",
          ".jpg",
          ".mp4",
          ".gif",
          ".webm",
          ".avif",
          ".jxl",
          ".example.0.jpeg");

  private PreviewFinder() {}

  /**
   * Finds the picture of a model file.
   *
   * @param versionId CivitAI's id of its version; null: the file is not linked
   * @return null if there is none
   */
  static @Nullable ShownPreview of(
      String stem, ExportFolder folder, KeptPreviews previews, @Nullable Long versionId) {
    Path path = folder.picture(stem, ENDINGS);
    if (path == null) {
      return null;
    }
    if (versionId == null) {
      return new ShownPreview(path, null);
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
