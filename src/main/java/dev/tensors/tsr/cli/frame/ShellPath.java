package dev.tensors.tsr.cli.frame;

import java.nio.file.Path;

/** Quotes paths in messages for a shell. */
public final class ShellPath {

  private ShellPath() {}

  /** The path, quoted if need be, to be pasted into a shell. */
  public static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w/.,:+@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
