package dev.tensors.tsr.link;

import dev.tensors.tsr.link.LinkRecorder.Unknown;
import java.util.List;

/** A source that is asked only for files that CivitAI does not know, and the user names. */
interface OtherSource {

  /**
   * Links files.
   *
   * @param files receives the outcomes of those that it finds, and of those that fail
   * @return the others
   */
  List<Unknown> link(List<Unknown> unknown, LinkRecorder files) throws InterruptedException;
}
