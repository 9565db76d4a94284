package dev.tensors.tsr.images;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON as Python and JavaScript write it: NaN and Infinity are numbers. */
final class LenientJson {

  /** Graphs nest a dozen levels, and a few more with subgraphs. */
  static final int DEEPEST = 200;

  /** The largest workflows have a fifth as many values. A value takes up to 200 bytes of memory. */
  static final int MOST_VALUES = 500_000;

  private static final int LONGEST_NAME = 50_000;
  private static final int LONGEST_NUMBER = 1000;
  private static final int DIGITS_OF_LONG = 18;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Strings as Python prints them in lists. */
  private static final JsonFactory PYTHON =
      JSON.rebuild()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  /**
   * Matches an array without words, even if its end is cut off. Colons are allowed only in objects,
   * since a prompt has its weights after colons.
   */
  private static final Pattern WITHOUT_WORDS =
      Pattern.compile("\\[[\\[\\]\\d\\s\",.+-]*+(\\{[\\[\\]{}:\\d\\s\",.+-]*+)?");

  private final JsonParser parser;
  private final Map<String, String> names = new HashMap<>();
  private int values;

  private LenientJson(JsonParser parser) {
    this.parser = parser;
  }

  /** Whether a text begins like an object or an array of JSON, and like no prompt. */
  static boolean isLike(String text) {
    String start = text.substring(0, Math.min(text.length(), 100)).strip();
    return start.startsWith("{")
            && (start.length() == 1 || "\"} \r\n\t".indexOf(start.charAt(1)) >= 0)
        || start.startsWith("[{");
  }

  /** Whether a text is JSON of any kind, also if a prompt could begin in the same way. */
  static boolean isAny(String text) {
    String stripped = text.strip();
    return isLike(text)
        || stripped.startsWith("[")
            && (WITHOUT_WORDS.matcher(stripped).matches() || readOrNull(stripped) != null);
  }

  /**
   * Reads a whole text.
   *
   * @return see {@link JsonObject}
   * @throws UnreadableText if it is not JSON, or breaks a limit
   */
  static @Nullable Object read(String text) throws UnreadableText {
    return read(text, JSON);
  }

  private static @Nullable Object read(String text, JsonFactory form) throws UnreadableText {
    try (JsonParser parser = form.createParser(ObjectReadContext.empty(), text)) {
      LenientJson reader = new LenientJson(parser);
      Object value = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw new UnreadableText("its JSON goes on after its end");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new UnreadableText(
          "its JSON nests deeper than %d levels, or has a name or a number without end"
              .formatted(DEEPEST));
    } catch (JacksonException e) {
      throw new UnreadableText("its JSON is damaged or cut off");
    }
  }

  /** Like {@link #read}, but returns null for a text that cannot be read. */
  static @Nullable Object readOrNull(String text) {
    try {
      return read(text);
    } catch (UnreadableText e) {
      return null;
    }
  }

  /** Like {@link #readOrNull}, for a list as Python prints it. */
  static @Nullable Object readPythonOrNull(String text) {
    try {
      return read(text, PYTHON);
    } catch (UnreadableText e) {
      return null;
    }
  }

  private @Nullable Object value(@Nullable JsonToken token) throws UnreadableText {
    if (++values > MOST_VALUES) {
      throw new UnreadableText("its JSON has more than " + MOST_VALUES + " values");
    }
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> wholeNumber(parser.getString());
      case VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> list();
      case START_OBJECT -> object();
      case null -> throw new UnreadableText("its JSON is damaged or cut off");
      default -> null;
    };
  }

  /** Keeps all digits: a seed can have more than a double holds. */
  private static Number wholeNumber(String written) {
    return written.length() < DIGITS_OF_LONG ? Long.valueOf(written) : new BigInteger(written);
  }

  private static Number number(String written) {
    try {
      return Double.valueOf(written.replace("INF", "Infinity"));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private List<@Nullable Object> list() throws UnreadableText {
    List<@Nullable Object> list = new ArrayList<>(4);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(token));
    }
    return list;
  }

  private JsonObject object() throws UnreadableText {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(8);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      String known = names.size() > 10_000 ? name : names.computeIfAbsent(name, first -> first);
      members.put(known, value(parser.nextToken()));
    }
    return new JsonObject(members);
  }
}
