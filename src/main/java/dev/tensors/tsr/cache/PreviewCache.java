package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.VersionImages;
import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.fetching.ModelCache.CacheOutcome;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.cache.PictureFetcher.FetchOutcome;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.previews.PreviewFolder;
import dev.tensors.tsr.previews.PreviewName;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Caches models and keeps their pictures. Pictures are fetched four at once, while the next models
 * are already being requested.
 */
final class PreviewCache implements AutoCloseable {

  /** What caching models with their pictures comes to. */
  sealed interface PreviewOutcome {

    /**
     * The failures among the pictures of a model.
     *
     * @param pictures the number of pictures that could not be kept, from 1
     * @param reason of the first failure, part of one line for the user
     */
    record Lack(int pictures, String reason) {}

    /**
     * A model, in their order, of which all pictures have been tried.
     *
     * @param lack the failures; null: none
     */
    record OfModel(CacheOutcome outcome, @Nullable Lack lack) implements PreviewOutcome {}

    /**
     * At the end: CivitAI no longer has the pictures of some images.
     *
     * @param images their number, from 1; the next images replaced them where there were any
     */
    record Withdrawn(int images) implements PreviewOutcome {}

    /**
     * At the end: a host of pictures was left alone, since it throttled or failed.
     *
     * @param sentence on the host, with its reason and what to do
     */
    record LeftAlone(String sentence) implements PreviewOutcome {}

    /** At the end: a picture could not be stored. The remaining ones were not requested. */
    record NotStored(PreviewFolder folder, IOException failure) implements PreviewOutcome {}
  }

  /**
   * Chooses which example images of a version are kept: the first ones.
   *
   * @param most the number of images, from 1
   * @param nsfw whether images that CivitAI does not mark PG are kept, too
   */
  public record PreviewChoice(int most, boolean nsfw) {

    /** The largest number of images of one version. */
    public static final int MOST = 100;

    /** The number of further images that may replace images whose picture is gone. */
    private static final int SUBSTITUTES = 20;

    /** The images to keep, and after them the substitutes for images whose picture is gone. */
    List<VersionImage> of(List<VersionImage> images) {
      return images.stream()
          .filter(image -> nsfw || image.isPg())
          .limit(most + SUBSTITUTES)
          .toList();
    }
  }

  private static final int AT_ONCE = 4;

  /** The number of models that may wait for their pictures before the next models are requested. */
  private static final int MOST_WAITING = 16;

  /** A cached model whose pictures are being fetched. */
  private record Waiting(CacheOutcome outcome, List<Future<FetchOutcome>> pictures) {}

  private final PreviewFolder folder;
  private final PreviewChoice choice;
  private final VersionImages images;
  private final PictureFetcher fetcher;
  private final Consumer<PreviewOutcome> listener;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

  /**
   * @param folder exists
   * @param listener is called by the thread that caches, in the order of the models
   */
  public PreviewCache(
      Civitai civitai,
      Database database,
      PreviewFolder folder,
      PreviewChoice choice,
      Consumer<PreviewOutcome> listener) {
    this.folder = folder;
    this.choice = choice;
    this.images = new VersionImages(database);
    this.fetcher = new PictureFetcher(civitai, folder);
    this.listener = listener;
  }

  /**
   * Caches models, or refreshes them, and keeps their pictures.
   *
   * @param modelIds CivitAI's ids
   * @throws ServiceUnavailable if CivitAI is unavailable; each model has its outcome nevertheless
   */
  public void cache(ModelCache cache, List<Long> modelIds) throws InterruptedException {
    try {
      cache.cache(modelIds, this::cached);
    } catch (ServiceUnavailable e) {
      finish();
      throw e;
    }
    finish();
  }

  private void finish() throws InterruptedException {
    report(0);
    if (fetcher.withdrawn() > 0) {
      listener.accept(new PreviewOutcome.Withdrawn(fetcher.withdrawn()));
    }
    IOException failure = fetcher.notStored();
    if (failure != null) {
      listener.accept(new PreviewOutcome.NotStored(folder, failure));
    }
    fetcher
        .leftAlone()
        .forEach(sentence -> listener.accept(new PreviewOutcome.LeftAlone(sentence)));
  }

  private void cached(CacheOutcome outcome) {
    waiting.add(new Waiting(outcome, begin(outcome)));
    try {
      report(MOST_WAITING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the cache throws it at its next call
    }
  }

  /**
   * Reports models whose pictures are done, and waits while more than {@code most} others are not.
   */
  private void report(int most) throws InterruptedException {
    while (!waiting.isEmpty()
        && (waiting.size() > most
            || waiting.getFirst().pictures().stream().allMatch(Future::isDone))) {
      Waiting first = waiting.getFirst();
      PreviewOutcome.Lack lack = lack(first.pictures());
      waiting.removeFirst();
      listener.accept(new PreviewOutcome.OfModel(first.outcome(), lack));
    }
  }

  private static PreviewOutcome.@Nullable Lack lack(List<Future<FetchOutcome>> pictures)
      throws InterruptedException {
    List<String> reasons = new ArrayList<>();
    for (Future<FetchOutcome> picture : pictures) {
      if (get(picture) instanceof FetchOutcome.Failed(String reason)) {
        reasons.add(reason);
      }
    }
    return reasons.isEmpty() ? null : new PreviewOutcome.Lack(reasons.size(), reasons.getFirst());
  }

  private static FetchOutcome get(Future<FetchOutcome> picture) throws InterruptedException {
    try {
      return picture.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Begins to fetch the pictures of a model. A model that CivitAI has deleted keeps the pictures it
   * has.
   */
  private List<Future<FetchOutcome>> begin(CacheOutcome outcome) {
    return switch (outcome) {
      case CacheOutcome.Cached _, CacheOutcome.Refreshed _, CacheOutcome.Incomplete _ ->
          begin(outcome.modelId());
      case CacheOutcome.Gone _, CacheOutcome.NotFound _ -> List.of();
      case CacheOutcome.Failed _, CacheOutcome.NotAsked _ -> List.of();
    };
  }

  private List<Future<FetchOutcome>> begin(long modelId) {
    List<Future<FetchOutcome>> pictures = new ArrayList<>();
    if (fetcher.notStored() == null) {
      images.versionsNotGone(modelId).forEach(version -> begin(version, pictures));
    }
    return pictures;
  }

  private void begin(long version, List<Future<FetchOutcome>> pictures) {
    List<VersionImage> chosen = choice.of(images.of(version));
    if (chosen.isEmpty()) {
      return;
    }
    Map<String, Path> kept = folder.of(version);
    int places = Math.min(choice.most(), chosen.size());
    Queue<VersionImage> substitutes =
        new ConcurrentLinkedQueue<>(chosen.subList(places, chosen.size()));
    folder.removeLeftovers(version);
    for (VersionImage image : chosen.subList(0, places)) {
      if (!kept.containsKey(PreviewName.of(image))) {
        pictures.add(threads.submit(() -> fetcher.fill(version, image, substitutes, kept)));
      }
    }
  }

  /** Aborts the pictures that are being fetched. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
