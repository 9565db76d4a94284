package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.catalog.FailedFiles;
import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.HeaderIdentity;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFileWriter;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes down what a scan found of each file, and tells of it; in a dry run it only tells. Other
 * programs may write at any time: what is recorded of a file is decided on in the transaction.
 */
final class ScanRecorder {

  private final LocalFiles files;
  private final LocalFileWriter writer;
  private final FailedFiles failures;
  private final ScanRequest request;
  private final ScanListener listener;
  private final CopyFinder copies;
  private final FileRecorder recording;
  private final ChangeBatch batch;
  private List<FoundFile> overtaken = new ArrayList<>();

  ScanRecorder(
      Database database,
      ScanRequest request,
      ScanListener listener,
      FileRecognizer recognition,
      CopyFinder copies) {
    this.files = new LocalFiles(database);
    this.writer = new LocalFileWriter(database);
    this.failures = new FailedFiles(database);
    this.request = request;
    this.listener = listener;
    this.copies = copies;
    this.recording = new FileRecorder(files, writer, recognition);
    this.batch =
        new ChangeBatch(request.dryRun() ? Runnable::run : writer::inTransaction, listener::done);
  }

  void commit() {
    batch.commit();
  }

  void commitIfOld() {
    batch.commitIfOld();
  }

  /** Whether what was found of a file with this stamp is not in the catalogue yet. */
  boolean holds(FileStamp stamp) {
    return batch.holds(stamp);
  }

  /** The files whose rows others have changed since they were recognised; each is given once. */
  List<FoundFile> overtaken() {
    List<FoundFile> files = overtaken;
    overtaken = new ArrayList<>();
    return files;
  }

  void unchanged(FoundFile file, LocalFile same) {
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

  /** The identity of a recorded file, which an older tsr did not tell; no outcome is reported. */
  void identified(FoundFile file, LocalFile recorded, HeaderIdentity identity) {
    batch.add(
        file.stamp(),
        0,
        () -> {
          writer.identify(recorded, identity);
          return null;
        });
  }

  void moved(FoundFile file, LocalFile old) {
    String path = file.path().toString();
    ScanOutcome outcome = new ScanOutcome.Moved(path, old);
    change(
        file,
        () -> {
          if (files.byPath(path).isPresent()
              || files.ifUnchanged(old.id(), old.path(), old.sha256()).isEmpty()) {
            return overtaken(file);
          }
          writer.move(old.id(), path);
          return outcome;
        },
        outcome);
  }

  private ScanOutcome overtaken(FoundFile file) {
    overtaken.add(file);
    return null;
  }

  /** A recorded file that is there, and that this scan does not look for. */
  void leftOut(LocalFile file) {
    ScanOutcome outcome = new ScanOutcome.Unchanged(file.path(), file);
    if (!file.missing()) {
      listener.done(outcome);
      return;
    }
    change(
        file.stamp(),
        () -> writer.markFound(file.id(), file.stamp().fileKey()) ? outcome : null,
        outcome);
  }

  void missing(LocalFile file) {
    ScanOutcome outcome = new ScanOutcome.Missing(file.path(), file);
    if (file.missing()) {
      listener.done(outcome);
      return;
    }
    change(
        file.stamp(),
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

  private void change(FoundFile file, Change change, ScanOutcome inDryRun) {
    change(
        file.stamp(),
        () -> {
          ScanOutcome outcome = change.happen();
          if (outcome != null) {
            forgetFailure(file);
          }
          return outcome;
        },
        inDryRun);
  }

  private void change(FileStamp stamp, Change change, ScanOutcome inDryRun) {
    batch.add(stamp, 0, () -> request.dryRun() ? inDryRun : change.happen());
  }

  /** A file that was refused once, and is gone or something else now. */
  void failedNoLonger(FailedFile file) {
    change(
        FileStamp.UNKNOWN,
        () -> {
          failures.forget(file.path());
          return null;
        },
        null);
  }

  private void forgetFailure(FoundFile file) {
    if (file.failedBefore() != null) {
      failures.forget(file.failedBefore().path());
    }
  }

  /** Of a dry run: what would have to be read. */
  void unread(FoundFile file, LocalFile recorded) {
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
  void refused(FoundFile file, LocalFile recorded, String reason, boolean known) {
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
  void record(FoundFile file, LocalFile recorded, Fingerprint read) {
    boolean same = recorded != null && recorded.sha256().equals(read.sha256());
    CopyFinder.Group group = same ? CopyFinder.Group.NONE : copies.of(read.sha256());
    batch.add(
        file.stamp(),
        size(read),
        () -> {
          if (request.dryRun()) {
            return FileRecorder.outcome(file, recorded, read, null);
          }
          forgetFailure(file);
          return recording.record(file, recorded, group, read);
        });
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
