package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognizes files by their recorded path and stamp, without reading them. */
public final class FileRecognizer {

  /** The recorded state of a file that the scan has found. */
  public sealed interface Recognized {

    /** Recorded under this path, and unchanged since. */
    record Same(LocalFile file) implements Recognized {}

    /**
     * Perhaps one of the files that were recorded with this stamp under other paths, where they no
     * longer are; its content tells.
     */
    record Moved(List<LocalFile> candidates) implements Recognized {}

    /**
     * A hard link to a recorded file.
     *
     * @param known the row of this path; null: none
     */
    record HardLink(LocalFile original, @Nullable LocalFile known) implements Recognized {}

    /**
     * New or changed: to be read.
     *
     * @param known the row of this path; null: none
     */
    record Unread(@Nullable LocalFile known) implements Recognized {}
  }

  /** The file keys that were added, as one bit each: it takes 1 MiB for any number of them. */
  static final class FileKeys {

    private static final int INDEX_BITS = 23;

    private final BitSet added = new BitSet(1 << INDEX_BITS);

    /**
     * Adds a file key.
     *
     * @return whether it is certainly new; false also where another key has the same bit
     */
    boolean add(String fileKey) {
      int spread = fileKey.hashCode() * 0x9E3779B9; // keys differ in their last digits only
      int index = spread >>> (Integer.SIZE - INDEX_BITS);
      boolean isNew = !added.get(index);
      added.set(index);
      return isNew;
    }
  }

  /** The number of files with one stamp that are looked up at once. */
  private static final int PAGE = 16;

  /** What is known of the recorded files with one stamp. */
  private static final class Links {

    /** The id of the last file of which is known that it did not move. */
    private long lastChecked = Long.MIN_VALUE;

    /** A file that had the recorded content when it was last checked. */
    private @Nullable LocalFile original;
  }

  private final LocalFiles files;
  private final boolean rehash;
  private final long lastId;
  private final RecordedRows<LocalFile> lookup;
  private final SeenRows present = new SeenRows();
  private final SeenRows confirmed = new SeenRows();

  /** Of stamps with many hard links, so that each of these is checked only once. */
  private final Map<FileStamp, Links> manyLinks = new HashMap<>();

  /** The file keys that this scan has met; null if other scans have recorded files, too. */
  private final @Nullable FileKeys met;

  public FileRecognizer(LocalFiles files, boolean rehash) {
    this.files = files;
    this.rehash = rehash;
    this.lastId = files.lastId();
    this.met = lastId == 0 ? new FileKeys() : null;
    this.lookup = new RecordedRows<>(files::from, LocalFile::path);
  }

  public Recognized match(FoundFile candidate) {
    LocalFile known = lookup.byPath(candidate.path().toString()).orElse(null);
    Recognized match = match(candidate, known);
    if (known != null) {
      present.add(known.id());
    }
    if (match instanceof Recognized.Same(LocalFile file)) {
      confirm(file.id());
    }
    return match;
  }

  private Recognized match(FoundFile candidate, @Nullable LocalFile known) {
    FileStamp stamp = candidate.stamp();
    LocalFile same =
        known != null && !rehash && known.stamp().hasSizeAndTimeOf(stamp) ? known : null;
    if (same != null && same.stamp().equals(stamp)) {
      return new Recognized.Same(same);
    }
    List<LocalFile> others = mayBeRecorded(stamp) ? page(stamp, Long.MIN_VALUE) : List.of();
    // A changed file key alone, as after a remount, does not make it another file, unless the key
    // is recorded for one.
    return same != null && others.isEmpty()
        ? new Recognized.Same(same)
        : another(candidate, known, others);
  }

  /** Whether a file with this stamp may be recorded: in a first scan, only a file met before. */
  private boolean mayBeRecorded(FileStamp stamp) {
    return stamp.fileKey() != null && (met == null || !met.add(stamp.fileKey()));
  }

  private List<LocalFile> page(FileStamp stamp, long after) {
    return files.byStamp(stamp, after, PAGE);
  }

