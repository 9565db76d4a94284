package dev.tensors.tsr.modelfile;

import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;

/** Reads {@code __metadata__}, and drops values that are too large. */
final class MetadataReader {

  /** Collects text up to a limit; discards all of it when more is written. */
  static final class BoundedText extends Writer {

    private final int limit;

    /** Null once the limit was exceeded. */
    private @Nullable StringBuilder text = new StringBuilder();

    /** {@code limit} is in UTF-16 units. */
    BoundedText(int limit) {
      this.limit = limit;
    }

    /** Whether {@code length} more units fit; if they do not, the text is discarded. */
    boolean hasRoomFor(int length) {
      if (text != null && length > limit - text.length()) {
        text = null;
      }
      return text != null;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
      if (hasRoomFor(length) && text != null) {
        text.append(buffer, offset, length);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** All that was written; null if it exceeded the limit. */
    @Nullable String text() {
      return text == null ? null : text.toString();
    }
  }

  /** For all values together, in UTF-16 units. */
  private static final int VALUES_BUDGET = HeaderText.LONGEST_STRING;

  /** For a value that is no string, in UTF-16 units; rewriting it takes several times its size. */
  private static final int LONGEST_JSON_TEXT = 1 << 20;

  /** For all keys together, in UTF-16 units. */
  private static final int KEYS_BUDGET = 4 << 20;

  /** The cost of a key besides its characters: a map entry is larger than most keys. */
  private static final int KEY_COST = 64;

  private final JsonParser parser;
  private final TokenStreamFactory json;
  private final Map<String, @Nullable String> values = new LinkedHashMap<>();
  private boolean found;
  private int valuesLeft = VALUES_BUDGET;
  private int keysLeft = KEYS_BUDGET;

  MetadataReader(JsonParser parser, TokenStreamFactory json) {
    this.parser = parser;
    this.json = json;
  }

  /** See {@link Header#metadata()}. */
  Map<String, @Nullable String> values() {
    return values;
  }

  /** See {@link Header#dropped()}. */
  List<String> dropped() {
    List<String> dropped = new ArrayList<>();
    for (Map.Entry<String, @Nullable String> entry : values.entrySet()) {
      if (entry.getValue() == null) {
        dropped.add(entry.getKey());
      }
    }
    return dropped;
  }

  /** Reads the object that follows the name {@code __metadata__}. */
  void read() throws Refusal {
    if (found) {
      throw new Refusal("the header has two entries __metadata__");
    }
    found = true;
    JsonToken start = parser.nextToken();
    if (start == JsonToken.VALUE_NULL) {
      return;
    }
    if (start != JsonToken.START_OBJECT) {
      throw new Refusal("the header's __metadata__ is not an object");
    }
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      keysLeft -= key.length() + KEY_COST;
      if (keysLeft < 0) {
        throw new Refusal("the header's __metadata__ has more than " + values.size() + " keys");
      }
      String value = parser.nextToken() == JsonToken.VALUE_STRING ? string() : jsonText();
      valuesLeft -= value == null ? 0 : value.length();
      values.put(key, value);
    }
  }

  private @Nullable String string() {
    return parser.getStringLength() <= valuesLeft ? parser.getString() : null;
  }

  /** The JSON text of the parser's value, without white space, with numbers as written. */
  private @Nullable String jsonText() {
    BoundedText text = new BoundedText(Math.min(valuesLeft, LONGEST_JSON_TEXT));
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (text.hasRoomFor(parser.getStringLength())) {
          copyToken(out, token);
        }
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.text();
  }

  private void copyToken(JsonGenerator out, JsonToken token) {
    if (token.isNumeric()) {
      out.writeNumber(parser.getString());
    } else {
      out.copyCurrentEvent(parser);
    }
  }
}
