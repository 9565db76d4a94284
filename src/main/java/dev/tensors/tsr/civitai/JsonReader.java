package dev.tensors.tsr.civitai;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads the JSON of one answer. A list is read entry by entry: only the record made of an entry
 * stays in memory.
 */
final class JsonReader implements AutoCloseable {

  /**
   * The most values in all kept entries of a list: three times as many as a hundred models have.
   */
  static final int MOST_LISTED_VALUES = 2_000_000;

  /** The record made of the smallest entry takes as much memory as this many values. */
  private static final int FEWEST_VALUES = 10;

  /** JsonValueReader checks the limits, so that an entry that exceeds one can be skipped. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100_000)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** For files: Python writes NaN and Infinity, which JSON does not have. */
  private static final JsonFactory LENIENT_JSON =
      JSON.rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final JsonParser parser;
  private final JsonValueReader values;

  /** Reads the text of a file. */
  JsonReader(String text) {
    parser = parser(text);
    values = new JsonValueReader(parser, Secrets.NONE);
  }

  /** A parser for the text of a file. */
  static JsonParser parser(String text) {
    return LENIENT_JSON.createParser(ObjectReadContext.empty(), text);
  }

  /** Reads an answer without masking secrets. */
  JsonReader(byte[] text) {
    this(text, Secrets.NONE);
  }

  /**
   * Bytes that are not UTF-8 are read as U+FFFD.
   *
   * @param secrets masked, since a host may send them back to have them stored and shown
   */
  JsonReader(byte[] text, Secrets secrets) {
    parser =
        JSON.createParser(
            ObjectReadContext.empty(),
            new InputStreamReader(withoutByteOrderMark(text), StandardCharsets.UTF_8));
    values = new JsonValueReader(parser, secrets.inAnswers());
  }

  private static InputStream withoutByteOrderMark(byte[] text) {
    boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB;
    int from = marked && text[2] == (byte) 0xBF ? 3 : 0;
    return new ByteArrayInputStream(text, from, text.length - from);
  }

  /**
   * Reads the whole answer as one value.
   *
   * @throws UnreadableAnswer if the answer is not JSON, or incomplete
   * @throws PermanentFailure if the value exceeds a limit
   */
  JsonValue value() throws CallFailure {
    try {
      JsonValue value = values.read(parser.nextToken());
      checkEnd();
      return value;
    } catch (JacksonException e) {
      throw notJson();
    }
  }

  /**
   * Reads the objects of an array that is the whole answer.
   *
   * @return the mapped objects without nulls
   * @throws UnreadableAnswer if the answer is not JSON, incomplete, or no array
   * @throws PermanentFailure if an entry exceeds a limit
   * @throws AnswerTooLarge if the entries have too many values together
   */
  <T> List<T> cleanList(Function<JsonObject, @Nullable T> reading) throws CallFailure {
    return list(null, false, reading);
  }

  /**
   * Reads the objects of an array, and skips each that exceeds a limit.
   *
   * @param field the name of the field with the array, if the answer is an object
   * @return the mapped objects without nulls
   * @throws UnreadableAnswer if the answer is not JSON, incomplete, or has no such array
   * @throws AnswerTooLarge if the entries have too many values together
   */
  <T> List<T> list(@Nullable String field, Function<JsonObject, @Nullable T> reading)
      throws CallFailure {
    return list(field, true, reading);
  }

  private <T> List<T> list(
      @Nullable String field, boolean lenient, Function<JsonObject, @Nullable T> reading)
      throws CallFailure {
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
        throw new UnreadableAnswer(
            token == null ? "the answer is empty" : "the answer is not a list");
      }
      checkEnd();
      return List.copyOf(read);
    } catch (JacksonException e) {
      throw notJson();
    }
  }

  private <T> List<T> entries(boolean lenient, Function<JsonObject, @Nullable T> reading)
      throws CallFailure {
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
      } catch (PermanentFailure e) {
        if (!lenient) {
          throw e;
        }
        skipTo(depth);
      }
      if (kept > MOST_LISTED_VALUES) {
        throw new AnswerTooLarge("the answer has more than " + MOST_LISTED_VALUES + " values");
      }
      token = parser.nextToken();
    }
    return read;
  }

  private void skipTo(int depth) throws UnreadableAnswer {
    while (depth() > depth) {
      if (parser.nextToken() == null) {
        throw notJson();
      }
    }
  }

  private int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  private void checkEnd() throws UnreadableAnswer {
    if (parser.nextToken() != null) {
      throw new UnreadableAnswer("the answer has text after its end");
    }
  }

  private static UnreadableAnswer notJson() {
    return new UnreadableAnswer("the answer is not JSON, or is incomplete");
  }

  @Override
  public void close() {
    parser.close();
  }
}
