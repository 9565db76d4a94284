package dev.tensors.tsr.civitai;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;

/**
 * A file of another program in which it keeps CivitAI's answers, or what it knows itself, as JSON.
 */
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
    try (JsonReader reader = new JsonReader(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      return reader.value() instanceof JsonObject root
          ? new Read(root)
          : new Refused("is JSON, but not an object");
    } catch (CallFailure e) {
      return new Refused(e.reason().replaceFirst("^the answer ", ""));
    }
  }

  /** Reads a stored JSON value; one that cannot be read is taken for a string. */
  static JsonValue value(String text) {
    try (JsonReader reader = new JsonReader(text)) {
      return reader.value();
    } catch (CallFailure e) {
      return new JsonValue.Text(text);
    }
  }
}
