package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.FileRead.Fingerprint;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.HeaderIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of reading a model file. */
public sealed interface FileReading {

  record Read(FileRead read) implements FileReading {}

  /**
   * Only what is not recorded of a file was read.
   *
   * @param identity null: it is recorded
   * @param fingerprint null: it is recorded
   */
  record Completed(@Nullable HeaderIdentity identity, @Nullable Fingerprint fingerprint)
      implements FileReading {}

  /** The recorded files that have the fingerprint of a file. */
  record Compared(List<LocalFile> same) implements FileReading {}

  /** The content is not a valid model; reading it again gives the same result. */
  record Refused(String reason) implements FileReading {}

  /** The file could not be read this time. */
  record Unreadable(String reason) implements FileReading {}
}
