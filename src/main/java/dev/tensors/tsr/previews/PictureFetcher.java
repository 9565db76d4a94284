package dev.tensors.tsr.previews;

import dev.tensors.tsr.catalog.VersionImage;
import dev.tensors.tsr.civitai.Answer;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.FetchedPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pictures and stores them; several threads may do so at once. After a failure that would
 * meet all further pictures, too, it requests none of them: the host throttles or does not answer,
 * or no file can be written.
 */
final class PictureFetcher {

  /** The number of pictures in a row without an answer after which no further one is requested. */
  private static final int MOST_UNANSWERED = 20;

  /** The reason why no further picture is requested. */
  sealed interface Stop {

    /** The host of the pictures throttles or does not answer. */
    record Unanswered(Answer<?> answer) implements Stop {}

    /** A picture could not be stored. */
    record NotStored(IOException failure) implements Stop {}
  }

  private final Civitai civitai;
  private final PreviewFolder folder;
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger withdrawn = new AtomicInteger();

  PictureFetcher(Civitai civitai, PreviewFolder folder) {
    this.civitai = civitai;
    this.folder = folder;
  }

  /** The reason why fetching has stopped; null: it has not. */
  @Nullable Stop stop() {
    return stop.get();
  }

  /** The number of images so far whose picture CivitAI no longer has. */
  int withdrawn() {
    return withdrawn.get();
  }

  /**
   * Fetches the picture of an image. If the picture is gone, fetches the picture of a substitute.
   *
   * @param substitutes the images that replace images without a picture; shared by the threads
   * @param kept the kept pictures of the version by their names
   */
  FetchOutcome fill(
      long versionId, VersionImage first, Queue<VersionImage> substitutes, Map<String, Path> kept)
      throws InterruptedException {
    for (VersionImage image = first; image != null; image = substitutes.poll()) {
      String name = PreviewName.of(image);
      if (kept.containsKey(name)) {
        return new FetchOutcome.Filled();
      }
      if (stop.get() != null) {
        return new FetchOutcome.Stopped();
      }
      switch (civitai.picture(image.url(), image.isVideo())) {
        case Answer.Found<FetchedPicture>(FetchedPicture picture) -> {
          unanswered.set(0);
          return found(versionId, name, picture);
        }
        case Answer.Unknown<FetchedPicture> _ -> {
          unanswered.set(0);
          withdrawn.incrementAndGet();
        }
        case Answer.Throttled<FetchedPicture> throttled -> {
          stop(new Stop.Unanswered(throttled));
          return new FetchOutcome.Stopped();
        }
        case Answer.Refused<FetchedPicture> refused -> {
          return unanswered(refused, refused.reason());
        }
        case Answer.Unreachable<FetchedPicture> unreachable -> {
          return unanswered(unreachable, unreachable.reason());
        }
      }
    }
    return new FetchOutcome.Filled();
  }

  private FetchOutcome found(long versionId, String name, FetchedPicture picture)
      throws InterruptedException {
    return switch (picture) {
      case FetchedPicture.Unusable(String reason) ->
          new FetchOutcome.Failed("picture " + name + ": " + reason);
      case FetchedPicture.Usable usable -> stored(versionId, name, usable);
    };
  }

  private FetchOutcome stored(long versionId, String name, FetchedPicture.Usable picture)
      throws InterruptedException {
    try {
      folder.store(versionId, name, picture);
      return new FetchOutcome.Filled();
    } catch (IOException e) {
      if (Thread.interrupted()) { // an interrupt closes the file, which is no failure of the disk
        throw new InterruptedException();
      }
      stop(new Stop.NotStored(e));
      return new FetchOutcome.Stopped();
    }
  }

  private FetchOutcome unanswered(Answer<FetchedPicture> answer, String reason) {
    if (unanswered.incrementAndGet() >= MOST_UNANSWERED) {
      stop(new Stop.Unanswered(answer));
    }
    return new FetchOutcome.Failed(reason);
  }

  private void stop(Stop reason) {
    stop.compareAndSet(null, reason);
  }
}
