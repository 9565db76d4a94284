package dev.tensors.tsr.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Fills the empty fields of another program's JSON file. All other characters of its text stay: the
 * order, the spelling of numbers, unknown fields, indents.
 */
public final class JsonFilling {

  /**
   * How an object in another program's JSON file is laid out.
   *
   * @param start what comes before each name
   * @param margin of its lines
   */
  record FoundLayout(JsonLayout layout, String start, String margin) {

    /**
     * The layout of an object.
     *
     * @param root where the whole object begins
     * @param object where this object begins, which is not empty
     * @param value where its first value begins
     * @param own for what the text does not show
     */
    static FoundLayout of(String text, int root, int object, int value, JsonLayout own) {
      String colon = Character.isWhitespace(text.charAt(value - 1)) ? ": " : ":";
      String start = spaceAfter(text, object);
      int line = start.lastIndexOf('\n') + 1;
      if (line == 0) {
        String comma = colon.equals(":") ? "," : ", ";
        JsonLayout oneLine = new JsonLayout(null, "", colon, comma, own.escapes());
        return new FoundLayout(oneLine, comma.substring(1), "");
      }
      String lineEnd = start.contains("\r\n") ? "\r\n" : "\n";
      String margin = start.substring(line);
      // The indent of one level is that of the whole object's members.
      String first = spaceAfter(text, root);
      int firstLine = first.lastIndexOf('\n') + 1;
      String indent = firstLine == 0 ? margin : first.substring(firstLine);
      return new FoundLayout(
          new JsonLayout(indent, lineEnd, colon, ",", own.escapes()), start, margin);
    }

    private static String spaceAfter(String text, int brace) {
      int end = brace + 1;
      while (Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      return text.substring(brace + 1, end);
    }

    /** Appends a field to the object's last one. */
    void add(String name, JsonValue value, StringBuilder text) {
      text.append(',').append(start);
      layout.quote(name, text);
      text.append(layout.colon()).append(layout.write(value, margin));
    }
  }

  /**
   * What is to be filled.
   *
   * @param fields by name, objects within objects
   * @param required fields that are added even where their value is empty
   * @param unsetByZero fields of which 0 says that there is no value
   * @param outdated fields with a word that is no longer true
   * @param layout for what is added where the text has no layout of its own
   */
  public record Wanted(
      JsonObject fields,
      Set<String> required,
      Set<String> unsetByZero,
      Set<String> outdated,
      JsonLayout layout) {}

  /**
   * The result.
   *
   * @param names of the filled fields, in the order of the wanted ones
   */
  public record Filled(String text, List<String> names) {

    /** Those of the wanted fields that were filled. */
    public JsonObject of(JsonObject wanted) {
      return of(wanted, "");
    }

    private JsonObject of(JsonObject wanted, String path) {
      Map<String, JsonValue> filled = new LinkedHashMap<>();
      wanted
          .values()
          .forEach(
              (name, value) -> {
                if (names.contains(path + name)) {
                  filled.put(name, value);
                } else if (value instanceof JsonObject below) {
                  JsonObject part = of(below, path + name + ".");
                  if (!part.values().isEmpty()) {
                    filled.put(name, part);
                  }
                }
              });
      return new JsonObject(filled);
    }
  }

  private static final String MARK = "\uFEFF";

  /** A string that LORA Manager writes for no values. */
  private static final String NO_VALUES = "{}";

  /** The kinds of values that can be empty. */
  private enum Kind {
    NULL,
    TEXT,
    ITEMS,
    OBJECT,
    NUMBER,
    TRUTH
  }

  /**
   * A value in the text.
   *
   * @param end of an object: the place of its closing brace; else not used
   * @param members of an object
   */
  private record Span(Kind kind, boolean empty, int start, int end, Map<String, Span> members) {}

  private record Edit(int from, int to, String text) {}

  private final String mark;
  private final String text;
  private final Span root;
  private boolean duplicates;

  private JsonFilling(String file) {
    this.mark = file.startsWith(MARK) ? MARK : "";
    this.text = file.substring(mark.length());
    try (JsonParser parser = JsonReader.parser(text, JsonForm.NON_FINITE)) {
      this.root = span(parser.nextToken(), parser);
    }
  }

  /**
   * Reads the text of a file, which {@link JsonDocument} has read.
   *
   * @return null if an object has two fields with one name
   */
  public static @Nullable JsonFilling of(String file) {
    JsonFilling filling = new JsonFilling(file);
    return filling.duplicates ? null : filling;
  }

