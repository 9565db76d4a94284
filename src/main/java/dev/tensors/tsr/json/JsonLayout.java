package dev.tensors.tsr.json;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a program lays out the JSON that it writes.
 *
 * @param indent of each level; null: all is on one line
 * @param lineEnd between lines
 * @param colon between a name and its value
 * @param comma between values on one line
 */
public record JsonLayout(
    @Nullable String indent, String lineEnd, String colon, String comma, Escapes escapes) {

  /** The characters that are escaped beside those that JSON demands. */
  public enum Escapes {
    NONE,
    /** None, with the digits of control characters in upper case, as the catalogue stores JSON. */
    NONE_UPPER_CASE,
    /** All that is not ASCII, as Python does. */
    NON_ASCII,
    /** All that is not ASCII, and what HTML uses, as .NET does. */
    NON_ASCII_AND_HTML
  }

  /** All on one line, without spaces, and nothing escaped but what JSON demands. */
  public static final JsonLayout COMPACT = oneLine(Escapes.NONE_UPPER_CASE);

  private static final String HTML = "<>&'+`\u007F";

  private static final HexFormat LOWER_CASE = HexFormat.of();
  private static final HexFormat UPPER_CASE = LOWER_CASE.withUpperCase();
  private static final int PRINTABLE = 0x20;
  private static final int NOT_ASCII = 0x80;

  /** Each value on its own line, as Python writes it. */
  public static JsonLayout lines(String indent, Escapes escapes) {
    return new JsonLayout(indent, "\n", ": ", ",", escapes);
  }

  /** All on one line, without spaces. */
  public static JsonLayout oneLine(Escapes escapes) {
    return new JsonLayout(null, "", ":", ",", escapes);
  }

  /** Writes a value as a whole text. */
  public String write(JsonValue value) {
    return write(value, "");
  }

  /**
   * Writes a value as a part of a text.
   *
   * @param margin before each line but the first
   */
  public String write(JsonValue value, String margin) {
    StringBuilder text = new StringBuilder();
    write(value, lineEnd + margin, text);
    return text.toString();
  }

  private void write(JsonValue value, String lineStart, StringBuilder text) {
    switch (value) {
      case JsonValue.Text(String string) -> quote(string, text);
      case JsonValue.Numeral(String written) -> text.append(written);
      case JsonValue.Truth(boolean truth) -> text.append(truth);
      case JsonValue.Nothing() -> text.append("null");
      case JsonValue.Items(List<JsonValue> items) -> {
        text.append('[');
        for (int i = 0; i < items.size(); i++) {
          next(i, lineStart, text);
          write(items.get(i), below(lineStart), text);
        }
        end(items.isEmpty(), lineStart, text);
        text.append(']');
      }
      case JsonObject(Map<String, JsonValue> fields) -> {
        text.append('{');
        int i = 0;
        for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
          next(i++, lineStart, text);
          quote(field.getKey(), text);
          text.append(colon);
          write(field.getValue(), below(lineStart), text);
        }
        end(fields.isEmpty(), lineStart, text);
        text.append('}');
      }
    }
  }

  private String below(String lineStart) {
    return indent == null ? lineStart : lineStart + indent;
  }

  private void next(int index, String lineStart, StringBuilder text) {
    if (indent != null) {
      text.append(index == 0 ? "" : ",").append(lineStart).append(indent);
    } else if (index > 0) {
      text.append(comma);
    }
  }

  private void end(boolean empty, String lineStart, StringBuilder text) {
    if (indent != null && !empty) {
      text.append(lineStart);
    }
  }

  void quote(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '"' -> text.append(escapes == Escapes.NON_ASCII_AND_HTML ? "\\u0022" : "\\\"");
        default -> {
          if (isEscaped(c)) {
            text.append(escape(c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private boolean isEscaped(char c) {
    boolean isAsciiOnly = escapes == Escapes.NON_ASCII || escapes == Escapes.NON_ASCII_AND_HTML;
    return c < PRINTABLE
        || c >= NOT_ASCII && isAsciiOnly
        || escapes == Escapes.NON_ASCII_AND_HTML && HTML.indexOf(c) >= 0;
  }

  private String escape(char c) {
    HexFormat digits =
        switch (escapes) {
          case NONE, NON_ASCII -> LOWER_CASE;
          case NONE_UPPER_CASE, NON_ASCII_AND_HTML -> UPPER_CASE;
        };
    return "\\u" + digits.toHexDigits(c);
  }
}
