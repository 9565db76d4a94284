package dev.tensors.tsr.images;

import dev.tensors.tsr.images.PictureOutcome.Status;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Counts the pictures of one run of images by what became of them. */
final class PictureSums {

  private final Map<Status, Long> news = new EnumMap<>(Status.class);

  /** Those with the same result as before. */
  private final Map<Status, Long> known = new EnumMap<>(Status.class);

  void count(PictureOutcome picture) {
    (picture.known() ? known : news).merge(picture.status(), 1L, Long::sum);
  }

  boolean failedAnew() {
    return news.containsKey(Status.FAILED);
  }

  /** The counts, without an end of the sentence. */
  String text() {
    StringJoiner sums = new StringJoiner(", ");
    for (Status status : Status.values()) {
      long count = news.getOrDefault(status, 0L);
      if (count > 0 || status == Status.NEW) {
        sums.add(count + " " + status.name().toLowerCase(Locale.ROOT));
      }
    }
    known.forEach((status, count) -> sums.add(count + " " + words(status)));
    return sums.toString();
  }

  private static String words(Status status) {
    return switch (status) {
      case FAILED -> "known to be bad (--all for the reasons)";
      case MISSING -> "still missing";
      default -> status.name().toLowerCase(Locale.ROOT);
    };
  }
}
