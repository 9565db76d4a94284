package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.link.FileLinker.LinkListener;
import dev.tensors.tsr.link.FileLinker.LinkOutcome;
import dev.tensors.tsr.link.FileLinker.LinkRequest;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records the link of each file, and reports the outcome. */
final class LinkRecorder {

  /**
   * A file whose SHA-256 CivitAI does not know, and that is to be looked up elsewhere.
   *
   * @param asked the last source that was searched
   * @param certain as of {@link ForWeights}
   */
  record Unknown(LinkableFile file, LinkSource asked, boolean certain) {}

  /**
   * A file whose SHA-256 was not found, and whose weights are to be looked up.
   *
   * @param certain whether the SHA-256 is certainly unknown: false if the host may lack the
   *     endpoint
   */
  record ForWeights(LinkableFile file, boolean certain) {}

  private final Links links;
  private final LinkRequest request;
  private final LinkListener listener;
  private final boolean goesElsewhere;
  private final List<Unknown> elsewhere = new ArrayList<>();
  private final List<ForWeights> forWeights = new ArrayList<>();

  /**
   * @param goesElsewhere whether files that CivitAI does not know are looked up elsewhere
   */
  LinkRecorder(Links links, LinkRequest request, LinkListener listener, boolean goesElsewhere) {
    this.links = links;
    this.request = request;
    this.listener = listener;
    this.goesElsewhere = goesElsewhere;
  }

  /** The files that are to be looked up elsewhere; they have no outcome yet. */
  List<Unknown> elsewhere() {
    return elsewhere;
  }

  /** The files whose weights are to be looked up; they have no outcome yet. */
  List<ForWeights> forWeights() {
    return forWeights;
  }

  /** A link by weights is looked up again in the way in which it was found. */
  private boolean looksUpWeights(LinkableFile file) {
    Link link = file.link();
    return link == null
        ? request.weights()
        : request.relink() && (request.weights() || link.isByWeights());
  }

  /** A file whose SHA-256 CivitAI did not know a short while ago. */
  void notAskedAgain(LinkableFile file) {
    if (!looksUpWeights(file)) {
      listener.notAskedAgain(file);
    }
    notFoundBySha256(file, LinkSource.CIVITAI);
  }

  /** A file whose SHA-256 is not known. */
  void notFoundBySha256(LinkableFile file, LinkSource asked) {
    unknown(new Unknown(file, asked, true));
  }

  /** A file whose SHA-256 is not known to a host that may lack the endpoint. */
  void uncertainBySha256(LinkableFile file, LinkSource asked) {
    unknown(new Unknown(file, asked, false));
  }

  /**
   * Whether a repository tells what a file is, so that no other service needs to hear that the user
   * has it. A link that another service told is looked up there again.
   */
  private boolean isExplained(LinkableFile file) {
    return file.repository() != null && file.link() == null && !request.isNamed().test(file);
  }

  private void unknown(Unknown unknown) {
    if (goesElsewhere && !isExplained(unknown.file())) {
      elsewhere.add(unknown);
    } else {
      nowhere(unknown);
    }
  }

  /** A file whose SHA-256 no source knows. */
  void nowhere(Unknown unknown) {
    LinkableFile file = unknown.file();
    if (looksUpWeights(file)) {
      forWeights.add(new ForWeights(file, unknown.certain()));
    } else {
      absent(unknown);
    }
  }

  /** A file whose SHA-256 no source knows, and whose weights are not looked up. */
  void absent(Unknown unknown) {
    if (unknown.certain()) {
      notFound(unknown.file(), unknown.asked());
    } else {
      uncertain(unknown.file(), unknown.asked());
    }
  }

  /** Links a file to a version found by its hash. */
  void found(LinkableFile file, Link link) {
    listener.file(
        links.link(file, link) ? new LinkOutcome.Linked(file, link) : changedMeanwhile(file));
  }

  /** Links an unlinked file to the version of a copy. */
  void foundCopy(LinkableFile file, Link link) {
    listener.file(
        links.linkUnlinked(file, link)
            ? new LinkOutcome.Linked(file, link)
            : changedMeanwhile(file));
  }

  /** Leaves the link of a file as it is. */
  void keep(LinkableFile file, Link link) {
    listener.file(new LinkOutcome.Kept(file, link));
  }

  /** Reports a file without a version; removes its link in a run with relinking. */
  void notFound(LinkableFile file, LinkSource asked) {
    Link link = file.link();
    if (link == null) {
      listener.file(new LinkOutcome.NotFound(file, asked, false));
    } else if (!request.relink()) {
      keep(file, link);
    } else {
      listener.file(
          links.removeFound(file)
              ? new LinkOutcome.NotFound(file, asked, true)
              : changedMeanwhile(file));
    }
  }

  /** Reports a file without a version, and keeps its link: the host may lack the endpoint. */
  void uncertain(LinkableFile file, LinkSource asked) {
    Link link = file.link();
    if (link == null) {
      listener.file(new LinkOutcome.NotFound(file, asked, false));
    } else {
      keep(file, link);
    }
  }

  void failed(LinkableFile file, String reason) {
    listener.file(new LinkOutcome.Failed(file, reason));
  }

  void notAsked(LinkableFile file) {
    listener.file(new LinkOutcome.NotAsked(file));
  }

  /** Reports a file whose row another process changed. */
  void overtaken(LinkableFile file) {
    listener.file(changedMeanwhile(file));
  }

  /** The outcome after another process changed the file's row. */
  private LinkOutcome changedMeanwhile(LinkableFile file) {
    Optional<Link> now =
        links
            .target(file.id())
            .filter(other -> other.sha256().equals(file.sha256()))
            .map(LinkableFile::link);
    return now.isPresent()
        ? new LinkOutcome.Kept(file, now.get())
        : new LinkOutcome.Failed(file, "it was changed by another program; link it again");
  }
}
