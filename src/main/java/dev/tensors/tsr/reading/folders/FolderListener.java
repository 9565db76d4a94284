package dev.tensors.tsr.reading.folders;

import dev.tensors.tsr.reading.ReadListener;
import java.nio.file.Path;

/**
 * Receives what a service finds out that goes through folders.
 *
 * @param <T> the outcomes of files
 */
public interface FolderListener<T> extends ReadListener<T> {

  /** What is unusual about a folder. */
  sealed interface FolderOutcome {

    /**
     * A remembered folder is gone, and none of its files is left: it is no longer remembered.
     *
     * @param folder its real path
     */
    record Left(Path folder) implements FolderOutcome {}

    /**
     * A path does not exist, and nothing was marked missing.
     *
     * @param recorded the number of files that are recorded there
     * @param remembered whether the command without a path goes through a folder there
     */
    record Absent(Path path, long recorded, boolean remembered) implements FolderOutcome {}

    /**
     * All recorded files below a folder are gone, as if its disk were not mounted; they were not
     * marked missing.
     *
     * @param recorded the number of these files
     */
    record Emptied(Path folder, long recorded) implements FolderOutcome {}

    /**
     * Symlinks lead out of the searched folders, and were not followed.
     *
     * @param links the number of them, from 1
     * @param example one of them
     * @param target where that one leads to
     * @param recorded the number of files that are recorded at their targets, and stay as they are
     */
    record LeadsOut(long links, Path example, Path target, long recorded)
        implements FolderOutcome {}
  }

  void folder(FolderOutcome outcome);
}
