package dev.tensors.tsr.json;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes JSON values as text. */
public final class JsonWriter {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();

  private JsonWriter() {}

  /** Writes a value without white space. */
  public static String write(JsonValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, out);
    }
    return text.toString();
  }

  private static void write(JsonValue value, JsonGenerator out) {
    switch (value) {
      case JsonValue.Text(String text) -> out.writeString(text);
      case JsonValue.Numeral(String written) -> out.writeNumber(written);
      case JsonValue.Truth(boolean truth) -> out.writeBoolean(truth);
      case JsonValue.Nothing() -> out.writeNull();
      case JsonValue.Items(List<JsonValue> items) -> {
        out.writeStartArray();
        items.forEach(item -> write(item, out));
        out.writeEndArray();
      }
      case JsonObject(Map<String, JsonValue> fields) -> {
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
