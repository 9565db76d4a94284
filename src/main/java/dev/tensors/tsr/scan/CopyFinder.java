package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.LocalFiles.RecordedCopy;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.reading.FileRecognizer;
import dev.tensors.tsr.system.PathNames;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds recorded files with the same content as a file that the scan has read. */
final class CopyFinder {

  /** The files that were recorded with one content before the scan. */
  static final class Group {

    static final Group NONE = new Group();

    /** The id of the last file that was checked on the disk. */
    private long last;

    private @Nullable RecordedCopy linked;

    /** The files that are gone and may have moved, by their names. */
    private final Map<String, Queue<RecordedCopy>> gone = new LinkedHashMap<>();

    private void add(RecordedCopy copy, boolean mayHaveMoved) {
      last = copy.id();
      if (copy.linked() && (linked == null || copy.byHand() && !linked.byHand())) {
        linked = copy;
      }
      if (mayHaveMoved) {
        gone.computeIfAbsent(PathNames.HERE.name(copy.path()), name -> new ArrayDeque<>())
            .add(copy);
      }
    }

    /** Whether a file with this content may be a recorded one that moved. */
    boolean mayHaveMoved() {
      return !gone.isEmpty();
    }

    /**
     * Removes and returns a file that may have moved to a path, preferably one with the same name;
     * null if none is left.
     */
    @Nullable RecordedCopy takeMoved(String path) {
      if (gone.isEmpty()) {
        return null;
      }
      String name =
          gone.containsKey(PathNames.HERE.name(path))
              ? PathNames.HERE.name(path)
              : gone.keySet().iterator().next();
      Queue<RecordedCopy> copies = gone.getOrDefault(name, new ArrayDeque<>());
      RecordedCopy copy = copies.poll();
      if (copies.isEmpty()) {
        gone.remove(name);
      }
      return copy;
    }

    /** The id of a linked file, preferably one linked by hand; null if none is linked. */
    @Nullable Long linkedId() {
      return linked == null ? null : linked.id();
    }
  }

  private static final int PAGE = 16;

  private final LocalFiles files;
  private final FileRecognizer recognition;
  private final Predicate<Path> scanned;

  /**
   * The highest id before this scan. Files that the scan itself records are neither gone nor
   * linked.
   */
  private final long lastId;

  /** Large groups, so that each of their files is checked on the disk only once. */
  private final Map<String, Group> groups = new HashMap<>();

  /**
   * @param scanned whether a path is below the paths of this scan
   */
  CopyFinder(LocalFiles files, FileRecognizer recognition, Predicate<Path> scanned) {
    this.files = files;
    this.recognition = recognition;
    this.scanned = scanned;
    this.lastId = files.lastId();
  }

  /** The recorded files with a content; checks on the disk which of them are gone. */
  Group of(String sha256) {
    Group group = groups.getOrDefault(sha256, new Group());
    if (lastId == 0) {
      return group;
    }
    List<RecordedCopy> page = page(sha256, group);
    while (!page.isEmpty()) {
      for (RecordedCopy copy : page) {
        group.add(copy, mayHaveMoved(copy));
      }
      if (page.size() < PAGE) {
        return group;
      }
      groups.put(sha256, group);
      page = page(sha256, group);
    }
    return group;
  }

  private List<RecordedCopy> page(String sha256, Group group) {
    return files.copies(sha256, group.last, lastId, PAGE);
  }

  /** A file outside the scanned paths whose folder still exists was deleted, not moved. */
  private boolean mayHaveMoved(RecordedCopy copy) {
    if (recognition.isPresent(copy.id()) || !FileRecognizer.isGone(copy.path())) {
      return false;
    }
    Path path = RecordedPath.of(copy.path()).orElse(null);
    return path != null
        && (scanned.test(path)
            || path.getParent() != null && FileRecognizer.isFolderGone(path.getParent()));
  }
}
