package dev.tensors.tsr.civitai;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON of one answer. A list is read entry by entry: of each entry only what was made of
 * it stays in memory.
 */
final class JsonReader implements AutoCloseable {

  static final int DEEPEST = 100;
  static final int LONGEST_NAME = 50_000;
  static final int LONGEST_NUMBER = 1_000;

  /** The workflow of an image can have millions of characters. */
  static final int LONGEST_TEXT = 8 << 20;

  /** Of one value; a model with a hundred versions has a fifth of them. Each takes 130 bytes. */
  static final int MOST_VALUES = 500_000;

  /** Of all entries of a list that are kept: three times what a hundred models have. */
  static final int MOST_LISTED_VALUES = 2_000_000;

  /** What is made of the smallest entry takes as much memory as so many values. */
  private static final int FEWEST_VALUES = 10;

  /** Only what passing over an entry needs: the limits above are checked here, not by Jackson. */
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

  private static final int LONGEST_COMMON_NAME = 64;
  private static final int MOST_COMMON_NAMES = 10_000;

  private final JsonParser parser;
  private final Secrets secrets;

  /** So that a name that each entry has is in memory once. */
  private final Map<String, String> names = new HashMap<>();

  private boolean whole;
  private int values;

  /** Reads what is known to hold no secrets. */
  JsonReader(byte[] text) {
    this(text, Secrets.NONE);
  }

  /**
   * Bytes that are not UTF-8 are read as U+FFFD.
   *
   * @param secrets which a host may send back to have them stored and shown
   */
  JsonReader(byte[] text, Secrets secrets) {
    this.secrets = secrets.mayBeIn(text) ? secrets : Secrets.NONE;
    parser =
        JSON.createParser(
            ObjectReadContext.empty(),
            new InputStreamReader(withoutMark(text), StandardCharsets.UTF_8));
  }

  /** The byte order mark that some servers begin with is no JSON. */
  private static InputStream withoutMark(byte[] text) {
    boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB;
    int from = marked && text[2] == (byte) 0xBF ? 3 : 0;
    return new ByteArrayInputStream(text, from, text.length - from);
  }

  /**
   * Reads the whole answer as one value. Of fields of one name the last counts.
   *
   * @throws UnreadableAnswer if it is not JSON, or not all of it
   * @throws PermanentFailure if it breaks a limit
   */
  JsonValue value() throws IOException {
    try {
      JsonValue value = value(parser.nextToken());
      end();
      return value;
    } catch (JacksonException e) {
      throw notJson();
    }
  }

  /**
   * Reads the objects of an array that is the whole answer, where one that breaks a limit spoils
   * them all.
   *
   * @return without what is read as null
   * @throws UnreadableAnswer if it is not JSON, not all of it, or no array
   * @throws PermanentFailure if an entry breaks a limit
   */
  <T> List<T> cleanList(Function<JsonObject, T> reading) throws IOException {
    whole = true;
    return list(null, reading);
  }

  /**
   * Reads the objects of an array, without those that break a limit.
   *
   * @param field of an object, whose value the array is; the array can also be the whole answer
   * @return without what is read as null
   * @throws UnreadableAnswer if it is not JSON, not all of it, or has no such array
   * @throws AnswerTooLarge if the entries have too many values together
   */
  <T> List<T> list(String field, Function<JsonObject, T> reading) throws IOException {
    try {
      JsonToken token = parser.nextToken();
      List<T> read = token == JsonToken.START_ARRAY ? entries(reading) : null;
      if (token == JsonToken.START_OBJECT) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(field)) {
            read = entries(reading);
          } else {
            parser.skipChildren();
          }
        }
      }
      if (read == null) {
        throw new UnreadableAnswer(
            token == null ? "the answer is empty" : "the answer is not a list");
      }
      end();
      return List.copyOf(read);
    } catch (JacksonException e) {
      throw notJson();
    }
  }

  private <T> List<T> entries(Function<JsonObject, T> reading) throws IOException {
    List<T> read = new ArrayList<>();
    int depth = depth();
    int kept = 0;
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      values = 0;
      try {
        T entry = value(token) instanceof JsonObject fields ? reading.apply(fields) : null;
        if (entry != null) {
          read.add(entry);
          kept += Math.max(values, FEWEST_VALUES);
        }
      } catch (PermanentFailure e) {
        if (whole) {
          throw e;
        }
        passOver(depth);
      }
      if (kept > MOST_LISTED_VALUES) {
        throw new AnswerTooLarge("the answer has more than " + MOST_LISTED_VALUES + " values");
      }
      token = parser.nextToken();
    }
    return read;
  }

  private void passOver(int depth) throws UnreadableAnswer {
    while (depth() > depth) {
      if (parser.nextToken() == null) {
        throw notJson();
      }
    }
  }

  private int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  private JsonValue value(JsonToken token) throws IOException {
    if (++values > MOST_VALUES) {
      throw new PermanentFailure("the answer has more than " + MOST_VALUES + " values");
    }
    return switch (token) {
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new JsonValue.Truth(true);
      case VALUE_FALSE -> new JsonValue.Truth(false);
      case VALUE_NULL -> new JsonValue.Nothing();
      case START_ARRAY -> items();
      case START_OBJECT -> fields();
      case null, default -> throw new UnreadableAnswer("the answer is empty");
    };
  }

  private JsonValue text() throws PermanentFailure {
    if (parser.getStringLength() > LONGEST_TEXT) {
      throw new PermanentFailure(
          "the answer has a text of more than " + LONGEST_TEXT + " characters");
    }
    return new JsonValue.Text(secrets.mask(parser.getString()));
  }

  private JsonValue number() throws PermanentFailure {
    if (parser.getStringLength() > LONGEST_NUMBER) {
      throw new PermanentFailure(
          "the answer has a number of more than " + LONGEST_NUMBER + " digits");
    }
    return new JsonValue.Numeral(parser.getString());
  }

  private JsonValue items() throws IOException {
    checkDepth();
    List<JsonValue> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(value(token));
      token = parser.nextToken();
    }
    return new JsonValue.Items(items);
  }

  private JsonValue fields() throws IOException {
    checkDepth();
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      checkName(name);
      fields.put(common(secrets.mask(name)), value(parser.nextToken()));
    }
    return new JsonObject(fields);
  }

  private String common(String name) {
    if (name.length() > LONGEST_COMMON_NAME || names.size() > MOST_COMMON_NAMES) {
      return names.getOrDefault(name, name);
    }
    return names.computeIfAbsent(name, first -> first);
  }

  private void checkDepth() throws PermanentFailure {
    if (depth() > DEEPEST) {
      throw new PermanentFailure("the answer nests deeper than " + DEEPEST + " levels");
    }
  }

  private static void checkName(String name) throws PermanentFailure {
    if (name.length() > LONGEST_NAME) {
      throw new PermanentFailure(
          "the answer has a name of more than " + LONGEST_NAME + " characters");
    }
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      if (Character.getType(name.codePointAt(i)) == Character.SURROGATE) {
        throw new PermanentFailure("the answer has a name with half a character in it");
      }
    }
  }

  private void end() throws UnreadableAnswer {
    if (parser.nextToken() != null) {
      throw new UnreadableAnswer("the answer goes on after its end");
    }
  }

  private static UnreadableAnswer notJson() {
    return new UnreadableAnswer("the answer is not JSON, or not all of it");
  }

  @Override
  public void close() {
    parser.close();
  }
}
