package dev.tensors.tsr.prompts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads an infotext by the rules of Stable Diffusion web UI. */
public final class WebUi {

  private static final String NEGATIVE = "Negative prompt:";

  private static final String SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\p{Z}]";

  /** Python's {@code \s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)}. */
  private static final Pattern PAIR =
      Pattern.compile(
          "S*([\\p{L}\\p{N}_][\\p{L}\\p{N}_ \\-/]+):S*(\"(?:\\\\.|[^\\\\\"])++\"|[^,]*)(?:,|$)"
              .replace("S*", SPACE + "*"));

  private static final Pattern SIZE = Pattern.compile("(\\d+)x(\\d+)");

  private static final JsonMapper JSON = new JsonMapper();

  private WebUi() {}

  /** The values by their names, with Prompt and Negative prompt at the end. */
  public static Map<String, String> parse(String infotext) {
    List<String> lines = new ArrayList<>(Arrays.asList(strip(infotext).split("\n", -1)));
    Map<String, String> values = new LinkedHashMap<>();
    List<MatchResult> pairs = PAIR.matcher(lines.getLast()).results().toList();
    if (pairs.size() >= 3) {
      lines.removeLast();
      pairs.forEach(pair -> put(pair.group(1), pair.group(2), values));
    }
    List<String> prompt = new ArrayList<>();
    List<String> negative = new ArrayList<>();
    List<String> current = prompt;
    for (String line : lines) {
      String stripped = strip(line);
      if (stripped.startsWith(NEGATIVE)) {
        current = negative;
        stripped = strip(stripped.substring(NEGATIVE.length()));
      }
      if (!current.isEmpty() || !stripped.isEmpty()) {
        current.add(stripped);
      }
    }
    values.put("Prompt", String.join("\n", prompt));
    values.put("Negative prompt", String.join("\n", negative));
    return values;
  }

  /** A web UI ignores an empty value. */
  private static void put(String name, String written, Map<String, String> values) {
    if (written.isEmpty()) {
      return;
    }
    String value = written.startsWith("\"") && written.endsWith("\"") ? unquote(written) : written;
    if (SIZE.matcher(value).matches()) {
      values.put(name + "-1", value.substring(0, value.indexOf('x')));
      values.put(name + "-2", value.substring(value.indexOf('x') + 1));
    } else {
      values.put(name, value);
    }
  }

  /** The value of a JSON string; any other text as it is. */
  static String unquote(String text) {
    try {
      return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
          ? JSON.readValue(text, String.class)
          : text;
    } catch (JacksonException e) {
      return text;
    }
  }

  /** As Python does it. */
  public static String strip(String text) {
    return text.replaceAll("^" + SPACE + "++|(?<!" + SPACE + ")" + SPACE + "++$", "");
  }
}
