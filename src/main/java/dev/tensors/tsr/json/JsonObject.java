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

  /** More digits than any service counts to. */
  private static final long LARGEST_ID = 1_000_000_000_000_000L;

  public @Nullable JsonValue get(String name) {
    return values.get(name);
  }

  /** Whether there is a field, also one that is null. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

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

  /** A string; null for a number, too. */
  public @Nullable String string(String name) {
    return get(name) instanceof Text(String text) ? text : null;
  }

  /** The first of the named fields that is a string and not empty; null if none is. */
  public @Nullable String firstString(String... names) {
    for (String name : names) {
      String text = string(name);
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** A string as it is, any other value as JSON. */
  public @Nullable String written(String name) {
    JsonValue value = get(name);
    return value == null || value instanceof Nothing ? null : value.written();
  }

  /** A whole number, also one in a string. */
  public @Nullable Long number(String name) {
    BigDecimal decimal = JsonValue.decimal(text(name));
    try {
      return decimal == null ? null : decimal.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** A whole number above 0, also one in a string. */
  public @Nullable Long id(String name) {
    Long number = number(name);
    return number == null || number < 1 || number > LARGEST_ID ? null : number;
  }

  /** Any number, also one in a string. */
  public @Nullable Double fraction(String name) {
    return JsonValue.fraction(get(name));
  }

  /** Whether a field is this boolean itself, and not a number or a string that means it. */
  public boolean is(String name, boolean truth) {
    return get(name) instanceof Truth(boolean value) && value == truth;
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
    List<JsonValue> items = get(name) instanceof Text text ? List.of(text) : items(name);
    return items.stream().map(JsonObject::text).filter(Objects::nonNull).toList();
  }

  /** The values of an array; empty instead of null. */
  public List<JsonValue> items(String name) {
    return JsonValue.items(get(name));
  }

  /** The objects of an array; empty instead of null. */
  public List<JsonObject> objects(String name) {
    return objects(name, object -> object);
  }

  /** The objects of an array, each mapped by {@code reading}; nulls are left out. */
  public <T> List<T> objects(String name, Function<JsonObject, @Nullable T> reading) {
    List<T> read = new ArrayList<>();
    for (JsonValue item : items(name)) {
      T value = item instanceof JsonObject fields ? reading.apply(fields) : null;
      if (value != null) {
        read.add(value);
      }
    }
    return List.copyOf(read);
  }
}
