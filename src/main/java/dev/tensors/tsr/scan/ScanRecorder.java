package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FailedFiles;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFileWriter;
import dev.tensors.tsr.library.LocalFileWriter.LostByChange;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.reading.FileReading;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.HubFile;
import dev.tensors.tsr.reading.folders.FolderListener;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the result for each file, and reports the outcome; a dry run only reports. Other programs
 * can write at any time, so the transaction that changes a row checks its present state first.
 */
final class ScanRecorder {

  private final LocalFileWriter writer;
  private final FailedFiles failures;
  private final Scan.Request request;
  private final FolderListener<ScanOutcome> listener;
  private final CopyFinder copies;
  private final FileRecorder recording;
  private final ChangeBatch batch;
  private List<FoundFile> overtaken = new ArrayList<>();

  ScanRecorder(
      Database database,
      Scan.Request request,
      FolderListener<ScanOutcome> listener,
      FileRecognizer recognition,
      CopyFinder copies) {
    this.writer = new LocalFileWriter(database);
    this.failures = new FailedFiles(database);
    this.request = request;
    this.listener = listener;
    this.copies = copies;
    this.recording = new FileRecorder(new LocalFiles(database), writer, recognition);
    this.batch =
        new ChangeBatch(request.dryRun() ? Runnable::run : writer::inTransaction, listener::done);
  }

  void commit() {
    batch.commit();
  }

  void commitIfOld() {
    batch.commitIfOld();
  }

  /** Whether the result for a file with this stamp is not committed yet. */
  boolean holds(FileStamp stamp) {
    return batch.holds(stamp);
  }

  /** Removes and returns the files whose rows other programs changed after the look-up. */
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

  /** Records what an older tsr did not record of a file; reports no outcome. */
  void completed(FoundFile file, LocalFile recorded, FileReading.Completed read) {
    batch.add(
        file.stamp(),
        0,
        () -> {
          if (read.identity() != null) {
            writer.identify(recorded, read.identity());
          }
          if (read.fingerprint() != null) {
            writer.setFingerprint(recorded, read.fingerprint());
          }
          return null;
        });
  }

  void moved(FoundFile file, LocalFile old) {
    String path = file.path().toString();
    ScanOutcome outcome = new ScanOutcome.Moved(path, old);
    change(
        file,
        () -> {
          if (!writer.move(old, path)) {
            return overtaken(file);
          }
          inRepository(file);
          return outcome;
        },
        outcome);
  }

  /** Hugging Face's cache tells in which repository a file is. */
  private void inRepository(FoundFile file) {
    HubFile hub = file.hub();
    if (hub != null) {
      writer.inRepository(file.path().toString(), hub.repository(), hub.commit(), hub.path());
    }
  }

  private @Nullable ScanOutcome overtaken(FoundFile file) {
    overtaken.add(file);
    return null;
  }

  /** A recorded pickle that exists, in a scan without pickles. */
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
        file.stamp(), () -> writer.markMissing(file.id(), file.path()) ? outcome : null, outcome);
  }

  /** A change of the catalogue. */
  @FunctionalInterface
  private interface Change {
    /** Makes the change; returns null if there is nothing to report. */
    @Nullable ScanOutcome make();
  }

  private void change(FoundFile file, Change change, @Nullable ScanOutcome inDryRun) {
    change(
        file.stamp(),
        () -> {
          ScanOutcome outcome = change.make();
          if (outcome != null) {
            forgetFailure(file);
          }
          return outcome;
        },
        inDryRun);
  }

  private void change(FileStamp stamp, Change change, @Nullable ScanOutcome inDryRun) {
    batch.add(stamp, 0, () -> request.dryRun() ? inDryRun : change.make());
  }

  /** A formerly refused file that is gone, or no longer a file. */
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

  /** A file that a scan would read, in a dry run. */
  void unread(FoundFile file, @Nullable LocalFile recorded) {
    String path = file.path().toString();
    long size = file.stamp().sizeBytes();
    listener.done(
        recorded == null || !recorded.path().equals(path)
            ? new ScanOutcome.Added(path, size, null, null)
            : new ScanOutcome.Changed(
                path, size, recorded.id(), recorded.sha256(), null, LostByChange.NOTHING));
  }

  /** A file or folder that could not be read this time. */
  void failed(Path path, @Nullable LocalFile recorded, String reason) {
    listener.done(failure(path, recorded, reason, false));
  }

  /**
   * A file that is not a valid model.
   *
   * @param known whether an earlier scan refused it for the same reason, and it is unchanged
   */
  void refused(FoundFile file, @Nullable LocalFile recorded, String reason, boolean known) {
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

  private static ScanOutcome failure(
      Path path, @Nullable LocalFile recorded, String reason, boolean known) {
    Long id = recorded == null ? null : recorded.id();
    return new ScanOutcome.Failed(path.toString(), id, reason, known);
  }

  /**
   * A file that was read.
   *
   * @param recorded its row, perhaps with an old path; null: none
   */
  void record(FoundFile file, @Nullable LocalFile recorded, FileRead read) {
    boolean same = recorded != null && recorded.sha256().equals(read.sha256());
    CopyFinder.Group group = same ? CopyFinder.Group.NONE : copies.of(read.sha256());
    batch.add(
        file.stamp(),
        FileRecorder.size(read),
        () -> {
          if (request.dryRun()) {
            return FileRecorder.outcome(file, recorded, read, LostByChange.NOTHING);
          }
          forgetFailure(file);
          ScanOutcome outcome = recording.record(file, recorded, group, read);
          inRepository(file);
          return outcome;
        });
  }
}
