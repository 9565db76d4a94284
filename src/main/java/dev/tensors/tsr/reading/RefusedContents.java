package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds recorded files whose row is about an earlier content, because a scan refused the present
 * one.
 */
public final class RefusedContents {

  private final FailedFiles failed;

  public RefusedContents(Database database) {
    this.failed = new FailedFiles(database);
  }

  /** Why a scan refused the present content; empty if none did. */
  public Optional<FailedFile> of(LocalFile file) {
    return failed.byPath(file.path()).filter(RefusedContents::isPresent);
  }

  private static boolean isPresent(FailedFile refused) {
    try {
      return refused.isUnchanged(FileStamps.of(RecordedPath.toRead(refused.path())));
    } catch (IOException e) {
      return false;
    }
  }
}
