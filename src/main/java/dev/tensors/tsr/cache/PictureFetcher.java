package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.FetchedPicture;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.previews.PreviewFolder;
import dev.tensors.tsr.previews.PreviewName;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pictures and stores them; several threads may do so at once. A host that throttles, or
 * fails several times running, is left alone. After a picture could not be written, none is
 * requested.
 */
final class PictureFetcher {

  /** The outcome of fetching one of the pictures that are to be kept of a version. */
  sealed interface FetchOutcome {

    /** The picture is kept, or CivitAI has no image left for it. */
    record Filled() implements FetchOutcome {}

    /**
     * The picture could not be kept.
     *
     * @param reason part of one line for the user
     */
    record Failed(String reason) implements FetchOutcome {}

    /** The picture was not requested, since an earlier failure had stopped the run. */
    record Stopped() implements FetchOutcome {}
  }

  /** The number of a host's pictures in a row without an answer after which it is left alone. */
  private static final int MOST_FAILURES = 5;

  /** A host of pictures. */
  private static final class Host {

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<@Nullable Answer<?>> last = new AtomicReference<>();

    void failed(Answer<?> answer) {
      if (answer instanceof Answer.Throttled || failures.incrementAndGet() >= MOST_FAILURES) {
        last.compareAndSet(null, answer);
      }
    }

    boolean isLeftAlone() {
      return last.get() != null;
    }
  }

  private final Civitai civitai;
  private final PreviewFolder folder;
  private final AtomicReference<@Nullable IOException> notStored = new AtomicReference<>();

  /** Those whose last answers were failures, by name. */
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();

  private final AtomicInteger withdrawn = new AtomicInteger();

  PictureFetcher(Civitai civitai, PreviewFolder folder) {
    this.civitai = civitai;
    this.folder = folder;
  }

  /** Why a picture could not be stored; null: none was, and more may be fetched. */
  @Nullable IOException notStored() {
    return notStored.get();
  }

  /** A sentence on each host that was left alone, with its reason. */
  List<String> leftAlone() {
    List<String> sentences = new ArrayList<>();
    new TreeMap<>(hosts)
        .forEach(
            (name, host) -> {
              Answer<?> answer = host.last.get();
              if (answer != null) {
                String reason = ServiceUnavailable.of(answer).getMessage();
                sentences.add(
                    answer instanceof Answer.Throttled
                        ? reason
                        : "%s failed %d times running, and no further picture was requested from it: %s"
                            .formatted(name, MOST_FAILURES, reason));
              }
            });
    return sentences;
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
      String host = host(image.url());
      if (notStored.get() != null || isLeftAlone(host)) {
        return new FetchOutcome.Stopped();
      }
      switch (civitai.picture(image.url(), image.isVideo())) {
        case Answer.Found<FetchedPicture>(FetchedPicture picture) -> {
          answered(host);
          return found(versionId, name, picture);
        }
        case Answer.Unknown<FetchedPicture> _ -> {
          answered(host);
          withdrawn.incrementAndGet();
        }
        case Answer.Throttled<FetchedPicture> throttled -> {
          failed(host, throttled);
          return new FetchOutcome.Stopped();
        }
        case Answer.Refused<FetchedPicture> refused -> {
          failed(host, refused);
          return new FetchOutcome.Failed(refused.reason());
        }
        case Answer.Unreachable<FetchedPicture> unreachable -> {
          failed(host, unreachable);
          return new FetchOutcome.Failed(unreachable.reason());
        }
      }
    }
    return new FetchOutcome.Filled();
  }

  private boolean isLeftAlone(String name) {
    Host host = hosts.get(name);
    return host != null && host.isLeftAlone();
  }

  private void answered(String name) {
    hosts.computeIfPresent(name, (_, host) -> host.isLeftAlone() ? host : null);
  }

  private void failed(String name, Answer<?> answer) {
    hosts.computeIfAbsent(name, _ -> new Host()).failed(answer);
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
      notStored.compareAndSet(null, e);
      return new FetchOutcome.Stopped();
    }
  }

  /** The host in an address of CivitAI; empty if the address has none, and is not requested. */
  private static String host(String url) {
    try {
      String host = new URI(url).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
