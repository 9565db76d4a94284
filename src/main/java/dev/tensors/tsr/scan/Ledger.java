package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FailedFiles;
import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFileWriter;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.RecordedCopy;
import dev.tensors.tsr.catalog.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down what a scan found of each file, and tells of it; in a dry run it only tells. Other
 * programs may write at any time: what is recorded of a file is decided on in the transaction.
 */
final class Ledger {

  private final LocalFiles files;
  private final LocalFileWriter writer;
  private final FailedFiles failures;
  private final ScanRequest request;
  private final ScanListener listener;
  private final Recognition recognition;
  private final Copies copies;
  private final Batch batch;
  private List<Candidate> overtaken = new ArrayList<>();

  Ledger(
      Database database,
      ScanRequest request,
      ScanListener listener,
      Recognition recognition,
      Copies copies) {
    this.files = new LocalFiles(database);
    this.writer = new LocalFileWriter(database);
    this.failures = new FailedFiles(database);
    this.request = request;
    this.listener = listener;
    this.recognition = recognition;
    this.copies = copies;
    this.batch = new Batch(request.dryRun() ? Runnable::run : writer::together, listener::done);
  }

  void commit() {
    batch.commit();
  }

  void commitIfOld() {
    batch.commitIfOld();
  }

  /** Whether what was found of a file with this stamp is not in the catalogue yet. */
  boolean holds(Stamp stamp) {
    return batch.holds(stamp);
  }

  /** The files whose rows others have changed since they were recognised; each is given once. */
  List<Candidate> overtaken() {
    List<Candidate> files = overtaken;
    overtaken = new ArrayList<>();
    return files;
  }

  void unchanged(Candidate file, LocalFile same) {
    ScanOutcome outcome = new ScanOutcome.Unchanged(same.path(), same);
    boolean asRecorded = same.stamp().equals(file.stamp()) && !same.missing();
    if (asRecorded && file.failedBefore() == null) {
      listener.done(outcome);
      return;
    }
    change(
        file,
        () -> writer.markFound(same.id(), file.stamp().fileKey()) ? outcome : overtaken(file),
        outcome);
  }

  void moved(Candidate file, LocalFile old) {
    String path = file.path().toString();
    ScanOutcome outcome = new ScanOutcome.Moved(path, old);
    change(
        file,
        () -> {
          if (files.byPath(path).isPresent() || now(old.id(), old.path(), old.sha256()).isEmpty()) {
            return overtaken(file);
          }
          writer.move(old.id(), path);
          return outcome;
        },
        outcome);
  }

  /** A recorded file as it is now, if its path and content are the same still. */
  private Optional<LocalFile> now(long id, String path, String sha256) {
    return files.byId(id).filter(file -> file.path().equals(path) && file.sha256().equals(sha256));
  }

  private ScanOutcome overtaken(Candidate file) {
    overtaken.add(file);
    return null;
  }

  void missing(LocalFile file) {
    ScanOutcome outcome = new ScanOutcome.Missing(file.path(), file);
    if (file.missing()) {
      listener.done(outcome);
      return;
    }
    Candidate gone = new Candidate(Path.of(file.path()), file.stamp());
    change(
        gone,
        () -> {
          writer.markMissing(file.id());
          return outcome;
        },
        outcome);
  }

  /** A change that tells what became of it, null if nothing did. */
  @FunctionalInterface
  private interface Change {
    ScanOutcome happen();
  }

  private void change(Candidate file, Change change, ScanOutcome inDryRun) {
    batch.add(
        file.stamp(),
        0,
        () -> {
          if (request.dryRun()) {
            return inDryRun;
          }
          ScanOutcome outcome = change.happen();
          if (outcome != null) {
            forgetFailure(file);
          }
          return outcome;
        });
  }

  /** A file that was refused once, and is gone or something else now. */
  void failedNoLonger(FailedFile file) {
    Candidate gone = new Candidate(Path.of(file.path()), Stamp.UNKNOWN, file);
    change(
        gone,
        () -> {
          forgetFailure(gone);
          return null;
        },
        null);
  }

  private void forgetFailure(Candidate file) {
    if (file.failedBefore() != null) {
      failures.forget(file.failedBefore().path());
    }
  }

