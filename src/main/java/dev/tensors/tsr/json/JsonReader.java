package dev.tensors.tsr.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads JSON. A list is read entry by entry: only the record made of an entry stays in memory. */
public final class JsonReader implements AutoCloseable {

  /**
   * The most values in all kept entries of a list: three times as many as a hundred models have.
   */
  static final int MOST_LISTED_VALUES = 2_000_000;

  /** The record made of the smallest entry takes as much memory as this many values. */
  private static final int FEWEST_VALUES = 10;

  private final JsonParser parser;
  private final JsonValueReader values;

  /** Reads a text, such as that of a file. */
  public JsonReader(String text, JsonForm form) {
    parser = parser(text, form);
    values = new JsonValueReader(parser, form, UnaryOperator.identity());
  }

  static JsonParser parser(String text, JsonForm form) {
    return form.factory().createParser(ObjectReadContext.empty(), text);
  }

  /**
   * Reads an answer. Bytes that are not UTF-8 are read as U+FFFD.
   *
   * @param masking is applied to texts and names, since a host may send secrets back to have them
   *     stored and shown
   */
  public JsonReader(byte[] text, UnaryOperator<String> masking) {
    parser =
        JsonForm.STRICT
            .factory()
            .createParser(
                ObjectReadContext.empty(),
                new InputStreamReader(withoutByteOrderMark(text), StandardCharsets.UTF_8));
    values = new JsonValueReader(parser, JsonForm.STRICT, masking);
  }

  private static InputStream withoutByteOrderMark(byte[] text) {
    boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB;
    int from = marked && text[2] == (byte) 0xBF ? 3 : 0;
    return new ByteArrayInputStream(text, from, text.length - from);
  }

  /**
   * Reads the whole text as one value.
   *
   * @throws UnreadableJson if the text is not JSON, incomplete, or exceeds a limit
   */
  public JsonValue value() throws UnreadableJson {
    try {
      JsonValue value = values.read(parser.nextToken());
      checkEnd();
      return value;
    } catch (JacksonException e) {
      throw UnreadableJson.damaged();
    }
  }

  /**
   * Reads the objects of an array that is the whole text.
   *
   * @return the mapped objects without nulls
   * @throws UnreadableJson if the text is not JSON, incomplete, or no array, or an entry, or all
   *     entries together, exceed a limit
   */
  public <T> List<T> cleanList(Function<JsonObject, @Nullable T> reading) throws UnreadableJson {
    return list(null, false, reading);
  }

  /**
   * Reads the objects of an array, and skips each that exceeds a limit.
   *
   * @param field the name of the field with the array, if the text is an object
   * @return the mapped objects without nulls
   * @throws UnreadableJson if the text is not JSON, incomplete, or has no such array, or the
   *     entries have too many values together
   */
  public <T> List<T> list(@Nullable String field, Function<JsonObject, @Nullable T> reading)
      throws UnreadableJson {
    return list(field, true, reading);
  }

  private <T> List<T> list(
      @Nullable String field, boolean lenient, Function<JsonObject, @Nullable T> reading)
      throws UnreadableJson {
    try {
      JsonToken token = parser.nextToken();
      List<T> read = token == JsonToken.START_ARRAY ? entries(lenient, reading) : null;
      if (token == JsonToken.START_OBJECT) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(field)) {
            read = entries(lenient, reading);
          } else {
            parser.skipChildren();
          }
        }
      }
      if (read == null) {
        throw token == null ? JsonValueReader.empty() : unexpected("is not a list");
      }
      checkEnd();
      return List.copyOf(read);
    } catch (JacksonException e) {
      throw UnreadableJson.damaged();
    }
  }

  private <T> List<T> entries(boolean lenient, Function<JsonObject, @Nullable T> reading)
      throws UnreadableJson {
    List<T> read = new ArrayList<>();
    int depth = depth();
    int kept = 0;
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      try {
        T entry = values.read(token) instanceof JsonObject fields ? reading.apply(fields) : null;
        if (entry != null) {
          read.add(entry);
          kept += Math.max(values.count(), FEWEST_VALUES);
        }
      } catch (UnreadableJson e) {
        if (!lenient || e.fault() != UnreadableJson.Fault.VALUE_TOO_LARGE) {
          throw e;
        }
        skipTo(depth);
      }
      if (kept > MOST_LISTED_VALUES) {
        throw new UnreadableJson(
            UnreadableJson.Fault.LIST_TOO_LARGE, "has more than " + MOST_LISTED_VALUES + " values");
      }
      token = parser.nextToken();
    }
    return read;
  }

  private void skipTo(int depth) throws UnreadableJson {
    while (depth() > depth) {
      if (parser.nextToken() == null) {
        throw UnreadableJson.damaged();
      }
    }
  }

  private int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  private void checkEnd() throws UnreadableJson {
    if (parser.nextToken() != null) {
      throw unexpected("has text after its end");
    }
  }

  private static UnreadableJson unexpected(String reason) {
    return new UnreadableJson(UnreadableJson.Fault.UNEXPECTED, reason);
  }

  @Override
  public void close() {
    parser.close();
  }
}
