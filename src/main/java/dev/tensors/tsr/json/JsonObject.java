package dev.tensors.tsr.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with lenient accessors: each returns null for a field that is missing, null or of
 * another type.
 *
 * @param values by name, in the answer's order
 */
public record JsonObject(Map<String, JsonValue> values) implements JsonValue {

  private static final JsonObject NONE = new JsonObject(Map.of());

  private static final int LONGEST_NUMBER = 100;

  /** A string as it is, a number as it was written. */
  public @Nullable String text(String name) {
    return text(values.get(name));
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return switch (value) {
      case Text(String text) -> text;
      case Numeral(String written) -> written;
      case null, default -> null;
    };
  }

  /** A string as it is, any other value as JSON. */
  public @Nullable String written(String name) {
    return switch (values.get(name)) {
      case null -> null;
      case Nothing() -> null;
      case Text(String text) -> text;
      case JsonValue other -> JsonLayout.COMPACT.write(other);
    };
  }

  /** A whole number, also one in a string. */
  public @Nullable Long number(String name) {
    BigDecimal decimal = decimal(name);
    try {
      return decimal == null ? null : decimal.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** Any number, also one in a string. */
  public @Nullable Double fraction(String name) {
    BigDecimal decimal = decimal(name);
    return decimal == null || Double.isInfinite(decimal.doubleValue())
        ? null
        : decimal.doubleValue();
  }

  private @Nullable BigDecimal decimal(String name) {
    String text = text(name);
    try {
      // Parsing takes time that grows faster than the length.
      return text == null || text.length() > LONGEST_NUMBER ? null : new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A boolean, also as 1 or 0, or in a string. */
  public @Nullable Boolean truth(String name) {
    if (values.get(name) instanceof Truth(boolean truth)) {
      return truth;
    }
    return switch (text(name)) {
      case "1" -> true;
      case "0" -> false;
      case String text when text.equalsIgnoreCase("true") -> true;
      case String text when text.equalsIgnoreCase("false") -> false;
      case null, default -> null;
    };
  }

  /** A time in ISO 8601, in UTC if it has no zone. */
  public @Nullable Instant time(String name) {
    String text = text(name);
    try {
      return text == null ? null : time(DateTimeFormatter.ISO_DATE_TIME, text.strip());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Instant time(DateTimeFormatter format, String text) {
    TemporalAccessor time = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : Instant.from(time);
  }

  /** An object; an empty one instead of null. */
  public JsonObject object(String name) {
    return values.get(name) instanceof JsonObject fields ? fields : NONE;
  }

  /** The strings of an array, or a single string; empty instead of null. */
  public List<String> texts(String name) {
    return items(name).stream().map(JsonObject::text).filter(Objects::nonNull).toList();
  }

  /** The objects of an array, each mapped by {@code reading}; nulls are left out. */
  public <T> List<T> objects(String name, Function<JsonObject, @Nullable T> reading) {
    return objects(values.get(name), reading);
  }

  /** The objects of an array, each mapped by {@code reading}; nulls are left out. */
  public static <T> List<T> objects(
      @Nullable JsonValue array, Function<JsonObject, @Nullable T> reading) {
    List<T> read = new ArrayList<>();
    if (array instanceof Items(List<JsonValue> items)) {
      for (JsonValue item : items) {
        T value = item instanceof JsonObject fields ? reading.apply(fields) : null;
        if (value != null) {
          read.add(value);
        }
      }
    }
    return List.copyOf(read);
  }

  private List<JsonValue> items(String name) {
    return switch (values.get(name)) {
      case Items(List<JsonValue> items) -> items;
      case Text text -> List.of(text);
      case null, default -> List.of();
    };
  }
}
