package dev.tensors.tsr.network;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The error message in an answer of a service. */
public final class ErrorText {

  /** Some messages repeat the whole request. */
  private static final int LONGEST = 200;

  private ErrorText() {}

  /** The text of {@code {"error": ...}} or {@code {"message": ...}}; null if it is neither. */
  public static @Nullable String of(JsonValue answer) {
    if (!(answer instanceof JsonObject fields)) {
      return null;
    }
    String error = fields.written("error");
    return error == null ? fields.written("message") : error;
  }

  /** The text without line breaks and control characters, cut if it is too long. */
  public static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s\\p{Cf}\\u2028\\u2029]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
