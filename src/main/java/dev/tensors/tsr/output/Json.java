package dev.tensors.tsr.output;

import dev.tensors.tsr.text.Escaping;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes compact JSON. Jackson's generator looks at one char at a time when it escapes, so that a
 * lone half of a surrogate pair would reach the output as a {@code ?}.
 */
public final class Json {

  /**
   * A JSON text that is written unchanged, with all digits of its numbers.
   *
   * @param text valid JSON, without white space between its tokens, in which hidden characters are
   *     escaped
   */
  public record RawJson(String text) {

    /** Escapes the hidden characters of a JSON text, all of which are within its strings. */
    public static RawJson escaped(String text) {
      return new RawJson(Escaping.RAW_JSON.of(text));
    }
  }

  private Json() {}

  /**
   * The JSON of a value.
   *
   * @param value as a {@link Column} takes it from a row
   */
  public static String text(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    value(value, text);
    return text.toString();
  }

  public static void value(@Nullable Object value, StringBuilder to) {
    if (ValueText.unknown(value)) {
      to.append("null");
    } else if (value instanceof RawJson(String text)) {
      to.append(text);
    } else if (value instanceof Long number) {
      to.append(number.longValue()); // without a String of its own
    } else if (value instanceof Number || value instanceof Boolean) {
      to.append(value);
    } else if (value instanceof Collection<?> elements) {
      array(elements, to);
    } else if (value instanceof Map<?, ?> map) {
      object(map, to);
    } else {
      string(ValueText.text(value, ""), to);
    }
  }

  private static void array(Collection<?> elements, StringBuilder to) {
    String before = "";
    to.append('[');
    for (Object element : elements) {
      value(element, to.append(before));
      before = ",";
    }
    to.append(']');
  }

  private static void object(Map<?, ?> map, StringBuilder to) {
    String before = "";
    to.append('{');
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      string(ValueText.text(entry.getKey(), ""), to.append(before));
      value(entry.getValue(), to.append(':'));
      before = ",";
    }
    to.append('}');
  }

  private static void string(String text, StringBuilder to) {
    Escaping.JSON.append(text, to.append('"'));
    to.append('"');
  }
}
