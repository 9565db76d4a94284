package dev.tensors.tsr.cli.frame;

import java.nio.file.Path;

/** Quotes paths in messages for a shell. */
public final class ShellPath {

  private ShellPath() {}

  /** The path, quoted if need be, to be pasted into a shell. */
  public static String quoted(Path path) {
    return quoted(path.toString());
  }

  static String quoted(String text) {
    return text.matches("[\\w/.,:+@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
