package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFileWriter;
import dev.tensors.tsr.library.LocalFileWriter.LostByChange;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.LocalFiles.RecordedCopy;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.reading.FoundFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records files that were read. The transaction that writes a row also chooses it. */
final class FileRecorder {

  private final LocalFiles files;
  private final LocalFileWriter writer;
  private final FileRecognizer recognition;

  /** What was recorded at their paths before, of rows that others' exchanges put there. */
  private final Map<Long, String> contentsBefore = new HashMap<>();

  /** These rows as they were before, by their file keys. */
  private final Map<@Nullable String, LocalFile> displacedByKey = new HashMap<>();

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
      FoundFile file, @Nullable LocalFile recorded, CopyFinder.Group copies, FileRead read) {
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
    boolean changed = !old.sha256().equals(read.sha256());
    LocalFile moved = changed ? renamed(file, read.sha256()) : null;
    if (moved != null) {
      return swapped(file, moved, old, read);
    }
    String contentBefore = contentsBefore.get(old.id());
    if (!changed && contentBefore != null && old.path().equals(path)) {
      writer.replace(old, path, file.stamp(), read, null, false);
      recognition.confirm(old.id());
      return changed(file, old.id(), contentBefore, read);
    }
    boolean renamed = changed && recognition.hasNewPath(old);
    LostByChange lost = writer.replace(old, path, file.stamp(), read, copies.linkedId(), renamed);
    recognition.confirm(old.id());
    return outcome(file, old, read, lost);
  }

  /** The recorded file that this one is, whose name another file has; null if there is none. */
  private @Nullable LocalFile renamed(FoundFile file, String sha256) {
    LocalFile displaced = displacedByKey.get(file.stamp().fileKey());
    if (displaced != null
        && displaced.stamp().equals(file.stamp())
        && displaced.sha256().equals(sha256)) {
      return files.withIds(List.of(displaced.id())).stream().findFirst().orElse(null);
    }
    return recognition.displaced(file, sha256);
  }

  /**
   * Records a file whose name and that of another recorded file were swapped, or exchanged among
   * several: its row goes with it, and the row of this path takes its place until the file there is
   * recorded, too.
   */
  private ScanOutcome swapped(FoundFile file, LocalFile moved, LocalFile displaced, FileRead read) {
    String path = file.path().toString();
    contentsBefore.putIfAbsent(moved.id(), moved.sha256());
    String contentBefore = contentsBefore.getOrDefault(displaced.id(), displaced.sha256());
    writer.exchangePaths(moved, displaced);
    contentsBefore.put(displaced.id(), contentsBefore.get(moved.id()));
    contentsBefore.remove(moved.id());
    displacedByKey.remove(file.stamp().fileKey());
    if (displaced.stamp().fileKey() != null) {
      displacedByKey.put(displaced.stamp().fileKey(), displaced);
    }
    writer.replace(moved, path, file.stamp(), read, null, false);
    recognition.confirm(moved.id());
    return changed(file, moved.id(), contentBefore, read);
  }

  private static ScanOutcome changed(FoundFile file, long id, String contentBefore, FileRead read) {
    String path = file.path().toString();
    long size = file.stamp().sizeBytes();
    return new ScanOutcome.Changed(path, size, id, contentBefore, read, LostByChange.NOTHING);
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
      FoundFile file, @Nullable LocalFile before, FileRead read, LostByChange lost) {
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
  static long size(FileRead read) {
    long characters = 0;
    for (Map.Entry<String, @Nullable String> entry : read.metadata().entrySet()) {
      characters += entry.getKey().length();
      String value = entry.getValue();
      characters += value == null ? 0 : value.length();
    }
    return characters;
  }
}
