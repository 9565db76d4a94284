package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;

/** What a thread of the {@link ReaderPool} reads of a file. */
sealed interface ReadJob {

  FoundFile file();

  /** Reads the file in the thread that calls. */
  FileReading read(ModelReader reader);

  /** The whole file, to record it. */
  record Whole(FoundFile file) implements ReadJob {
    @Override
    public FileReading read(ModelReader reader) {
      return reader.read(file);
    }
  }

  /** The header of a file that is recorded already, to identify it. */
  record HeaderOnly(FoundFile file, LocalFile recorded) implements ReadJob {
    @Override
    public FileReading read(ModelReader reader) {
      return reader.identify(file);
    }
  }
}
