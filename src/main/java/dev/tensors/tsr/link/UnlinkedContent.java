package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.LinkableFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A content whose SHA-256 is not known, with the files to link that have it. */
final class UnlinkedContent {

  private final boolean certain;
  private final Deque<LinkableFile> files = new ArrayDeque<>();
  private @Nullable String weightsSha256;

  /**
   * @param certain as of {@link LinkRecorder.ForWeights}
   * @param weightsSha256 upper case hex; null: not computed yet
   */
  UnlinkedContent(boolean certain, @Nullable String weightsSha256) {
    this.certain = certain;
    this.weightsSha256 = weightsSha256;
  }

  boolean certain() {
    return certain;
  }

  @Nullable String weightsSha256() {
    return weightsSha256;
  }

  void hashed(String sha256) {
    weightsSha256 = sha256;
  }

  void add(LinkableFile file) {
    files.add(file);
  }

  /** The file to read next; null if none is left, or the weights are hashed. */
  @Nullable LinkableFile toRead() {
    return weightsSha256 == null ? files.peek() : null;
  }

  /** Removes and returns the file of {@link #toRead}, since it could not be read. */
  LinkableFile takeUnread() {
    return files.remove();
  }

  /** Removes and returns the files, each of which gets its outcome now. */
  List<LinkableFile> take() {
    List<LinkableFile> all = new ArrayList<>(files);
    files.clear();
    return all;
  }
}