  private Span span(@Nullable JsonToken token, JsonParser parser) throws JacksonException {
    int start = offset(parser);
    return switch (token) {
      case START_OBJECT -> object(start, parser);
      case START_ARRAY -> {
        boolean empty = true;
        for (JsonToken item = parser.nextToken();
            item != JsonToken.END_ARRAY;
            item = parser.nextToken()) {
          span(item, parser);
          empty = false;
        }
        yield new Span(Kind.ITEMS, empty, start, offset(parser), Map.of());
      }
      case VALUE_STRING -> {
        String string = parser.getString();
        boolean empty = string.isEmpty() || text.startsWith('"' + NO_VALUES + '"', start);
        yield new Span(Kind.TEXT, empty, start, end(parser), Map.of());
      }
      case VALUE_NULL -> new Span(Kind.NULL, true, start, start + 3, Map.of());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String number = parser.getString();
        boolean zero = number.matches("-?0(\\.0*)?");
        yield new Span(Kind.NUMBER, zero, start, start + number.length() - 1, Map.of());
      }
      case null, default -> new Span(Kind.TRUTH, false, start, start, Map.of());
    };
  }

  private Span object(int start, JsonParser parser) throws JacksonException {
    Map<String, Span> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Span before = members.put(name, span(parser.nextToken(), parser));
      duplicates = duplicates || before != null;
    }
    return new Span(Kind.OBJECT, members.isEmpty(), start, offset(parser), members);
  }

  private static int offset(JsonParser parser) {
    return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
  }

  /** The place of the last character that was read, as of a string's closing quote. */
  private static int end(JsonParser parser) {
    return Math.toIntExact(parser.currentLocation().getCharOffset()) - 1;
  }

  /** Fills the empty fields. */
  public Filled fill(Wanted wanted) {
    List<Edit> edits = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (root.empty()) {
      edits.add(new Edit(root.start(), root.end(), wanted.layout().write(wanted.fields())));
      names.addAll(wanted.fields().values().keySet());
    } else {
      fill(root, wanted.fields(), wanted, "", edits, names);
    }
    StringBuilder filled = new StringBuilder(text);
    edits.sort(Comparator.comparingInt(Edit::from).reversed());
    edits.forEach(edit -> filled.replace(edit.from(), edit.to() + 1, edit.text()));
    return new Filled(mark + filled, List.copyOf(names));
  }

  private void fill(
      Span object,
      JsonObject fields,
      Wanted wanted,
      String path,
      List<Edit> edits,
      List<String> names) {
    int first = object.members().values().iterator().next().start();
    FoundLayout found = FoundLayout.of(text, root.start(), object.start(), first, wanted.layout());
    StringBuilder added = new StringBuilder();
    fields
        .values()
        .forEach(
            (name, value) -> {
              Span span = object.members().get(name);
              boolean required = path.isEmpty() && wanted.required().contains(name);
              if (span == null) {
                if (required || !isEmpty(value)) {
                  found.add(name, value, added);
                  names.add(path + name);
                }
              } else if (span.kind() == Kind.OBJECT
                  && !span.empty()
                  && value instanceof JsonObject below) {
                fill(span, below, wanted, path + name + ".", edits, names);
              } else if (path.isEmpty() && wanted.outdated().contains(name)
                  || isUnset(span, value, required, wanted.unsetByZero().contains(name))) {
                String written = found.layout().write(value, found.margin());
                edits.add(new Edit(span.start(), span.end(), written));
                names.add(path + name);
              }
            });
    if (!added.isEmpty()) {
      int last = object.end() - 1;
      while (Character.isWhitespace(text.charAt(last))) {
        last--;
      }
      edits.add(new Edit(last + 1, last, added.toString()));
    }
  }

  private static boolean isUnset(Span span, JsonValue value, boolean required, boolean byZero) {
    boolean fits =
        switch (span.kind()) {
          case NULL -> true;
          case TEXT -> value instanceof JsonValue.Text;
          case ITEMS -> value instanceof JsonValue.Items;
          case OBJECT -> value instanceof JsonObject;
          case NUMBER -> byZero && value instanceof JsonValue.Numeral;
          case TRUTH -> false;
        };
    boolean needed = required && span.kind() == Kind.NULL && !(value instanceof JsonValue.Nothing);
    return fits && span.empty() && (needed || !isEmpty(value));
  }

  /** Whether a value says as much as its absence. */
  private static boolean isEmpty(JsonValue value) {
    return switch (value) {
      case JsonValue.Nothing() -> true;
      case JsonValue.Text(String string) -> string.isEmpty() || string.equals(NO_VALUES);
      case JsonValue.Numeral(String written) -> written.matches("0(\\.0*)?");
      case JsonValue.Truth(boolean truth) -> !truth;
      case JsonValue.Items(List<JsonValue> items) -> items.isEmpty();
      case JsonObject(Map<String, JsonValue> fields) ->
          fields.values().stream().allMatch(JsonFilling::isEmpty);
    };
  }
}