  /** Of a dry run: what would have to be read. */
  void unread(Candidate file, LocalFile recorded) {
    String path = file.path().toString();
    long size = file.stamp().sizeBytes();
    listener.done(
        recorded == null
            ? new ScanOutcome.Added(path, size, null, null)
            : new ScanOutcome.Changed(path, size, recorded.id(), null, null));
  }

  /** A file or folder that could not be read this time. */
  void failed(Path path, LocalFile recorded, String reason) {
    listener.done(failure(path, recorded, reason, false));
  }

  /**
   * A file that is no model.
   *
   * @param known whether it was the same for an earlier scan
   */
  void refused(Candidate file, LocalFile recorded, String reason, boolean known) {
    ScanOutcome outcome = failure(file.path(), recorded, reason, known);
    if (known || request.dryRun()) {
      listener.done(outcome);
      return;
    }
    batch.add(
        file.stamp(),
        reason.length(),
        () -> {
          failures.remember(file.path().toString(), file.stamp(), reason);
          return outcome;
        });
  }

  private static ScanOutcome failure(Path path, LocalFile recorded, String reason, boolean known) {
    Long id = recorded == null ? null : recorded.id();
    return new ScanOutcome.Failed(path.toString(), id, reason, known);
  }

  /**
   * A file that was read.
   *
   * @param recorded what is recorded of it, perhaps under an old path; null: nothing
   */
  void record(Candidate file, LocalFile recorded, Fingerprint read) {
    Copies.Heritage heritage = heritage(recorded, read);
    batch.add(
        file.stamp(),
        size(read),
        () ->
            request.dryRun()
                ? outcome(file, recorded, read, null)
                : recordNow(file, recorded, heritage, read));
  }

  private Copies.Heritage heritage(LocalFile recorded, Fingerprint read) {
    if (recorded == null) {
      return copies.ofNew(read.sha256());
    }
    return recorded.sha256().equals(read.sha256())
        ? Copies.Heritage.NONE
        : copies.ofChanged(read.sha256());
  }

  private ScanOutcome recordNow(
      Candidate file, LocalFile recorded, Copies.Heritage heritage, Fingerprint read) {
    String path = file.path().toString();
    forgetFailure(file);
    Optional<LocalFile> before = before(path, recorded, heritage.moved());
    if (before.isEmpty()) {
      Optional<Long> id = writer.add(path, file.stamp(), read, heritage.linked());
      if (id.isPresent()) {
        recognition.confirm(id.get());
        return new ScanOutcome.Added(path, file.stamp().sizeBytes(), id.get(), read);
      }
      before = files.byPath(path);
    }
    LocalFile old = before.orElseThrow();
    Long lost = writer.replace(old, path, file.stamp(), read, heritage.linked());
    recognition.confirm(old.id());
    return outcome(file, old, read, lost);
  }

  /** The row to write on, as it is now; empty: a new one. */
  private Optional<LocalFile> before(String path, LocalFile recorded, RecordedCopy moved) {
    if (recorded == null && moved == null) {
      return Optional.empty(); // the usual case: inserting the row tells if there is one by now
    }
    Optional<LocalFile> there = files.byPath(path);
    if (there.isPresent()) {
      return there;
    }
    return recorded != null
        ? now(recorded.id(), recorded.path(), recorded.sha256())
        : now(moved.id(), moved.path(), moved.sha256());
  }

  private static ScanOutcome outcome(
      Candidate file, LocalFile before, Fingerprint read, Long lostVersion) {
    String path = file.path().toString();
    long size = file.stamp().sizeBytes();
    if (before == null) {
      return new ScanOutcome.Added(path, size, null, read);
    }
    if (!before.sha256().equals(read.sha256())) {
      return new ScanOutcome.Changed(path, size, before.id(), read, lostVersion);
    }
    LocalFile now = before.readAgain(path, file.stamp(), read);
    return before.path().equals(path)
        ? new ScanOutcome.Unchanged(path, now)
        : new ScanOutcome.Moved(path, now);
  }

  private static long size(Fingerprint read) {
    long characters = 0;
    for (Map.Entry<String, String> entry : read.metadata().entrySet()) {
      characters += entry.getKey().length();
      characters += entry.getValue() == null ? 0 : entry.getValue().length();
    }
    return characters;
  }
}
