package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.CachedVersions;
import dev.tensors.tsr.catalog.Link;
import dev.tensors.tsr.catalog.LinkSource;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.UnknownHashes;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.sqlite.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links files to CivitAI versions: to the version of a linked copy, else to a cached version, else
 * to a version that CivitAI names. Links by hand stay.
 */
public final class FileLinker {

  private final Links links;
  private final CachedVersions versions;
  private final UnknownHashes unknownHashes;
  private final InstantSource clock;

  public FileLinker(Database database, InstantSource clock) {
    this.links = new Links(database);
    this.versions = new CachedVersions(database);
    this.unknownHashes = new UnknownHashes(database);
    this.clock = clock;
  }

  /**
   * Links files. Each outcome is reported after it was committed.
   *
   * @param civitai null in a run without requests
   * @param cache stores the models of newly linked files; null: only their ids are stored
   * @throws CivitaiUnavailable if CivitAI is or becomes unavailable
   */
  public void run(
      LinkRequest request,
      @Nullable Civitai civitai,
      @Nullable ModelCache cache,
      LinkListener listener)
      throws InterruptedException {
    LinkRecorder files = new LinkRecorder(links, request.relink(), listener);
    List<LinkTarget> others = fromCatalogue(request, files);
    if (civitai == null) {
      others.forEach(file -> files.notFound(file, LinkSource.CACHE));
    } else {
      NewModels models = new NewModels(cache, listener);
      new CivitaiLinker(
              others, request.retryAfter(), civitai, models, versions, unknownHashes, files, clock)
          .run();
    }
  }

  /** Links the files whose version is in the catalogue, and returns the others. */
  private List<LinkTarget> fromCatalogue(LinkRequest request, LinkRecorder files)
      throws InterruptedException {
    List<LinkTarget> others = new ArrayList<>();
    for (LinkTarget file : request.targets()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Link link = file.link();
      if (link != null && link.isByHand()) {
        files.keep(file, link);
        continue;
      }
      Optional<Link> copy =
          link == null ? links.ofCopy(file.sha256(), request.relink()) : Optional.empty();
      Optional<VersionName> cached =
          copy.isPresent() ? Optional.empty() : versions.bySha256(file.sha256());
      if (copy.isPresent()) {
        files.foundCopy(file, copy.get());
      } else if (cached.isPresent()) {
        files.found(file, Link.bySha256(cached.get(), LinkSource.CACHE));
      } else {
        others.add(file);
      }
    }
    return others;
  }

  /** Links a file to the version that a user names. */
  public LinkOutcome byHand(LinkTarget file, VersionName version) {
    return links.linkByHand(file, version)
        ? new LinkOutcome.Linked(file, Link.byHand(version))
        : new LinkOutcome.Failed(file, "it was changed by another program; link it again");
  }
}
