package dev.tensors.tsr.reading;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file in the cache of Hugging Face's programs, which keep the content as a blob without an
 * ending, and name it by symlinks in the snapshots of commits.
 *
 * @param link its name in a snapshot, by which it is recorded
 * @param blob its content, a real path
 * @param repository such as Comfy-Org/z_image_turbo
 * @param commit the snapshot's
 * @param path from the repository's root, with slashes
 * @param sha256 upper case hex, as the blob's name says, or the list of a commit's files; null for
 *     small files, whose name is another hash
 */
public record HubFile(
    Path link, Path blob, String repository, String commit, String path, @Nullable String sha256) {

  /** Whether it is a copy in the snapshot, as on systems without symlinks. */
  public boolean isCopy() {
    return link.equals(blob);
  }
}
