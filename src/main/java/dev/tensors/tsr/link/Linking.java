package dev.tensors.tsr.link;

import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.WireVersion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out which version at CivitAI each file is: from the cache first, then in few calls. */
public final class Linking {

  private final Links links;
  private final InstantSource clock;

  public Linking(Links links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
  }

  /**
   * Links the files whose hash is cached.
   *
   * @return the others
   */
  public List<LinkTarget> fromCache(List<LinkTarget> targets, Consumer<LinkOutcome> listener) {
    List<LinkTarget> others = new ArrayList<>();
    for (LinkTarget target : targets) {
      Optional<VersionName> version = links.byHash(target.sha256());
      if (version.isPresent()) {
        listener.accept(link(target, version.get(), LinkOutcome.Source.CACHE));
      } else {
        others.add(target);
      }
    }
    return others;
  }

  /**
   * Asks CivitAI for the files that the cache does not know. What is linked or known to be unknown
   * is committed, whatever comes after.
   *
   * @param cache where the models of newly linked files are stored; null: only their ids are kept
   * @throws ServiceTrouble if CivitAI could not be asked any more; the listener was told of every
   *     file nevertheless
   */
  public void fromCivitai(
      LinkRequest request, Civitai civitai, ModelCache cache, Consumer<LinkOutcome> listener)
      throws InterruptedException {
    Inquiry inquiry = new Inquiry(request, civitai, cache, links, clock, listener);
    try {
      inquiry.run();
    } catch (ServiceTrouble e) {
      inquiry.open().forEach(file -> listener.accept(new LinkOutcome.Failed(file, e.getMessage())));
      throw e;
    }
  }

  /**
   * Links a file to the version that a user names.
   *
   * @param civitai null if it may not be asked
   * @param cache as for {@link #fromCivitai}
   */
  public LinkOutcome byHand(LinkTarget file, long versionId, Civitai civitai, ModelCache cache)
      throws InterruptedException {
    LinkOutcome.Source source = LinkOutcome.Source.MANUAL;
    Optional<VersionName> cached = links.first(List.of(versionId));
    if (cached.isPresent() || civitai == null) {
      return cached
          .map(version -> link(file, version, source))
          .orElseGet(() -> new LinkOutcome.NotFound(file, source));
    }
    WireVersion version = ServiceTrouble.found(civitai.version(versionId));
    if (version == null || version.modelId() == null) {
      return new LinkOutcome.NotFound(file, source);
    }
    if (cache != null) {
      cache.cache(List.of(version.modelId()), outcome -> {});
    }
    VersionName named =
        links
            .first(List.of(versionId))
            .orElseGet(() -> new VersionName(version.modelId(), versionId, version.name(), null));
    return link(file, named, source);
  }

  private LinkOutcome link(LinkTarget file, VersionName version, LinkOutcome.Source source) {
    return link(links, file, version, source);
  }

  static LinkOutcome link(
      Links links, LinkTarget file, VersionName version, LinkOutcome.Source source) {
    return links.link(file, version)
        ? new LinkOutcome.Linked(file, version, source)
        : new LinkOutcome.Failed(file, "has changed in the meantime; link it again");
  }
}
