package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of one content that are on the disk as they were recorded, each link to one file left out.
 *
 * @param whole those that were not found damaged, the one that stays first
 * @param damaged those that were found to have another content since they were recorded
 */
public record DuplicateGroup(List<LocalFile> whole, List<LocalFile> damaged) {

  /** All of its files, at least two, the one that stays first if there is one. */
  public List<LocalFile> files() {
    List<LocalFile> files = new ArrayList<>(whole);
    files.addAll(damaged);
    return files;
  }

  /** Upper case hex. */
  public String sha256() {
    return files().getFirst().sha256();
  }

  /** Of each file. */
  public long sizeBytes() {
    return files().getFirst().stamp().sizeBytes();
  }

  /** Of all but the one that stays; 0 if none can stay, since all are damaged. */
  public long reclaimableBytes() {
    return whole.isEmpty() ? 0 : sizeBytes() * (whole.size() + damaged.size() - 1);
  }
}
