package dev.tensors.tsr.pictures;

import dev.tensors.tsr.pictures.ParsedInfotext.Setting;
import dev.tensors.tsr.text.JsonString;
import dev.tensors.tsr.text.WhiteSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a line of settings. Besides strings in quotes, a value can be a JSON object or array, whose
 * commas do not end it.
 */
final class SettingsPairs {

  private static final String OPENING = "{[";
  private static final String CLOSING = "}]";

  private final String line;
  private final List<Setting> pairs = new ArrayList<>();

  /** Once an end was looked for in vain, to look again would take a time that is squared. */
  private boolean endlessJson;

  private boolean endlessQuote;

  private SettingsPairs(String line) {
    this.line = line;
  }

  /** The pairs in their order; one more than an infotext may have, if there are so many or more. */
  static List<Setting> of(String line) {
    SettingsPairs reader = new SettingsPairs(line);
    reader.read();
    return reader.pairs;
  }

  private void read() {
    int at = 0;
    while (at < line.length() && pairs.size() <= ParsedInfotext.MOST_SETTINGS) {
      at = afterSpace(at);
      int keyEnd = SettingsLine.keyEnd(line, at);
      boolean pair = keyEnd > at + 1 && keyEnd < line.length() && line.charAt(keyEnd) == ':';
      int start = afterSpace(pair ? keyEnd + 1 : at);
      int end = valueEnd(start);
      if (pair) {
        String key = WhiteSpace.strip(line.substring(at, keyEnd));
        pairs.add(new Setting(key, value(WhiteSpace.strip(line.substring(start, end)))));
      }
      at = end + 1;
    }
  }

  private int afterSpace(int at) {
    int end = at;
    while (end < line.length() && WhiteSpace.is(line.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The comma after a value, or the end of the line. */
  private int valueEnd(int start) {
    int end = -1;
    if (start < line.length() && line.charAt(start) == '"' && !endlessQuote) {
      end = SettingsLine.quotedEnd(line, start);
      endlessQuote = end < 0;
    } else if (start < line.length() && isJson(start) && !endlessJson) {
      end = jsonEnd(start);
      endlessJson = end < 0;
    }
    int after = end < 0 ? -1 : afterSpace(end);
    if (after >= 0 && (after == line.length() || line.charAt(after) == ',')) {
      return after;
    }
    endlessJson |= after >= 0 && line.charAt(start) != '"';
    int comma = line.indexOf(',', start);
    return comma < 0 ? line.length() : comma;
  }

  private boolean isJson(int start) {
    char next = start + 1 < line.length() ? line.charAt(start + 1) : ' ';
    return line.charAt(start) == '{' && "\"}".indexOf(next) >= 0
        || line.charAt(start) == '[' && "{]\"".indexOf(next) >= 0;
  }

  private int jsonEnd(int start) {
    int depth = 0;
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        i = SettingsLine.quotedEnd(line, i) - 1;
        if (i < 0) {
          return -1;
        }
      } else if (OPENING.indexOf(c) >= 0) {
        depth++;
      } else if (CLOSING.indexOf(c) >= 0 && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static String value(String written) {
    return JsonString.is(written) ? JsonString.read(written) : written;
  }
}
