package dev.tensors.tsr.pictures;

import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.containers.MediaFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files in which programs keep what a video or a sound was made with, beside it: SwarmUI's
 * {@code NAME.swarm.json}, WanGP's {@code NAME.json}, InvokeAI's file in a folder named sidecars,
 * and the first frame that VideoHelperSuite saves as {@code NAME.png}.
 */
final class MediaSidecars {

  private static final String SILENT_TWIN = "-audio";

  /** How deep InvokeAI sorts videos into folders by their days. */
  private static final int MOST_FOLDERS = 4;

  private MediaSidecars() {}

  /** Whether programs write files beside those of this format. */
  static boolean mayHave(MediaFormat format) {
    return format.kind() != MediaKind.PICTURE
        || format == MediaFormat.GIF
        || format == MediaFormat.WEBP;
  }

  /**
   * When the files beside a video were last written, nanoseconds since 1970; 0 if there are none,
   * or by its name there can be none.
   */
  static long lastWritten(Path media) {
    MediaFormat named =
        MediaFormat.named(String.valueOf(media.getFileName()).toLowerCase(Locale.ROOT));
    long last = 0;
    if (named != null && mayHave(named)) {
      for (Path sidecar : of(media)) {
        try {
          last = Math.max(last, Files.getLastModifiedTime(sidecar).to(TimeUnit.NANOSECONDS));
        } catch (IOException e) {
          // It is gone since.
        }
      }
    }
    return last;
  }

  /** Those that are there; the first that tells something counts. */
  static List<Path> of(Path media) {
    String name = String.valueOf(media.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    List<Path> sidecars = new ArrayList<>();
    add(media.resolveSibling(stem + ".swarm.json"), sidecars);
    add(media.resolveSibling(stem + ".json"), sidecars);
    ofInvoke(media, stem + ".json", sidecars);
    add(media.resolveSibling(stem + ".png"), sidecars);
    if (stem.endsWith(SILENT_TWIN)) {
      String silent = stem.substring(0, stem.length() - SILENT_TWIN.length());
      add(media.resolveSibling(silent + ".png"), sidecars);
    }
    return sidecars;
  }

  /** The folder is beside the videos, or beside the folders into which they are sorted. */
  private static void ofInvoke(Path media, String name, List<Path> sidecars) {
    Path folder = media.toAbsolutePath().getParent();
    @Nullable Path videos = folder;
    for (int i = 0; i <= MOST_FOLDERS && videos != null && folder != null; i++) {
      if (i == 0 || videos.endsWith("videos")) {
        Path place = videos.resolve("sidecars");
        boolean isLinked = Files.isSymbolicLink(place);
        for (Path day : videos.relativize(folder)) {
          place = place.resolve(day);
          isLinked |= Files.isSymbolicLink(place);
        }
        if (!isLinked) {
          add(place.resolve(name), sidecars);
        }
      }
      videos = videos.getParent();
    }
  }

  /** A symlink is not followed: it may lead out of the folder that the user named. */
  private static void add(Path sidecar, List<Path> sidecars) {
    if (Files.isRegularFile(sidecar, LinkOption.NOFOLLOW_LINKS)) {
      sidecars.add(sidecar);
    }
  }
}
