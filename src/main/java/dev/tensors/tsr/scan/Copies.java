package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.RecordedCopy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;

/** Finds the files that were recorded before this scan and have the content of one it has read. */
final class Copies {

  /** What is known of the recorded files of one content. */
  private static final class Group {

    /** The id of the last file that was looked at. */
    private long last;

    private RecordedCopy linked;
    private final Queue<RecordedCopy> gone = new ArrayDeque<>();

    private void add(RecordedCopy copy) {
      last = copy.id();
      if (copy.linked() && (linked == null || copy.byHand() && !linked.byHand())) {
        linked = copy;
      }
    }

    private Long linkedId() {
      return linked == null ? null : linked.id();
    }
  }

  /**
   * What a file with some content can take over.
   *
   * @param moved the file that it was before; null: it is a new one
   * @param linked the id of a file that is linked, if possible by hand; null: none is
   */
  record Heritage(RecordedCopy moved, Long linked) {

    static final Heritage NONE = new Heritage(null, null);
  }

  private static final int PAGE = 16;

  private final LocalFiles files;
  private final Recognition recognition;
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
  Copies(LocalFiles files, Recognition recognition, Predicate<Path> scanned) {
    this.files = files;
    this.recognition = recognition;
    this.scanned = scanned;
    this.lastId = files.lastId();
  }

  /**
   * What a file can take over that was read. A moved file is found only once.
   *
   * @param recorded what is recorded of it; null: nothing
   */
  Heritage heritage(LocalFile recorded, String sha256) {
    if (recorded == null) {
      return ofNew(sha256);
    }
    return recorded.sha256().equals(sha256)
        ? Heritage.NONE
        : new Heritage(null, group(sha256).linkedId());
  }

  private Heritage ofNew(String sha256) {
    Group group = group(sha256);
    for (RecordedCopy gone = group.gone.poll(); gone != null; gone = group.gone.poll()) {
      if (!recognition.isPresent(gone.id())) {
        recognition.dismiss(gone.id());
        return new Heritage(gone, group.linkedId());
      }
    }
    return new Heritage(null, group.linkedId());
  }

  private Group group(String sha256) {
    Group group = groups.getOrDefault(sha256, new Group());
    if (lastId == 0) {
      return group;
    }
    List<RecordedCopy> page = page(sha256, group);
    while (!page.isEmpty()) {
      for (RecordedCopy copy : page) {
        group.add(copy);
        if (mayHaveMoved(copy)) {
          group.gone.add(copy);
        }
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
    if (recognition.isPresent(copy.id()) || !Recognition.isGone(copy.path())) {
      return false;
    }
    try {
      Path path = Path.of(copy.path());
      return scanned.test(path)
          || path.getParent() != null && Recognition.isFolderGone(path.getParent());
    } catch (InvalidPathException e) {
      return false; // nor was it ever there
    }
  }
}
