package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.terminal.TerminalText;
import java.io.File;

/** Shortens paths. The folders are cut first, then the middle of the file's name. */
final class PathShortener {

  /** A longer extension, such as .safetensors, is cut before the rest of the name. */
  private static final int LONGEST_EXTENSION = 5;

  /** In a narrower column only the start of a name is kept. */
  private static final int MIN_WIDTH_WITH_END = 16;

  private PathShortener() {}

  /** The file's name: the text after the last separator. */
  static String fileName(String path) {
    return path.substring(path.lastIndexOf(File.separatorChar) + 1);
  }

  /** Shortens a path to {@code width} terminal columns. */
  static String cut(String path, int width) {
    if (TerminalText.width(path) <= width) {
      return path;
    }
    String name = fileName(path);
    int left = width - TerminalText.width(name);
    if (left >= 2) {
      return TerminalText.cutStart(path, width); // room for the ellipsis and a separator
    }
    return left >= 0 ? name : cutName(name, width);
  }

  private static String cutName(String name, int width) {
    int dot = name.lastIndexOf('.');
    boolean longExtension = dot > 0 && name.length() - dot > LONGEST_EXTENSION;
    String stem = longExtension ? name.substring(0, dot) : name;
    if (width < MIN_WIDTH_WITH_END || (longExtension && TerminalText.width(stem) < width)) {
      return TerminalText.cut(name, width);
    }
    String after = longExtension ? "…" : "";
    int room = width - 1 - after.length();
    String end = TerminalText.end(stem, room / 3);
    return TerminalText.start(stem, room - TerminalText.width(end)) + "…" + end + after;
  }
}
