package dev.tensors.tsr.civitai;

/** What CivitAI says of a failure. */
final class ErrorText {

  /** A validation can list the whole request. */
  private static final int LONGEST = 200;

  private ErrorText() {}

  /**
   * The text of {@code {"error": ...}} or {@code {"message": ...}}; null if the answer is no such
   * thing.
   */
  static String of(JsonValue answer) {
    if (!(answer instanceof JsonObject fields)) {
      return null;
    }
    String error = fields.written("error");
    return error == null ? fields.written("message") : error;
  }

  /** Without line breaks and other control characters, and not too long. */
  static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s\\p{Cf}\\u2028\\u2029]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
