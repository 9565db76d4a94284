package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.CachedVersions;
import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.answers.UnknownHashes;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.fetching.ModelCache.CacheOutcome;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.archive.ArchiveUnusable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links files to CivitAI versions: to the version of a linked copy, else to a cached version, else
 * to a version that CivitAI names, else to one that another source knows; if requested, the hash of
 * the weights is then looked up in the same order. Links by hand stay.
 */
final class FileLinker {

  /**
   * The files to link, and the options.
   *
   * @param weights whether to look up the hash of the weights of files whose SHA-256 is not known
   * @param relink whether a file loses a link that tsr made if its version is no longer found
   * @param retryAfter the age after which a hash that CivitAI did not know is requested again
   * @param isNamed whether the user names a file itself, and not a folder of it
   */
  public record LinkRequest(
      List<LinkableFile> targets,
      boolean weights,
      boolean relink,
      Duration retryAfter,
      Predicate<LinkableFile> isNamed) {}

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

  /** Receives the outcomes of linking, each after it was committed. */
  public interface LinkListener {

    /** The outcome of a file. Each file has one, unless CivitAI was unavailable from the start. */
    void file(LinkOutcome outcome);

    /**
     * Called before the outcome of a file that CivitAI is not asked about, since an earlier request
     * did not find it a short while ago.
     */
    void notAskedAgain(LinkableFile file);

    /** The outcome of caching the model of newly linked files. */
    void model(CacheOutcome outcome);
  }

  private static final Logger log = LoggerFactory.getLogger(FileLinker.class);

  private final Links links;
  private final CachedVersions versions;
  private final UnknownHashes unknownHashes;
  private final WeightHashes weightHashes;
  private final InstantSource clock;

  public FileLinker(Database database, InstantSource clock) {
    this.links = new Links(database);
    this.versions = new CachedVersions(database);
    this.unknownHashes = new UnknownHashes(database);
    this.weightHashes = new WeightHashes(database);
    this.clock = clock;
  }

  /**
   * Links files. Each outcome is reported after it was committed.
   *
   * @param civitai null in a run without requests
   * @param cache stores the models of newly linked files; null: only their ids are stored
   * @param sources are asked in this order for files that CivitAI does not know
   * @param weights hashes weights that were not hashed yet
   * @throws ServiceUnavailable if CivitAI is or becomes unavailable
   * @throws ArchiveUnusable if the archive is damaged
   */
  public void run(
      LinkRequest request,
      @Nullable Civitai civitai,
      @Nullable ModelCache cache,
      List<OtherSource> sources,
      LinkedWeights weights,
      LinkListener listener)
      throws InterruptedException {
    LinkRecorder files = new LinkRecorder(links, request, listener, !sources.isEmpty());
    NewModels models = new NewModels(cache, listener);
    List<LinkableFile> others = fromCatalogue(request, files);
    if (civitai == null) {
      others.forEach(file -> files.notFoundBySha256(file, LinkSource.CACHE));
      elsewhere(sources, files);
      new WeightsLinker(weightHashes, weights, versions, null, files).run();
      return;
    }
    log.debug("asking CivitAI for {} of {} files", others.size(), request.targets().size());
    Instant now = clock.instant();
    Set<String> unknown =
        unknownHashes.askedBetween(
            Timestamps.of(now.minus(request.retryAfter())), Timestamps.of(now));
    bySha256(others, unknown, civitai, models, files);
    elsewhere(sources, files);
    AutoV3Calls calls =
        new AutoV3Calls(unknown, civitai, models, versions, unknownHashes, files, clock);
    new WeightsLinker(weightHashes, weights, versions, calls, files).run();
  }

  private void bySha256(
      List<LinkableFile> targets,
      Set<String> unknown,
      Civitai civitai,
      NewModels models,
      LinkRecorder files)
      throws InterruptedException {
    try {
      new CivitaiLinker(targets, unknown, civitai, models, versions, unknownHashes, files, clock)
          .run();
    } catch (ServiceUnavailable e) {
      if (civitai.answers() > 0) {
        files.elsewhere().forEach(waiting -> files.notAsked(waiting.file()));
        files.forWeights().forEach(waiting -> files.notAsked(waiting.file()));
      }
      throw e;
    }
  }

  private static void elsewhere(List<OtherSource> sources, LinkRecorder files)
      throws InterruptedException {
    List<LinkRecorder.Unknown> unknown = files.elsewhere();
    for (OtherSource source : sources) {
      unknown = source.link(unknown, files);
    }
    unknown.forEach(files::nowhere);
  }

  /** Links the files whose version is in the catalogue, and returns the others. */
  private List<LinkableFile> fromCatalogue(LinkRequest request, LinkRecorder files)
      throws InterruptedException {
    List<LinkableFile> others = new ArrayList<>();
    for (LinkableFile file : request.targets()) {
      Pages.goOnUnlessInterrupted();
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
  public LinkOutcome byHand(LinkableFile file, VersionName version) {
    return links.linkByHand(file, version)
        ? new LinkOutcome.Linked(file, Link.byHand(version))
        : new LinkOutcome.Failed(file, "it was changed by another program; link it again");
  }
}
