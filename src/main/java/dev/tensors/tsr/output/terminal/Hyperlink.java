package dev.tensors.tsr.output.terminal;

import dev.tensors.tsr.system.PathNames;
import java.nio.charset.StandardCharsets;

/**
 * Makes a text lead to an address, by the sequence OSC 8, which terminals obey or leave out. An
 * address is made of what strangers wrote: whatever is no plain character of an address is written
 * in percent, so that none can end the sequence.
 */
public final class Hyperlink {

  /** The most that VTE and iTerm2 take; a longer address is no link there. */
  private static final int LONGEST = 2083;

  private static final String END = "\033]8;;\033\\";

  /** What needs no percent in a path; the others separate parts of an address. */
  private static final String PLAIN_IN_PATH = "-._~/!$&'()*+,=:@";

  private Hyperlink() {}

  /**
   * Appends a text that leads to an address.
   *
   * @param text is shown; may hold ANSI sequences
   */
  public static void append(String address, String text, StringBuilder to) {
    StringBuilder safe = new StringBuilder();
    for (byte octet : address.getBytes(StandardCharsets.UTF_8)) {
      append(octet, octet > ' ' && octet < 0x7F, safe);
    }
    if (safe.length() > LONGEST) {
      to.append(text);
    } else {
      to.append("\033]8;;").append(safe).append("\033\\").append(text).append(END);
    }
  }

  /** The address of a file with an absolute path. */
  public static String toFile(String path) {
    String slashes = PathNames.HERE.slashed(path);
    StringBuilder address = new StringBuilder("file://");
    address.append(slashes.startsWith("/") ? "" : "/"); // before the letter of a disk
    for (byte octet : slashes.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          octet > 0
              && (Character.isLetterOrDigit(octet) || PLAIN_IN_PATH.indexOf((char) octet) >= 0);
      append(octet, isPlain, address);
    }
    return address.toString();
  }

  private static void append(byte octet, boolean isPlain, StringBuilder to) {
    if (isPlain) {
      to.append((char) octet);
    } else {
      to.append('%')
          .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xF, 16)))
          .append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
    }
  }
}
