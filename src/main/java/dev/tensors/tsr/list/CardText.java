package dev.tensors.tsr.list;

import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins what is known to one text of a card. What is not known is null, and is left out. */
final class CardText {

  private CardText() {}

  static @Nullable String joined(@Nullable String... parts) {
    List<String> known = new ArrayList<>();
    for (String part : parts) {
      if (part != null) {
        known.add(part);
      }
    }
    return known.isEmpty() ? null : String.join(", ", known);
  }

  static @Nullable String labelled(String label, @Nullable Object value) {
    return value == null ? null : label + value;
  }

  /** The day of a time. */
  static @Nullable String day(String label, @Nullable String time) {
    return time == null ? null : label + Timestamps.day(time);
  }

  static @Nullable String counted(@Nullable Long count, String one, String several) {
    return count == null ? null : Counts.of(count, one, several);
  }

  static @Nullable String number(@Nullable Double value) {
    return value == null ? null : value.toString().replaceFirst("\\.0$", "");
  }
}
