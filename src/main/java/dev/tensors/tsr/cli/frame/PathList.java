package dev.tensors.tsr.cli.frame;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a list of paths, or of other words that name files, from standard input. */
public final class PathList {

  /** In bytes: some 600,000 paths. */
  public static final int LARGEST = 64 << 20;

  /** Characters that lists of paths do not have, but nearly all binary data. */
  private static final Pattern BINARY = Pattern.compile("[\\x01-\\x08\\x0E-\\x1A\\x1C-\\x1F]");

  private PathList() {}

  /** The input was read and is no list of paths; the message says what to do. */
  public static final class Unusable extends IOException {

    private static final long serialVersionUID = 1;

    public Unusable(String message) {
      super(message);
    }
  }

  /**
   * Reads paths, divided by NUL if there is one, else by line ends.
   *
   * @param otherwise what to do with input that is no list of paths
   * @throws Unusable if the input is binary data, or too large
   * @throws IOException if the input cannot be read
   */
  public static List<String> read(InputStream input, String otherwise) throws IOException {
    byte[] bytes = input.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new Unusable("its list of paths is larger than 64 MiB; give it in parts");
    }
    String list = new String(bytes, StandardCharsets.UTF_8);
    if (list.indexOf('\uFFFD') >= 0 && BINARY.matcher(list).find()) {
      throw new Unusable("it is no list of paths; " + otherwise);
    }
    return Arrays.stream(list.split(list.indexOf('\0') >= 0 ? "\0" : "\r?\n"))
        .filter(path -> !path.isEmpty())
        .toList();
  }
}
