package dev.tensors.tsr.images;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object. Its values are a String, a Number, a Boolean, a List of such values, a JsonObject,
 * or null. A value of another kind than the one asked for is returned as null or empty.
 *
 * @param members in their order; of several members with one name, the last
 */
record JsonObject(Map<String, @Nullable Object> members) {

  private static final int LONGEST_NUMBER = 40;

  @Nullable Object get(String name) {
    return members.get(name);
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  @Nullable String text(String name) {
    return get(name) instanceof String text ? text : null;
  }

  /** The first of the named members that is a text and not empty; null if none is. */
  @Nullable String firstText(String... names) {
    for (String name : names) {
      String text = text(name);
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** A number, also one in a string. */
  @Nullable Double number(String name) {
    return toNumber(get(name));
  }

  static @Nullable Double toNumber(@Nullable Object value) {
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? number.doubleValue() : null;
    }
    try {
      Double number =
          value instanceof String text && text.length() < LONGEST_NUMBER
              ? Double.valueOf(text.strip())
              : null;
      return number == null || number.isInfinite() || number.isNaN() ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A whole number above 0, also one in a string. */
  @Nullable Long id(String name) {
    Double number = number(name);
    return number == null || number < 1 || number != Math.rint(number) || number > 1e15
        ? null
        : Long.valueOf(number.longValue());
  }

  JsonObject object(String name) {
    return get(name) instanceof JsonObject object ? object : new JsonObject(Map.of());
  }

  List<@Nullable Object> list(String name) {
    return items(get(name));
  }

  /** Never null. */
  @SuppressWarnings("unchecked")
  static List<@Nullable Object> items(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
  }

  /** The objects of an array. */
  List<JsonObject> objects(String name) {
    return list(name).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }
}
