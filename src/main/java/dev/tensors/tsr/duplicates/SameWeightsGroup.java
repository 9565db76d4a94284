package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.LocalFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files with the same weights, unchanged on the disk.
 *
 * @param weightsSha256 of the bytes after the header, upper case hex; null: not computed, as may be
 *     the case where all files are exact copies
 * @param contents the files by their contents, the one with the first file in the order of the
 *     search first; several contents differ in their headers only
 */
public record SameWeightsGroup(@Nullable String weightsSha256, List<DuplicateGroup> contents) {

  /** All files, at least two. */
  public List<LocalFile> files() {
    return contents.stream().flatMap(content -> content.files().stream()).toList();
  }

  /** The SHA-256 of each file, upper case hex; null where the files differ. */
  public @Nullable String sha256() {
    return contents.size() == 1 ? contents.getFirst().sha256() : null;
  }

  /** The size of each file in bytes; null where the files differ. */
  public @Nullable Long sizeBytes() {
    List<Long> sizes = contents.stream().map(DuplicateGroup::sizeBytes).distinct().toList();
    return sizes.size() == 1 ? sizes.getFirst() : null;
  }

  /** The size of the exact copies, without the one of each content that is kept. */
  public long reclaimableBytes() {
    return contents.stream().mapToLong(DuplicateGroup::reclaimableBytes).sum();
  }
}
