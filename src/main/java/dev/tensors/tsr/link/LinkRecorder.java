package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.Link;
import dev.tensors.tsr.catalog.LinkSource;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import java.util.Optional;

/** Writes what was found out about each file, and tells the listener. */
final class LinkRecorder {

  private final Links links;
  private final boolean relink;
  private final LinkListener listener;

  /**
   * @param relink as in {@link LinkRequest}
   */
  LinkRecorder(Links links, boolean relink, LinkListener listener) {
    this.links = links;
    this.relink = relink;
    this.listener = listener;
  }

  /** Links a file to the version that was found by its hash. */
  void found(LinkTarget file, Link link) {
    listener.file(
        links.link(file, link) ? new LinkOutcome.Linked(file, link) : changedMeanwhile(file));
  }

  /** Links a file that is not linked as a copy of it is. */
  void foundCopy(LinkTarget file, Link link) {
    listener.file(
        links.linkUnlinked(file, link)
            ? new LinkOutcome.Linked(file, link)
            : changedMeanwhile(file));
  }

  /** Leaves the link of a file as it is. */
  void keep(LinkTarget file) {
    listener.file(new LinkOutcome.Kept(file, file.link()));
  }

  /** Removes the link of a file that nobody knows, if that was asked for. */
  void notFound(LinkTarget file, LinkSource asked) {
    if (file.link() == null) {
      listener.file(new LinkOutcome.NotFound(file, asked, false));
    } else if (!relink) {
      keep(file);
    } else {
      listener.file(
          links.removeFound(file)
              ? new LinkOutcome.NotFound(file, asked, true)
              : changedMeanwhile(file));
    }
  }

  /** Leaves a file as it is of which the answers are too few to say that nobody knows it. */
  void uncertain(LinkTarget file, LinkSource asked) {
    if (file.link() == null) {
      listener.file(new LinkOutcome.NotFound(file, asked, false));
    } else {
      keep(file);
    }
  }

  void failed(LinkTarget file, String reason) {
    listener.file(new LinkOutcome.Failed(file, reason));
  }

  void notAsked(LinkTarget file) {
    listener.file(new LinkOutcome.NotAsked(file));
  }

  /** Another process wrote to the file's row after it was looked up. */
  private LinkOutcome changedMeanwhile(LinkTarget file) {
    Optional<Link> now =
        links
            .target(file.id())
            .filter(other -> other.sha256().equals(file.sha256()))
            .map(LinkTarget::link);
    return now.isPresent()
        ? new LinkOutcome.Kept(file, now.get())
        : new LinkOutcome.Failed(file, "it has changed in the meantime; link it again");
  }
}
