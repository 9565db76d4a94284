package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.Link;
import dev.tensors.tsr.catalog.LinkSource;
import dev.tensors.tsr.catalog.LinkTarget;

/** What became of one file that was to be linked. */
public sealed interface LinkOutcome {

  /** The file, as it was before. */
  LinkTarget file();

  /** Linked to a version. */
  record Linked(LinkTarget file, Link link) implements LinkOutcome {}

  /** Linked before, and left so: by hand, or by tsr, which was not told to look for it anew. */
  record Kept(LinkTarget file, Link link) implements LinkOutcome {}

  /**
   * Known to nobody who was asked.
   *
   * @param asked who was asked last
   * @param linkRemoved whether the file had a link, which is removed now
   */
  record NotFound(LinkTarget file, LinkSource asked, boolean linkRemoved) implements LinkOutcome {}

  /** Not linked, for a reason that is the file's own. */
  record Failed(LinkTarget file, String reason) implements LinkOutcome {}

  /** Not linked, since CivitAI stopped answering before the file's turn. */
  record NotAsked(LinkTarget file) implements LinkOutcome {}
}
