package dev.tensors.tsr.output;

import java.io.File;

/** Cuts paths so that what is left tells most: the file's name, and of that its start and end. */
final class PathShortener {

  /** A longer extension, such as .safetensors, takes room that the rest of the name needs more. */
  private static final int LONGEST_EXTENSION = 5;

  /** In a narrower column the end of a name is too short to tell anything. */
  private static final int LEAST_WITH_END = 16;

  private PathShortener() {}

  /** What follows the last separator. */
  static String of(String path) {
    return path.substring(path.lastIndexOf(File.separatorChar) + 1);
  }

  /** A path in so many columns: folders go first, then the middle of the file's name. */
  static String cut(String path, int width) {
    if (TerminalText.width(path) <= width) {
      return path;
    }
    String name = of(path);
    int left = width - TerminalText.width(name);
    if (left >= 2) {
      return TerminalText.cutStart(path, width); // the ellipsis and a separator or more
    }
    return left >= 0 ? name : cutName(name, width);
  }

  private static String cutName(String name, int width) {
    int dot = name.lastIndexOf('.');
    boolean wordy = dot > 0 && name.length() - dot > LONGEST_EXTENSION;
    String stem = wordy ? name.substring(0, dot) : name;
    if (width < LEAST_WITH_END || (wordy && TerminalText.width(stem) < width)) {
      return TerminalText.cut(name, width);
    }
    String after = wordy ? "…" : "";
    int room = width - 1 - after.length();
    String end = TerminalText.end(stem, room / 3);
    return TerminalText.start(stem, room - TerminalText.width(end)) + "…" + end + after;
  }
}
