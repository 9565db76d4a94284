package dev.tensors.tsr.previews;

import dev.tensors.tsr.answers.VersionImages;
import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the kept pictures of versions. */
public final class KeptPreviews {

  /**
   * A kept picture of a version.
   *
   * @param imageId CivitAI's id of the image that it shows; null: not known
   * @param nsfwLevel CivitAI's level, a bit mask of which 1 is PG; null: not known
   */
  public record KeptPreview(Path file, @Nullable Long imageId, @Nullable Long nsfwLevel) {}

  private final VersionImages images;
  private final @Nullable PreviewFolder folder;

  /**
   * @param folder null: no pictures are kept
   */
  public KeptPreviews(Database database, @Nullable PreviewFolder folder) {
    this.images = new VersionImages(database);
    this.folder = folder;
  }

  /** The kept pictures of a version, by CivitAI's id, in the order of its images. */
  public List<KeptPreview> of(long versionId) {
    Map<String, Path> files = folder == null ? Map.of() : folder.of(versionId);
    List<KeptPreview> kept = new ArrayList<>();
    if (!files.isEmpty()) {
      for (VersionImage image : images.of(versionId)) {
        Path file = files.remove(PreviewName.of(image)); // two images may have the same picture
        if (file != null) {
          kept.add(new KeptPreview(file, image.id(), image.nsfwLevel()));
        }
      }
    }
    return kept;
  }

  /**
   * The file of the picture that the header of a model file has; null if it has none, or the file
   * cannot be written.
   *
   * @param sha256 of the model file
   */
  public @Nullable Path embedded(String sha256, Map<String, @Nullable String> metadata) {
    EmbeddedPicture picture = EmbeddedPicture.of(metadata);
    try {
      return picture == null || folder == null ? null : folder.embedded(sha256, picture);
    } catch (IOException e) {
      return null;
    }
  }

  /** The number of kept pictures of all versions of a model, by CivitAI's id. */
  public long count(long modelId) {
    return folder == null
        ? 0
        : images.versions(modelId).stream().mapToLong(version -> of(version).size()).sum();
  }
}
