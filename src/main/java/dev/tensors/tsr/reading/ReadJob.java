package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileRead.ClaimedHash;
import dev.tensors.tsr.library.FileRead.Fingerprint;
import dev.tensors.tsr.library.LocalFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a file that a thread of the {@link ReaderPool} reads. */
public sealed interface ReadJob {

  FoundFile file();

  /** Reads the file on the calling thread. */
  FileReading read(ModelReader reader);

  /**
   * The whole file, to record it.
   *
   * @param recorded the row of the file, perhaps with an old path; null: none
   * @param claims the hashes that it may have; where it has the fingerprint of one, only its header
   *     is read
   */
  record Whole(FoundFile file, @Nullable LocalFile recorded, List<ClaimedHash> claims)
      implements ReadJob {
    @Override
    public FileReading read(ModelReader reader) {
      return reader.read(file, claims);
    }
  }

  /** What an older tsr did not read of a recorded file. */
  record Completion(FoundFile file, LocalFile recorded) implements ReadJob {
    @Override
    public FileReading read(ModelReader reader) {
      return reader.complete(file, recorded);
    }
  }

  /**
   * The fingerprint of a file that may have moved.
   *
   * @param candidates what it may have been
   */
  record Comparison(FoundFile file, List<Candidate> candidates) implements ReadJob {

    /** A recorded file with its fingerprint. */
    public record Candidate(LocalFile file, Fingerprint fingerprint) {}

    @Override
    public FileReading read(ModelReader reader) {
      return reader.compare(file, candidates);
    }
  }
}
