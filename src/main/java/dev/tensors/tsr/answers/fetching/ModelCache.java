package dev.tensors.tsr.answers.fetching;

import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.CachedModels.Extent;
import dev.tensors.tsr.answers.fetching.ModelFetcher.FetchedModel;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.model.Timestamps;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Fetches models from CivitAI and stores them, each in one transaction. */
public final class ModelCache {

  /** The result of caching one model. */
  public sealed interface CacheOutcome {

    /** CivitAI's id of the model. */
    long modelId();

    /** Cached for the first time. */
    record Cached(long modelId, Extent extent) implements CacheOutcome {}

    /** Cached before, and updated. */
    record Refreshed(long modelId, Extent extent) implements CacheOutcome {}

    /**
     * CivitAI no longer has the model; its cached rows stay.
     *
     * @param isNews whether it had the model when it was asked before
     */
    record Gone(long modelId, Extent extent, boolean isNews) implements CacheOutcome {}

    /** CivitAI does not have the model, and it is not cached. */
    record NotFound(long modelId) implements CacheOutcome {}

    /**
     * Stored, but without the generation parameters of some images.
     *
     * @param stored {@link Cached} or {@link Refreshed}
     * @param lack a version whose parameters are missing, and why
     */
    record Incomplete(CacheOutcome stored, Extent extent, String lack) implements CacheOutcome {
      @Override
      public long modelId() {
        return stored.modelId();
      }
    }

    /** CivitAI gives no usable answer for this model; its cached rows stay. */
    record Failed(long modelId, String reason) implements CacheOutcome {}

    /** CivitAI became unavailable before the model was fetched; its cached rows stay. */
    record NotAsked(long modelId) implements CacheOutcome {}

    /** Why the model was not cached, or only in part, and what to do; null: it was, or is gone. */
    default @Nullable String failure() {
      return switch (this) {
        case Failed(long id, String reason) -> failure("model %d could not be cached", id, reason);
        case Incomplete(CacheOutcome stored, Extent _, String lack) ->
            failure("model %d was cached only in part", stored.modelId(), lack);
        case NotAsked _ -> null; // the command itself fails with the reason
        case Cached _, Refreshed _, Gone _, NotFound _ -> null;
      };
    }

    private static String failure(String failure, long id, String reason) {
      return (failure + ": %s; retry with tsr db cache %1$d").formatted(id, reason);
    }
  }

  private final Civitai civitai;
  private final ServiceCheck check;
  private final ModelFetcher fetcher;
  private final CachedModels models;
  private final InstantSource clock;

  public ModelCache(Civitai civitai, CachedModels models, InstantSource clock) {
    this.civitai = civitai;
    this.check = new ServiceCheck(civitai);
    this.fetcher = new ModelFetcher(civitai);
    this.models = models;
    this.clock = clock;
  }

  /**
   * CivitAI's id of the model of a version; empty if CivitAI does not have the version.
   *
   * @throws ServiceUnavailable if CivitAI is unavailable
   */
  public Optional<Long> modelOf(long versionId) throws InterruptedException {
    WireVersion version = ServiceUnavailable.found(civitai.version(versionId));
    if (version == null) {
      check.requireAnAnswer();
    }
    return version == null ? Optional.empty() : Optional.ofNullable(version.modelId());
  }

  /**
   * Caches models, or refreshes them.
   *
   * @param modelIds CivitAI's ids
   * @param listener receives the outcome of each model after it was committed
   * @throws ServiceUnavailable if CivitAI is or becomes unavailable; each model has its outcome
   *     nevertheless
   */
  public void cache(List<Long> modelIds, Consumer<CacheOutcome> listener)
      throws InterruptedException {
    Set<Long> open = new LinkedHashSet<>(modelIds);
    try {
      for (List<Long> chunk :
          open.stream().gather(Gatherers.windowFixed(Civitai.MOST_IDS)).toList()) {
        fetcher.fetch(
            chunk,
            fetched -> {
              CacheOutcome outcome = store(fetched);
              open.remove(fetched.id());
              listener.accept(outcome);
            });
      }
    } catch (ServiceUnavailable e) {
      open.forEach(id -> listener.accept(new CacheOutcome.NotAsked(id)));
      throw e;
    }
  }

  /**
   * Asks for the price of cached versions and stores it: only their own answers surely tell it.
   *
   * @param sha256s of a file of each version, upper case hex, by CivitAI's ids of the versions;
   *     null where none is known
   * @param failed receives the versions that CivitAI gives no usable answer for, and why
   * @throws ServiceUnavailable if CivitAI is or becomes unavailable
   */
  public void refreshPrices(Map<Long, @Nullable String> sha256s, BiConsumer<Long, String> failed)
      throws InterruptedException {
    VersionFetcher versions = new VersionFetcher(civitai, check);
    sha256s.forEach(versions::add);
    versions.fetch(false);
    versions.answers().forEach((id, version) -> models.update(id, version.access()));
    versions.failures().forEach(failed);
  }

  private CacheOutcome store(FetchedModel fetched) {
    return switch (fetched) {
      case FetchedModel.Present present -> store(present);
      case FetchedModel.Absent(long id) -> markGone(id);
      case FetchedModel.Failed(long id, String reason) -> new CacheOutcome.Failed(id, reason);
    };
  }

  private CacheOutcome store(FetchedModel.Present fetched) {
    long id = fetched.id();
    boolean refreshed = models.has(id);
    models.store(VersionDetails.added(fetched.model(), fetched.details()), now());
    Extent extent = models.extent(id).orElseThrow();
    CacheOutcome stored =
        refreshed ? new CacheOutcome.Refreshed(id, extent) : new CacheOutcome.Cached(id, extent);
    String lack = fetched.lack();
    return lack == null ? stored : new CacheOutcome.Incomplete(stored, extent, lack);
  }

  private CacheOutcome markGone(long id) {
    boolean isNews = models.markGone(id, now());
    return models
        .extent(id)
        .<CacheOutcome>map(extent -> new CacheOutcome.Gone(id, extent, isNews))
        .orElseGet(() -> new CacheOutcome.NotFound(id));
  }

  private String now() {
    return Timestamps.of(clock.instant());
  }
}
