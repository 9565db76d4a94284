package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.catalog.Verified;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;

/** Reads recorded files again, whole, and compares their SHA-256 with the recorded one. */
public final class Verification {

  /** What was read of a file: its SHA-256, or why there is none. */
  private record Content(String sha256, boolean edited, IOException failure) {}

  private static final long PATIENCE_MS = 1000;

  private final Verified verified;
  private final InstantSource clock;
  private final VerifyListener listener;
  private final FileHasher hasher;

  public Verification(Verified verified, InstantSource clock, VerifyListener listener) {
    this.verified = verified;
    this.clock = clock;
    this.listener = listener;
    this.hasher = new FileHasher(listener::read);
  }

  /**
   * Verifies files. What was found intact is remembered at once, so that another run can leave it
   * out.
   *
   * @param jobs how many to read at once, at least 1
   */
  public void run(List<LocalFile> files, int jobs) throws InterruptedException {
    files.forEach(file -> listener.toRead(file.stamp().sizeBytes()));
    try (Workers<LocalFile, Content> workers = new Workers<>(jobs, this::read, this::conclude)) {
      files.forEach(workers::submit);
      while (workers.underway() > 0) {
        workers.receiveNext(PATIENCE_MS);
      }
    }
  }

  private Content read(LocalFile file) {
    Path path = Path.of(file.path());
    // Whoever opens a pipe waits for somebody to write into it.
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Content(null, false, new IOException("not a file any more; scan its folder"));
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      String sha256 = hasher.hash(channel);
      return new Content(sha256, !Stamps.of(path).equals(file.stamp()), null);
    } catch (IOException e) {
      return new Content(null, false, e);
    }
  }

  private void conclude(LocalFile file, Content content) {
    listener.done(outcome(file, content));
  }

  private VerifyOutcome outcome(LocalFile file, Content content) {
    if (content.failure() instanceof NoSuchFileException) {
      return new VerifyOutcome.Missing(file);
    }
    if (content.failure() != null) {
      return new VerifyOutcome.Unreadable(file, Reasons.of(content.failure()));
    }
    if (!content.sha256().equals(file.sha256())) {
      return new VerifyOutcome.Damaged(file, content.sha256(), content.edited());
    }
    verified.remember(file.id(), Timestamps.of(clock.instant()));
    return new VerifyOutcome.Intact(file, verified.differsFromCivitai(file.id(), file.sha256()));
  }
}
