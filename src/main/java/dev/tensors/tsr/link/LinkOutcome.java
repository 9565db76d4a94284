package dev.tensors.tsr.link;

import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.LinkSource;

/** The result of linking one file. */
public sealed interface LinkOutcome {

  /** The file, as it was recorded before. */
  LinkableFile file();

  /** Linked to a version. */
  record Linked(LinkableFile file, Link link) implements LinkOutcome {}

  /** Linked before, and unchanged: by hand, or by tsr in a run without relinking. */
  record Kept(LinkableFile file, Link link) implements LinkOutcome {}

  /**
   * No version with this file was found.
   *
   * @param asked the last source that was searched
   * @param linkRemoved whether the file had a link, which was removed
   */
  record NotFound(LinkableFile file, LinkSource asked, boolean linkRemoved)
      implements LinkOutcome {}

  /** Not linked; the other files of the run are not affected. */
  record Failed(LinkableFile file, String reason) implements LinkOutcome {}

  /** Not linked, since CivitAI became unavailable before the file's turn. */
  record NotAsked(LinkableFile file) implements LinkOutcome {}
}
