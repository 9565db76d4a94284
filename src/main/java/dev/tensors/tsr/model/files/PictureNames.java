package dev.tensors.tsr.model.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The names that managers give to pictures and videos beside a model file. */
public final class PictureNames {

  /** The formats that every browser shows. */
  private static final List<String> WEB_STILLS =
      List.of("png", "jpg", "jpeg", "webp", "gif", "avif", "bmp");

  private static final List<String> OTHER_STILLS = List.of("jxl", "jp2", "tiff", "tif");

  private static final List<String> VIDEOS = List.of("mp4", "webm", "mov");

  /**
   * What follows the model's name without its suffix, in small letters: the picture that most
   * programs show comes first; the formats that not every browser shows, and then the videos, come
   * last.
   */
  public static final List<String> BEST_FIRST =
      Stream.of(named(WEB_STILLS), Stream.of(".example.0.jpeg"), named(OTHER_STILLS), named(VIDEOS))
          .flatMap(names -> names)
          .toList();

  private PictureNames() {}

  private static Stream<String> named(List<String> endings) {
    return Stream.of(".preview.", ".", ".thumb.")
        .flatMap(mark -> endings.stream().map(ending -> mark + ending));
  }

  /**
   * The names of the pictures and videos of a model, the best first. Of names that differ only in
   * case, the one that is spelled like the model's is taken, else the first of them.
   *
   * @param stem the model's name without its suffix
   * @param named returns the names in the model's folder that equal a name in lower case
   */
  public static List<String> of(String stem, Function<String, List<String>> named) {
    List<String> found = new ArrayList<>();
    for (String ending : BEST_FIRST) {
      String name = stem + ending;
      spelled(name, named.apply(name.toLowerCase(Locale.ROOT))).ifPresent(found::add);
    }
    return found;
  }

  /**
   * The spelling of a name in a folder.
   *
   * @param spellings the names in the folder that equal it in any case
   */
  public static Optional<String> spelled(String name, Collection<String> spellings) {
    return spellings.contains(name)
        ? Optional.of(name)
        : spellings.stream().min(Comparator.naturalOrder());
  }

  /** Whether a file is a picture or a video by its ending. */
  public static boolean isPicture(String ending) {
    return WEB_STILLS.contains(ending) || OTHER_STILLS.contains(ending) || VIDEOS.contains(ending);
  }

  public static boolean isVideo(String ending) {
    return VIDEOS.contains(ending);
  }
}
