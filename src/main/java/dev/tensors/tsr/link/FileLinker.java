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

/**
 * Finds out which version at CivitAI each file is: as a copy of it is linked, then from the cache,
 * then in few calls. Links by hand stay.
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
   * Links files. What is linked or known to be unknown is committed, whatever comes after.
   *
   * @param civitai null if it may not be asked
   * @param cache where the models of newly linked files are stored; null: only their ids are kept
   * @throws CivitaiUnavailable if CivitAI could not be asked, or not any more
   */
  public void run(LinkRequest request, Civitai civitai, ModelCache cache, LinkListener listener)
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

  /** Links what the catalogue can tell, and returns the others. */
  private List<LinkTarget> fromCatalogue(LinkRequest request, LinkRecorder files)
      throws InterruptedException {
    List<LinkTarget> others = new ArrayList<>();
    for (LinkTarget file : request.targets()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (file.link() != null && file.link().isByHand()) {
        files.keep(file);
        continue;
      }
      Optional<Link> copy =
          file.link() == null ? links.ofCopy(file.sha256(), request.relink()) : Optional.empty();
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
        : new LinkOutcome.Failed(file, "it has changed in the meantime; link it again");
  }
}
