package dev.tensors.tsr.text;

/** Formats numbers of bytes for people. */
public final class ByteCount {

  private static final String UNITS = "KMGTPE";

  private ByteCount() {}

  /**
   * Formats in units of 1024: {@code 512 B}, {@code 64.0 KiB}, {@code 6.5 GiB}, {@code 120 GiB}.
   * Ignores the locale.
   */
  public static String human(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes / 1024.0;
    int unit = 0;
    // 1023.5 and more would round to 1024.
    while (size >= 1023.5) {
      size /= 1024;
      unit++;
    }
    StringBuilder text = new StringBuilder(8);
    long tenths = Math.round(size * 10);
    if (tenths < 1000) {
      text.append(tenths / 10).append('.').append(tenths % 10);
    } else {
      text.append(Math.round(size));
    }
    return text.append(' ').append(UNITS.charAt(unit)).append("iB").toString();
  }
}
