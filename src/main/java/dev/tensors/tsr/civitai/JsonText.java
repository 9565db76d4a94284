package dev.tensors.tsr.civitai;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** JSON values from text, and to text. */
final class JsonText {

  private static final int DEEPEST = 100;

  /** Three times what a hundred models have; each can take 70 bytes of memory. */
  private static final long MOST_TOKENS = 2_000_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxTokenCount(MOST_TOKENS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  /**
   * Reads one value. Of fields of one name the last counts.
   *
   * @throws Unreadable if it is not JSON, or not all of it
   * @throws Hopeless if it nests too deep
   * @throws TooLarge if it holds too many values
   */
  static Json read(byte[] text) throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      try {
        Json value = value(parser, parser.nextToken());
        if (parser.nextToken() != null) {
          throw new Unreadable("the answer goes on after its end");
        }
        return value;
      } catch (StreamConstraintsException e) {
        throw parser.streamReadContext().getNestingDepth() >= DEEPEST
            ? new Hopeless("the answer nests deeper than " + DEEPEST + " levels")
            : new TooLarge("the answer has too many values, or too long names");
      }
    } catch (JacksonException e) {
      throw new Unreadable("the answer is not JSON, or not all of it");
    }
  }

  private static Json value(JsonParser parser, JsonToken token) throws Unreadable {
    return switch (token) {
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getString());
      case VALUE_TRUE -> new Json.Truth(true);
      case VALUE_FALSE -> new Json.Truth(false);
      case VALUE_NULL -> new Json.Nothing();
      case START_ARRAY -> items(parser);
      case START_OBJECT -> fields(parser);
      case null, default -> throw new Unreadable("the answer is empty");
    };
  }

  private static Json items(JsonParser parser) throws Unreadable {
    List<Json> values = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      values.add(value(parser, token));
      token = parser.nextToken();
    }
    return new Json.Items(values);
  }

  private static Json fields(JsonParser parser) throws Unreadable {
    Map<String, Json> values = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      values.put(name, value(parser, parser.nextToken()));
    }
    return new Fields(values);
  }

  /** Writes a value without white space. */
  static String write(Json value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, out);
    }
    return text.toString();
  }

  private static void write(Json value, JsonGenerator out) {
    switch (value) {
      case Json.Text(String text) -> out.writeString(text);
      case Json.Numeral(String written) -> out.writeNumber(written);
      case Json.Truth(boolean truth) -> out.writeBoolean(truth);
      case Json.Nothing() -> out.writeNull();
      case Json.Items(List<Json> items) -> {
        out.writeStartArray();
        items.forEach(item -> write(item, out));
        out.writeEndArray();
      }
      case Fields(Map<String, Json> fields) -> {
        out.writeStartObject();
        fields.forEach(
            (name, field) -> {
              out.writeName(name);
              write(field, out);
            });
        out.writeEndObject();
      }
    }
  }
}
