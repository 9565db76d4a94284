package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.Stamp;
import java.nio.file.Path;
import java.util.Map;

/** Writes down what a scan found of each file, and tells of it; in a dry run it only tells. */
final class Ledger {

  private final LocalFiles files;
  private final ScanRequest request;
  private final ScanListener listener;
  private final Recognition recognition;
  private final Batch batch;

  Ledger(LocalFiles files, ScanRequest request, ScanListener listener, Recognition recognition) {
    this.files = files;
    this.request = request;
    this.listener = listener;
    this.recognition = recognition;
    this.batch = new Batch(request.dryRun() ? Runnable::run : files::together, listener::done);
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

  void unchanged(Candidate file, LocalFile same) {
    ScanOutcome outcome = new ScanOutcome.Unchanged(same.path(), same);
    if (same.missing()) {
      change(file, () -> files.markFound(same.id()), outcome);
    } else {
      listener.done(outcome);
    }
  }

  void moved(Candidate file, LocalFile old) {
    String path = file.path().toString();
    change(file, () -> files.move(old.id(), path), new ScanOutcome.Moved(path, old));
  }

  void missing(LocalFile file) {
    ScanOutcome outcome = new ScanOutcome.Missing(file.path(), file);
    if (file.missing()) {
      listener.done(outcome);
    } else {
      change(
          new Candidate(Path.of(file.path()), file.stamp()),
          () -> files.markMissing(file.id()),
          outcome);
    }
  }

  private void change(Candidate file, Runnable change, ScanOutcome outcome) {
    batch.add(
        file.stamp(),
        0,
        () -> {
          if (!request.dryRun()) {
            change.run();
          }
          return outcome;
        });
  }

  /** Of a dry run: what would have to be read. */
  void unread(Candidate file, LocalFile recorded) {
    String path = file.path().toString();
    long size = file.stamp().sizeBytes();
    listener.done(
        recorded == null
            ? new ScanOutcome.Added(path, size, null, null)
            : new ScanOutcome.Changed(path, size, recorded.id(), null));
  }

  void failed(Path path, LocalFile recorded, String reason) {
    Long id = recorded == null ? null : recorded.id();
    listener.done(new ScanOutcome.Failed(path.toString(), id, reason));
  }

  void record(Candidate file, LocalFile recorded, Fingerprint read) {
    batch.add(
        file.stamp(),
        size(read),
        () -> {
          String path = file.path().toString();
          long size = file.stamp().sizeBytes();
          if (request.dryRun()) {
            return outcome(path, size, recorded, null, read);
          }
          if (recorded != null && !recorded.path().equals(path)) {
            files.move(recorded.id(), path);
          }
          long id = files.record(path, file.stamp(), read);
          recognition.confirm(id);
          return outcome(path, size, recorded, id, read);
        });
  }

  private ScanOutcome outcome(
      String path, long size, LocalFile recorded, Long id, Fingerprint read) {
    if (recorded == null) {
      return new ScanOutcome.Added(path, size, id, read);
    }
    boolean same = request.rehash() && recorded.sha256().equals(read.sha256());
    if (!same) {
      return new ScanOutcome.Changed(path, size, recorded.id(), read);
    }
    return recorded.path().equals(path)
        ? new ScanOutcome.Unchanged(path, recorded)
        : new ScanOutcome.Moved(path, recorded);
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
