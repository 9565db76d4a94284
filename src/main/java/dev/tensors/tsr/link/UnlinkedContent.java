package dev.tensors.tsr.link;

import dev.tensors.tsr.library.LinkableFile;
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

  /** Removes and returns the first file, since it could not be read. */
  LinkableFile takeFirst() {
    return files.remove();
  }

  /** Removes and returns the files, each of which gets its outcome now. */
  List<LinkableFile> take() {
    List<LinkableFile> all = new ArrayList<>(files);
    files.clear();
    return all;
  }
}
