package dev.tensors.tsr.output;

import dev.tensors.tsr.output.Json.RawJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a column's value into text. */
public final class ValueText {

  private static final long DAY = 86_400;

  private ValueText() {}

  static boolean unknown(@Nullable Object value) {
    return value == null || (value instanceof Double number && !Double.isFinite(number));
  }

  /** Unknown values become empty, collections are joined by {@code separator}, maps become JSON. */
  public static String text(@Nullable Object value, String separator) {
    if (value instanceof String text) {
      return text;
    }
    if (value == null || unknown(value)) {
      return "";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Instant instant) {
      return iso(instant);
    }
    if (value instanceof Collection<?> elements) {
      return joined(elements, separator);
    }
    if (value instanceof Map || value instanceof RawJson) {
      StringBuilder json = new StringBuilder();
      Json.value(value, json);
      return json.toString();
    }
    return value.toString();
  }

  private static String joined(Collection<?> elements, String separator) {
    StringBuilder text = new StringBuilder();
    String next = "";
    for (Object element : elements) {
      text.append(next).append(text(element, separator));
      next = separator;
    }
    return text.toString();
  }

  /**
   * Like {@link Instant#toString}, in whole seconds, without the start-up time of its formatter.
   */
  private static String iso(Instant instant) {
    long seconds = instant.getEpochSecond();
    int ofDay = (int) Math.floorMod(seconds, DAY);
    StringBuilder text = new StringBuilder(20);
    text.append(LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY)));
    twoDigits('T', ofDay / 3600, text);
    twoDigits(':', ofDay / 60 % 60, text);
    twoDigits(':', ofDay % 60, text);
    return text.append('Z').toString();
  }

  private static void twoDigits(char before, int number, StringBuilder to) {
    to.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
