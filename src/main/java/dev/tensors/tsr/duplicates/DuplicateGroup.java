package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.LocalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Files with the same recorded content, unchanged on the disk; hard links to one file are one file.
 *
 * @param whole the files that are not damaged, the one to be kept first
 * @param damaged the files whose content was found to differ from the recorded one
 * @param links the recorded names of each file, itself the first, where it has several
 */
public record DuplicateGroup(
    List<LocalFile> whole, List<LocalFile> damaged, Map<LocalFile, List<LocalFile>> links) {

  /** All recorded names of a file: only when the last one goes, its space is freed. */
  public List<LocalFile> names(LocalFile file) {
    return links.getOrDefault(file, List.of(file));
  }

  /** All files, at least two; the one to be kept first, if there is one. */
  public List<LocalFile> files() {
    List<LocalFile> files = new ArrayList<>(whole);
    files.addAll(damaged);
    return files;
  }

  /** The recorded SHA-256, upper case hex. */
  public String sha256() {
    return files().getFirst().sha256();
  }

  /** The size of each file. */
  public long sizeBytes() {
    return files().getFirst().stamp().sizeBytes();
  }

  /** The size of all files but the one to be kept; 0 if all files are damaged. */
  public long reclaimableBytes() {
    return whole.isEmpty() ? 0 : sizeBytes() * (whole.size() + damaged.size() - 1);
  }
}
