package dev.tensors.tsr.text;

import java.nio.file.Path;

/** Recognizes paths whose text does not lead back to the file, since they are not valid UTF-8. */
public final class PathText {

  /** Java decodes bytes that are not UTF-8, in paths and in arguments, to this character. */
  private static final char REPLACEMENT = '\uFFFD';

  private PathText() {}

  /** Whether a path can be stored as text and opened again. */
  public static boolean isUnicode(Path path) {
    return hasWholeText(path.toString()) || Path.of(path.toString()).equals(path);
  }

  /** Whether the text of a path has no replacement character, as if no bytes were lost. */
  public static boolean hasWholeText(String path) {
    return path.indexOf(REPLACEMENT) < 0;
  }
}
