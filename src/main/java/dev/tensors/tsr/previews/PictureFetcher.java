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
 * Fetches pictures and stores them; several threads may do so at once. It stops where going on
 * would fail: the host throttles or answers nothing, or no file can be written.
 */
final class PictureFetcher {

  /** After so many pictures in a row without an answer of their host no other is asked for. */
  private static final int MOST_UNANSWERED = 20;

  /** Why no further picture is asked for. */
  sealed interface Stop {

    /** The host of the pictures does not answer. */
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

  /** Null while pictures are asked for. */
  @Nullable Stop stop() {
    return stop.get();
  }

  /** The number of images so far that CivitAI lists or listed, and whose picture is gone. */
  int withdrawn() {
    return withdrawn.get();
  }

  /**
   * Fetches the picture of an image; if it is gone, that of the next image instead.
   *
   * @param substitutes the images that take the places of those that are gone
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
      if (Thread.interrupted()) { // it closes the file
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
