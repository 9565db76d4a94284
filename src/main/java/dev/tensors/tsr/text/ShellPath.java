package dev.tensors.tsr.text;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Quotes paths and words in messages for a shell. */
public final class ShellPath {

  private ShellPath() {}

  /** The path, quoted if need be, to be pasted into a shell. */
  public static String quoted(Path path) {
    return quoted(path.toString());
  }

  /** A word of a command line, quoted if need be. */
  public static String quoted(String text) {
    return text.matches("[\\w/.,:+@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** The words of a command line, each quoted if need be. */
  public static String quoted(List<String> words) {
    return words.stream().map(ShellPath::quoted).collect(Collectors.joining(" "));
  }
}
