package dev.tensors.tsr.verify;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.VerificationLog;
import dev.tensors.tsr.library.VerificationLog.SourceDifference;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.reading.ContentReader;
import dev.tensors.tsr.reading.ContentReader.FileContent;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.reading.ReaderPool;
import java.time.InstantSource;
import java.util.List;

/** Reads recorded files again, and compares their SHA-256 with the recorded one. */
public final class Verification {

  /** The result of verifying a recorded file. */
  public sealed interface VerifyOutcome {

    /** The file's row. */
    LocalFile file();

    /**
     * The content is the recorded one.
     *
     * @param difference from the files of the linked version
     */
    record Intact(LocalFile file, SourceDifference difference) implements VerifyOutcome {}

    /**
     * The content differs from the recorded one.
     *
     * @param actual the SHA-256 of the content, upper case hex
     * @param edited whether the size or time differs, too, as after a change by a program
     */
    record Damaged(LocalFile file, String actual, boolean edited) implements VerifyOutcome {}

    /** The file does not exist. */
    record Missing(LocalFile file) implements VerifyOutcome {}

    /** The file could not be read. */
    record Unreadable(LocalFile file, String reason) implements VerifyOutcome {}
  }

  private static final long PATIENCE_MS = 1000;

  private final VerificationLog verified;
  private final InstantSource clock;
  private final ReadListener<VerifyOutcome> listener;
  private final ContentReader reader;

  public Verification(
      VerificationLog verified, InstantSource clock, ReadListener<VerifyOutcome> listener) {
    this.verified = verified;
    this.clock = clock;
    this.listener = listener;
    this.reader = new ContentReader(listener::read);
  }

  /**
   * Verifies files. Each result is recorded at once, so that a later run can skip intact files.
   *
   * @param jobs the number of files to read at once, at least 1
   */
  public void run(List<LocalFile> files, int jobs) throws InterruptedException {
    files.forEach(file -> listener.toRead(Math.max(0, file.stamp().sizeBytes())));
    try (ReaderPool<LocalFile, FileContent> workers =
        new ReaderPool<>(jobs, this::read, this::conclude)) {
      files.forEach(workers::submit);
      while (workers.underway() > 0) {
        workers.receiveNext(PATIENCE_MS);
      }
    }
  }

  private FileContent read(LocalFile file) {
    try {
      return reader.read(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new FileContent.Unreadable("interrupted"); // not received: the pool is closed
    }
  }

  private void conclude(LocalFile file, FileContent content) {
    listener.done(outcome(file, content));
  }

  private VerifyOutcome outcome(LocalFile file, FileContent content) {
    String now = Timestamps.of(clock.instant());
    return switch (content) {
      case FileContent.Absent _ -> new VerifyOutcome.Missing(file);
      case FileContent.Unreadable(String reason) -> new VerifyOutcome.Unreadable(file, reason);
      case FileContent.Hashed(String sha256, boolean _) when sha256.equals(file.sha256()) -> {
        verified.recordWhole(file, now);
        yield new VerifyOutcome.Intact(file, verified.differenceFromSources(file.id(), sha256));
      }
      case FileContent.Hashed(String sha256, boolean edited) -> {
        verified.recordDamage(file, now);
        yield new VerifyOutcome.Damaged(file, sha256, edited);
      }
    };
  }
}
