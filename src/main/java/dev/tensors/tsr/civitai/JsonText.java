package dev.tensors.tsr.civitai;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** JSON values as text. */
final class JsonText {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();

  private JsonText() {}

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
