package dev.tensors.tsr.json;

/** A JSON file of another program. */
public sealed interface JsonDocument {

  /** The file's object. Of several fields with one name the last one counts. */
  record Read(JsonObject root) implements JsonDocument {}

  /**
   * The file cannot be used.
   *
   * @param reason such as {@code is not JSON, or is incomplete}
   */
  record Refused(String reason) implements JsonDocument {}

  /** Reads the text of a file, which may begin with a byte order mark. */
  static JsonDocument of(String text) {
    try (JsonReader reader =
        new JsonReader(text.startsWith("\uFEFF") ? text.substring(1) : text, JsonForm.NON_FINITE)) {
      return reader.value() instanceof JsonObject root
          ? new Read(root)
          : new Refused("is JSON, but not an object");
    } catch (UnreadableJson e) {
      return new Refused(e.reason());
    }
  }

  /** Reads a stored JSON value; one that cannot be read is taken for a string. */
  static JsonValue value(String text) {
    try (JsonReader reader = new JsonReader(text, JsonForm.NON_FINITE)) {
      return reader.value();
    } catch (UnreadableJson e) {
      return new JsonValue.Text(text);
    }
  }
}
