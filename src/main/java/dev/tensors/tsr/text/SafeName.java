package dev.tensors.tsr.text;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Makes a text the name of a file or a folder that every system allows. */
public final class SafeName {

  /** File systems take 255 bytes: what follows the stem of a model needs some. */
  private static final int MOST_BYTES = 200;

  private static final String FORBIDDEN = "<>:\"/\\|?*";

  /** Windows' names of devices, also with an ending. */
  private static final Set<String> DEVICES =
      Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

  private SafeName() {}

  /**
   * The name: what is forbidden becomes {@code _}, as do a dot at the start, which hides it, and
   * what no one sees. It is never empty, and is neither {@code .} nor {@code ..}.
   */
  public static String of(String text) {
    StringBuilder name = new StringBuilder();
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    int bytes = 0;
    for (int i = 0, c; i < composed.length(); i += Character.charCount(c)) {
      c = composed.codePointAt(i);
      int safe = isForbidden(c) ? '_' : c;
      bytes += Character.toString(safe).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        break;
      }
      name.appendCodePoint(safe);
    }
    while (!name.isEmpty() && ". ".indexOf(name.charAt(name.length() - 1)) >= 0) {
      name.setLength(name.length() - 1); // Windows drops them
    }
    if (name.isEmpty()) {
      return "_";
    }
    if (name.charAt(0) == '.') {
      name.setCharAt(0, '_');
    }
    return isDevice(name.toString()) ? "_" + name : name.toString();
  }

  private static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> FORBIDDEN.indexOf(c) >= 0 || c == 0xFFFD;
    };
  }

  /** Whether Windows takes a name for a device, whatever follows the dot. */
  public static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String start = (dot < 0 ? name : name.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
    return DEVICES.contains(start)
        || start.length() == 4
            && (start.startsWith("com") || start.startsWith("lpt"))
            && "0123456789\u00B9\u00B2\u00B3".indexOf(start.charAt(3)) >= 0;
  }
}
