package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.json.JsonForm;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.json.UnreadableJson;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells JSON from prompts, and reads it as Python and JavaScript write it. */
public final class LenientJson {

  /**
   * Matches an array without words, even if its end is cut off. Colons are allowed only in objects,
   * since a prompt has its weights after colons.
   */
  private static final Pattern WITHOUT_WORDS =
      Pattern.compile("\\[[\\[\\]\\d\\s\",.+-]*+(\\{[\\[\\]{}:\\d\\s\",.+-]*+)?");

  /** One more than the most that programs write. */
  private static final int MOST_NESTED = 4;

  private LenientJson() {}

  /** Whether a text begins like an object or an array of JSON, and like no prompt. */
  public static boolean isLike(String text) {
    String start = text.substring(0, Math.min(text.length(), 100)).strip();
    return start.startsWith("{")
            && (start.length() == 1 || "\"} \r\n\t".indexOf(start.charAt(1)) >= 0)
        || start.startsWith("[{");
  }

  /** Whether a text is JSON of any kind, also if a prompt could begin in the same way. */
  public static boolean isAny(String text) {
    String stripped = text.strip();
    return isLike(text)
        || stripped.startsWith("[")
            && (WITHOUT_WORDS.matcher(stripped).matches() || readOrNull(stripped) != null);
  }

  /**
   * Reads a whole text.
   *
   * @throws UnreadableText if it is not JSON, or exceeds a limit
   */
  public static JsonValue read(String text) throws UnreadableText {
    try (JsonReader reader = new JsonReader(text, JsonForm.LENIENT)) {
      return reader.value();
    } catch (UnreadableJson e) {
      throw new UnreadableText(
          e.fault() == UnreadableJson.Fault.DAMAGED
              ? "its JSON is damaged or cut off"
              : "its JSON " + e.reason());
    }
  }

  /** Whether a text begins as JSON does, or as JSON that was written as a string of JSON. */
  public static boolean isLikeNested(String text) {
    return isLike(text) || isQuoted(text);
  }

  private static boolean isQuoted(String text) {
    String start = text.substring(0, Math.min(text.length(), 100)).stripLeading();
    return start.length() > 1 && start.charAt(0) == '"' && "{[\\".indexOf(start.charAt(1)) >= 0;
  }

  /**
   * Reads a whole text, and where it is a string, the text of that: savers write JSON as a string
   * of JSON, up to three times.
   *
   * @throws UnreadableText if it is not JSON, or exceeds a limit
   */
  public static JsonValue readNested(String text) throws UnreadableText {
    JsonValue value = read(text);
    for (int i = 1; i < MOST_NESTED && value instanceof JsonValue.Text(String inner); i++) {
      if (!isLikeNested(inner)) {
        return value;
      }
      value = read(inner);
    }
    return value;
  }

  /** Like {@link #read}, but returns null for a text that cannot be read. */
  public static @Nullable JsonValue readOrNull(String text) {
    return readOrNull(text, JsonForm.LENIENT);
  }

  /** Like {@link #readOrNull}, for a list as Python prints it. */
  public static @Nullable JsonValue readPythonOrNull(String text) {
    return readOrNull(text, JsonForm.PYTHON);
  }

  private static @Nullable JsonValue readOrNull(String text, JsonForm form) {
    try (JsonReader reader = new JsonReader(text, form)) {
      return reader.value();
    } catch (UnreadableJson e) {
      return null;
    }
  }
}
