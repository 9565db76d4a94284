package dev.tensors.tsr.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads single JSON values, and limits the memory that each takes.
 *
 * <p>Jackson's own trees take the same CPU time for the listing of 100 models (11 ms for 3 MB), but
 * one entry of 24 MB of small objects exhausts a heap of 200 MB, and numbers change: 1e5 becomes
 * 1E+5.
 */
final class JsonValueReader {

  static final int LONGEST_NAME = 50_000;
  static final int LONGEST_NUMBER = 1_000;

  /** The workflow of an image can have millions of characters. */
  static final int LONGEST_TEXT = 8 << 20;

  /**
   * The most values within one value; a model with a hundred versions has a fifth of them. Each
   * takes 130 bytes.
   */
  static final int MOST_VALUES = 500_000;

  private static final int LONGEST_COMMON_NAME = 64;
  private static final int MOST_COMMON_NAMES = 10_000;

  private final JsonParser parser;
  private final JsonForm form;
  private final UnaryOperator<String> masking;

  /** Names that recur in each entry, so that each is in memory once. */
  private final Map<String, String> names = new HashMap<>();

  private int count;

  /**
   * @param masking is applied to texts and names
   */
  JsonValueReader(JsonParser parser, JsonForm form, UnaryOperator<String> masking) {
    this.parser = parser;
    this.form = form;
    this.masking = masking;
  }

  /**
   * Reads the value that begins at the parser's token.
   *
   * @param token null at the end of the text
   * @throws UnreadableJson if there is no value, or it exceeds a limit
   */
  JsonValue read(@Nullable JsonToken token) throws UnreadableJson {
    count = 0;
    return value(token);
  }

  /** The number of values that the last value read consists of, itself included. */
  int count() {
    return count;
  }

  private JsonValue value(@Nullable JsonToken token) throws UnreadableJson {
    if (++count > MOST_VALUES) {
      throw tooLarge("has more than " + MOST_VALUES + " values");
    }
    return switch (token) {
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new JsonValue.Truth(true);
      case VALUE_FALSE -> new JsonValue.Truth(false);
      case VALUE_NULL -> new JsonValue.Nothing();
      case START_ARRAY -> items();
      case START_OBJECT -> fields();
      case null, default -> throw empty();
    };
  }

  private JsonValue text() throws UnreadableJson {
    if (parser.getStringLength() > LONGEST_TEXT && !form.isOnlyRead()) {
      throw tooLarge("has a text of more than " + LONGEST_TEXT + " characters");
    }
    return new JsonValue.Text(masking.apply(parser.getString()));
  }

  private JsonValue number() throws UnreadableJson {
    if (parser.getStringLength() > LONGEST_NUMBER) {
      throw tooLarge("has a number of more than " + LONGEST_NUMBER + " digits");
    }
    return parser.isNaN() ? new JsonValue.Nothing() : new JsonValue.Numeral(parser.getString());
  }

  private JsonValue items() throws UnreadableJson {
    checkDepth();
    List<JsonValue> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(value(token));
      token = parser.nextToken();
    }
    return new JsonValue.Items(items);
  }

  /** If several fields have one name, the last one counts. */
  private JsonValue fields() throws UnreadableJson {
    checkDepth();
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      checkName(name);
      fields.put(common(masking.apply(name)), value(parser.nextToken()));
    }
    return new JsonObject(fields);
  }

  private String common(String name) {
    if (name.length() > LONGEST_COMMON_NAME || names.size() > MOST_COMMON_NAMES) {
      return names.getOrDefault(name, name);
    }
    return names.computeIfAbsent(name, first -> first);
  }

  private void checkDepth() throws UnreadableJson {
    if (parser.streamReadContext().getNestingDepth() > form.deepest()) {
      throw tooLarge("nests deeper than " + form.deepest() + " levels");
    }
  }

  private void checkName(String name) throws UnreadableJson {
    if (name.length() > LONGEST_NAME) {
      throw tooLarge("has a name of more than " + LONGEST_NAME + " characters");
    }
    if (form.isOnlyRead()) {
      return;
    }
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      if (Character.getType(name.codePointAt(i)) == Character.SURROGATE) {
        throw tooLarge("has a name with an unpaired surrogate");
      }
    }
  }

  static UnreadableJson empty() {
    return new UnreadableJson(UnreadableJson.Fault.DAMAGED, "is empty");
  }

  private static UnreadableJson tooLarge(String reason) {
    return new UnreadableJson(UnreadableJson.Fault.VALUE_TOO_LARGE, reason);
  }
}