  /**
   * A file whose stamp is recorded under other paths: perhaps one of those moved, or a hard link.
   *
   * @param first the first page of the files with the stamp
   */
  private Recognized another(FoundFile file, @Nullable LocalFile known, List<LocalFile> first) {
    FileStamp stamp = file.stamp();
    Links links =
        first.size() < PAGE ? new Links() : manyLinks.computeIfAbsent(stamp, of -> new Links());
    List<LocalFile> gone = known == null ? gone(stamp, first, links) : List.of();
    if (!gone.isEmpty()) {
      return new Recognized.Moved(gone);
    }
    LocalFile original =
        !first.isEmpty() && FileStamps.hasHardLinks(file.path())
            ? original(stamp, first, links)
            : null;
    return original == null
        ? new Recognized.Unread(known)
        : new Recognized.HardLink(original, known);
  }

  /** The next files with a stamp that are no longer at their paths; none if there are none. */
  private List<LocalFile> gone(FileStamp stamp, List<LocalFile> first, Links links) {
    List<LocalFile> page =
        links.lastChecked == Long.MIN_VALUE ? first : page(stamp, links.lastChecked);
    while (!page.isEmpty()) {
      List<LocalFile> gone = new ArrayList<>();
      for (LocalFile other : page) {
        if (!isPresent(other.id()) && isGone(other.path())) {
          gone.add(other);
        } else if (gone.isEmpty()) {
          links.lastChecked = other.id();
        }
      }
      if (!gone.isEmpty()) {
        return gone;
      }
      page = page.size() < PAGE ? List.of() : page(stamp, links.lastChecked);
    }
    return List.of();
  }

  /** A file with a stamp that still has the recorded content; null if there is none. */
  private @Nullable LocalFile original(FileStamp stamp, List<LocalFile> first, Links links) {
    if (links.original != null && isStill(links.original)) {
      return links.original;
    }
    List<LocalFile> page = first;
    while (!page.isEmpty()) {
      for (LocalFile other : page) {
        if (isStill(other)) {
          links.original = other;
          return other;
        }
      }
      page = page.size() < PAGE ? List.of() : page(stamp, page.getLast().id());
    }
    return null;
  }

  private boolean isStill(LocalFile file) {
    return confirmed.contains(file.id()) || (!rehash && FileStamps.isStill(file));
  }

  /**
   * Whether this scan has recorded the file, as it is recorded under its path, under a new path.
   */
  public boolean hasNewPath(LocalFile file) {
    return file.stamp().fileKey() != null
        && files.byStamp(file.stamp(), lastId, PAGE).stream()
            .anyMatch(other -> other.sha256().equals(file.sha256()));
  }

  /**
   * The recorded file that this one is, which had another path that now has another file; null if
   * there is none: two names were swapped.
   *
   * @param sha256 of the file, which was read
   */
  public @Nullable LocalFile displaced(FoundFile file, String sha256) {
    if (file.stamp().fileKey() == null) {
      return null;
    }
    String path = file.path().toString();
    return page(file.stamp(), Long.MIN_VALUE).stream()
        .filter(other -> other.sha256().equals(sha256) && !other.path().equals(path))
        .filter(other -> isPresent(other.id()) && !FileStamps.isStill(other))
        .findFirst()
        .orElse(null);
  }

  /** Reads the next row from the catalogue again, since other programs may have changed it. */
  public void refresh() {
    lookup.refresh();
  }

  /** Marks a recorded file as found unchanged in this scan. */
  public void confirm(long id) {
    present.add(id);
    confirmed.add(id);
  }

  /** Marks a recorded file as processed. */
  public void dismiss(long id) {
    present.add(id);
  }

  /** Whether a recorded file was found or processed in this scan. */
  public boolean isPresent(long id) {
    return present.contains(id);
  }

  /**
   * Whether it is certain that a recorded path has no file any more: nothing is there, or one of
   * its folders became a symlink, so that the file has another real path.
   */
  public static boolean isGone(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return !attributes.isRegularFile() || !path.toRealPath().equals(path);
    } catch (IOException e) {
      return ReadFailure.isAbsence(e); // other failures, such as of permissions, prove nothing
    }
  }

  /** As {@link #isGone(Path)}, for a recorded path, which can be malformed. */
  public static boolean isGone(String path) {
    return RecordedPath.of(path)
        .map(RecordedPath::content)
        .map(FileRecognizer::isGone)
        .orElse(true);
  }

  /** Whether it is certain that a folder does not exist any more. */
  public static boolean isFolderGone(Path folder) {
    try {
      return !Files.readAttributes(folder, BasicFileAttributes.class).isDirectory();
    } catch (IOException e) {
      return ReadFailure.isAbsence(e);
    }
  }
}
