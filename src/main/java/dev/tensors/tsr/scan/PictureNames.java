package dev.tensors.tsr.scan;

import java.util.List;
import java.util.stream.Stream;

/** The names that managers give to pictures and videos beside a model file. */
public final class PictureNames {

  private static final List<String> STILLS =
      List.of("png", "jpg", "jpeg", "webp", "gif", "avif", "jxl", "jp2", "tiff", "tif", "bmp");

  private static final List<String> VIDEOS = List.of("mp4", "webm", "mov");

  /**
   * What follows the model's name without its suffix, in small letters: the picture that most
   * programs show comes first, videos last.
   */
  public static final List<String> BEST_FIRST =
      Stream.of(named(STILLS), Stream.of(".example.0.jpeg"), named(VIDEOS))
          .flatMap(names -> names)
          .toList();

  private PictureNames() {}

  private static Stream<String> named(List<String> endings) {
    return Stream.of(".preview.", ".", ".thumb.")
        .flatMap(mark -> endings.stream().map(ending -> mark + ending));
  }

  /** Whether a file is a picture or a video by its ending. */
  static boolean isPicture(String ending) {
    return STILLS.contains(ending) || VIDEOS.contains(ending);
  }

  static boolean isVideo(String ending) {
    return VIDEOS.contains(ending);
  }
}
