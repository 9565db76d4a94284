package dev.tensors.tsr.cli.frame;

import java.nio.file.Path;

/** Paths in messages that can be pasted into a shell. */
final class ShellPath {

  private ShellPath() {}

  /** As it can be pasted into a shell. */
  static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w/.,:+@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
