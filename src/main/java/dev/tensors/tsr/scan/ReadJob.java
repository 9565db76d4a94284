package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import org.jspecify.annotations.Nullable;

/** The part of a file that a thread of the {@link ReaderPool} reads. */
sealed interface ReadJob {

  FoundFile file();

  /** Reads the file on the calling thread. */
  FileReading read(ModelReader reader);

  /**
   * The whole file, to record it.
   *
   * @param recorded the row of the file, perhaps with an old path; null: none
   */
  record Whole(FoundFile file, @Nullable LocalFile recorded) implements ReadJob {
    @Override
    public FileReading read(ModelReader reader) {
      return reader.read(file);
    }
  }

  /** The header of a recorded file, to identify the model. */
  record HeaderOnly(FoundFile file, LocalFile recorded) implements ReadJob {
    @Override
    public FileReading read(ModelReader reader) {
      return reader.identify(file);
    }
  }
}
