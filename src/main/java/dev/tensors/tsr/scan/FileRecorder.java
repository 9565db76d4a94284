package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Fingerprint;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFileWriter;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.LostByChange;
import dev.tensors.tsr.catalog.RecordedCopy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records files that were read. The transaction that writes a row also chooses it. */
final class FileRecorder {

  private final LocalFiles files;
  private final LocalFileWriter writer;
  private final FileRecognizer recognition;

  FileRecorder(LocalFiles files, LocalFileWriter writer, FileRecognizer recognition) {
    this.files = files;
    this.writer = writer;
    this.recognition = recognition;
  }

  /**
   * Records a file.
   *
   * @param recorded the row of the file when it was found, perhaps with an old path; null: none
   * @param copies the recorded files with the same content
   */
  ScanOutcome record(
      FoundFile file, @Nullable LocalFile recorded, CopyFinder.Group copies, Fingerprint read) {
    String path = file.path().toString();
    Optional<LocalFile> before = before(path, recorded, copies);
    if (before.isEmpty()) {
      Optional<Long> id = writer.add(path, file.stamp(), read, copies.linkedId());
      if (id.isPresent()) {
        recognition.confirm(id.get());
        return new ScanOutcome.Added(path, file.stamp().sizeBytes(), id.get(), read);
      }
      before = files.byPath(path);
    }
    LocalFile old = before.orElseThrow();
    boolean renamed = !old.sha256().equals(read.sha256()) && recognition.hasNewPath(old);
    LostByChange lost = writer.replace(old, path, file.stamp(), read, copies.linkedId(), renamed);
    recognition.confirm(old.id());
    return outcome(file, old, read, lost);
  }

  /** The present row to update; empty to insert a new one. */
  private Optional<LocalFile> before(
      String path, @Nullable LocalFile recorded, CopyFinder.Group copies) {
    if (recorded == null && !copies.mayHaveMoved()) {
      return Optional.empty(); // the usual case; the insert fails if there is a row by now
    }
    Optional<LocalFile> there = files.byPath(path);
    if (there.isPresent()) {
      return there;
    }
    return recorded != null ? stillAs(recorded) : moved(path, copies);
  }

  private Optional<LocalFile> stillAs(LocalFile known) {
    return files.ifUnchanged(known.id(), known.path(), known.sha256());
  }

  /** The row of a file that moved to this path, unless another program has updated it. */
  private Optional<LocalFile> moved(String path, CopyFinder.Group copies) {
    Optional<LocalFile> moved = Optional.empty();
    RecordedCopy gone = copies.takeMoved(path);
    while (gone != null && moved.isEmpty()) {
      moved = files.ifUnchanged(gone.id(), gone.path(), gone.sha256());
      gone = moved.isEmpty() ? copies.takeMoved(path) : null;
    }
    return moved;
  }

  /**
   * The outcome for a file that was read.
   *
   * @param before the file as it was recorded before; null: it was not
   * @param lost what the file lost if its content is new
   */
  static ScanOutcome outcome(
      FoundFile file, @Nullable LocalFile before, Fingerprint read, LostByChange lost) {
    String path = file.path().toString();
    long size = file.stamp().sizeBytes();
    if (before == null) {
      return new ScanOutcome.Added(path, size, null, read);
    }
    if (!before.sha256().equals(read.sha256())) {
      return new ScanOutcome.Changed(path, size, before.id(), before.sha256(), read, lost);
    }
    LocalFile now = before.readAgain(path, file.stamp(), read);
    return before.path().equals(path)
        ? new ScanOutcome.Unchanged(path, now)
        : new ScanOutcome.Moved(path, now);
  }

  /** The approximate number of characters that a result holds in memory. */
  static long size(Fingerprint read) {
    long characters = 0;
    for (Map.Entry<String, @Nullable String> entry : read.metadata().entrySet()) {
      characters += entry.getKey().length();
      String value = entry.getValue();
      characters += value == null ? 0 : value.length();
    }
    return characters;
  }
}
