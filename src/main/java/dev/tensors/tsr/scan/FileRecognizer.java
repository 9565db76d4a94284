package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Recognises the files that the catalogue knows, without reading them. */
final class FileRecognizer {

  private final LocalFiles files;
  private final boolean rehash;
  private final RecordedRows<LocalFile> lookup;
  private final RowIds present = new RowIds();
  private final RowIds confirmed = new RowIds();

  FileRecognizer(LocalFiles files, boolean rehash) {
    this.files = files;
    this.rehash = rehash;
    this.lookup = new RecordedRows<>(files::from, LocalFile::path);
  }

  Recognized match(FoundFile candidate) {
    LocalFile known = lookup.byPath(candidate.path().toString()).orElse(null);
    Recognized match = match(candidate, known);
    if (known != null) {
      present.add(known.id());
    }
    if (match instanceof Recognized.Same(LocalFile file)) {
      confirm(file.id());
    } else if (match instanceof Recognized.Moved(LocalFile file)) {
      present.add(file.id());
    }
    return match;
  }

  private Recognized match(FoundFile candidate, LocalFile known) {
    FileStamp stamp = candidate.stamp();
    boolean same = known != null && !rehash && known.stamp().hasSizeAndTimeOf(stamp);
    if (same && known.stamp().equals(stamp)) {
      return new Recognized.Same(known);
    }
    List<LocalFile> others = stamp.fileKey() == null ? List.of() : files.byStamp(stamp);
    // Under a new file key the file is the same, unless the key tells that it is another one.
    return same && others.isEmpty() ? new Recognized.Same(known) : another(known, others);
  }

  /** What a file is whose stamp is recorded of others: one of them moved, or a hard link to one. */
  private Recognized another(LocalFile known, List<LocalFile> others) {
    if (known == null) {
      for (LocalFile other : others) {
        if (!isPresent(other.id()) && isGone(other.path())) {
          return new Recognized.Moved(other);
        }
      }
    }
    for (LocalFile other : others) {
      if (confirmed.contains(other.id()) || (!rehash && FileStamps.isStill(other))) {
        return new Recognized.HardLink(other, known);
      }
    }
    return new Recognized.Unread(known);
  }

  /** Has the next file looked up in the catalogue, which others may have changed. */
  void lookAnew() {
    lookup.forgetPage();
  }

  /** Says that in this scan a recorded file was found to be what its row says. */
  void confirm(long id) {
    present.add(id);
    confirmed.add(id);
  }

  /** Says that a recorded file needs no more looking after. */
  void dismiss(long id) {
    present.add(id);
  }

  /** Whether a recorded file was found in this scan, or dealt with. */
  boolean isPresent(long id) {
    return present.contains(id);
  }

  /**
   * Whether a recorded path surely leads to no file any more: nothing is there, or a folder on the
   * way has become a symlink and the file is known by another real path.
   */
  static boolean isGone(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return !attributes.isRegularFile() || !path.toRealPath().equals(path);
    } catch (IOException e) {
      return ReadFailure.isAbsence(e); // else it may not be known, or the disk fails
    }
  }

  /** The same of a recorded path, which may be none that a file can have. */
  static boolean isGone(String path) {
    try {
      return isGone(Path.of(path));
    } catch (InvalidPathException e) {
      return true;
    }
  }

  /** Whether there surely is no such folder any more. */
  static boolean isFolderGone(Path folder) {
    try {
      return !Files.readAttributes(folder, BasicFileAttributes.class).isDirectory();
    } catch (IOException e) {
      return ReadFailure.isAbsence(e);
    }
  }
}
