package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.RecordedCopy;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;

/** Finds the files that were recorded before this scan and have the content of one it has read. */
final class CopyFinder {

  /** What was recorded of one content when its first files were looked at. */
  static final class Group {

    static final Group NONE = new Group();

    /** The id of the last file that was looked at. */
    private long last;

    private RecordedCopy linked;

    /** Those that are gone and may have moved, by their names. */
    private final Map<String, Queue<RecordedCopy>> gone = new LinkedHashMap<>();

    private void add(RecordedCopy copy, boolean mayHaveMoved) {
      last = copy.id();
      if (copy.linked() && (linked == null || copy.byHand() && !linked.byHand())) {
        linked = copy;
      }
      if (mayHaveMoved) {
        gone.computeIfAbsent(name(copy.path()), name -> new ArrayDeque<>()).add(copy);
      }
    }

    /** Whether a file of this content may be one that has moved. */
    boolean mayHaveMoved() {
      return !gone.isEmpty();
    }

    /**
     * Takes a file out that may have moved to a path, if possible one of the same name; null: none
     * is left.
     */
    RecordedCopy takeMoved(String path) {
      if (gone.isEmpty()) {
        return null;
      }
      String name = gone.containsKey(name(path)) ? name(path) : gone.keySet().iterator().next();
      RecordedCopy copy = gone.get(name).remove();
      if (gone.get(name).isEmpty()) {
        gone.remove(name);
      }
      return copy;
    }

    private static String name(String path) {
      return path.substring(path.lastIndexOf(File.separatorChar) + 1);
    }

    /** The id of a file that is linked, if possible by hand; null: none is. */
    Long linkedId() {
      return linked == null ? null : linked.id();
    }
  }

  private static final int PAGE = 16;

  private final LocalFiles files;
  private final FileRecognizer recognition;
  private final Predicate<Path> scanned;

  /**
   * Files with higher ids are recorded by this scan: none of them is gone or has a link of its own.
   */
  private final long lastId;

  /** Large groups only, so that none of their files is looked at for each of their copies anew. */
  private final Map<String, Group> groups = new HashMap<>();

  /**
   * @param scanned whether a file lies where this scan looks
   */
  CopyFinder(LocalFiles files, FileRecognizer recognition, Predicate<Path> scanned) {
    this.files = files;
    this.recognition = recognition;
    this.scanned = scanned;
    this.lastId = files.lastId();
  }

  /** The recorded files of a content. This looks on the disk for each, if it did not before. */
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

  /** A file that is gone from elsewhere, out of a folder that is there, was only deleted. */
  private boolean mayHaveMoved(RecordedCopy copy) {
    if (recognition.isPresent(copy.id()) || !FileRecognizer.isGone(copy.path())) {
      return false;
    }
    try {
      Path path = Path.of(copy.path());
      return scanned.test(path)
          || path.getParent() != null && FileRecognizer.isFolderGone(path.getParent());
    } catch (InvalidPathException e) {
      return false; // nor was it ever there
    }
  }
}
