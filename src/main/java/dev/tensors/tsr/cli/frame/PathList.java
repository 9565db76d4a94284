package dev.tensors.tsr.cli.frame;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of paths, or of other words that name files, from standard input. They are divided by NUL
 * if the list begins so, else by line ends.
 */
public final class PathList {

  /** In bytes: some 600,000 paths. */
  public static final int LARGEST = 64 << 20;

  /** In bytes: the beginning that shows how the list is divided, and more than a path has. */
  private static final int LOOK = 1 << 16;

  /** What is left of a character at the end of the beginning is none. */
  private static final int CUT = 4;

  /** Characters that lists of paths do not have, but nearly all binary data. */
  private static final Pattern BINARY = Pattern.compile("[\\x01-\\x08\\x0E-\\x1A\\x1C-\\x1F]");

  private static final String MARK = "\uFEFF";

  private final InputStream input;
  private final String otherwise;
  private final boolean isDividedByNul;

  private PathList(InputStream input, String otherwise, boolean isDividedByNul) {
    this.input = input;
    this.otherwise = otherwise;
    this.isDividedByNul = isDividedByNul;
  }

  /** The input was read and is no list of paths; the message says what to do. */
  public static final class Unusable extends IOException {

    private static final long serialVersionUID = 1;

    public Unusable(String message) {
      super(message);
    }
  }

  /**
   * Begins to read a list of any length.
   *
   * @param otherwise what to do with input that is no list of paths
   * @throws Unusable if the input is binary data
   * @throws IOException if the input cannot be read
   */
  public static PathList of(InputStream input, String otherwise) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(input, LOOK);
    buffered.mark(LOOK);
    byte[] bytes = buffered.readNBytes(LOOK);
    String start = new String(bytes, StandardCharsets.UTF_8);
    buffered.reset();
    if (start.startsWith(MARK)) {
      buffered.skipNBytes(MARK.getBytes(StandardCharsets.UTF_8).length);
    }
    PathList list = new PathList(buffered, otherwise, start.indexOf('\0') >= 0);
    int end = start.length() - (bytes.length < LOOK ? 0 : CUT);
    if (start.lastIndexOf('\uFFFD', end) >= 0 && BINARY.matcher(start).find()) {
      throw list.unusable();
    }
    return list;
  }

  /**
   * Reads a whole list.
   *
   * @throws Unusable as {@link #of}, and if the list is too large
   */
  public static List<String> read(InputStream input, String otherwise) throws IOException {
    PathList list = of(input, otherwise);
    List<String> paths = new ArrayList<>();
    long size = 0;
    for (String path = list.next(); path != null; path = list.next()) {
      paths.add(path);
      size += path.length() + 1;
      if (size > LARGEST) {
        throw new Unusable("its list of paths is larger than 64 MiB; give it in parts");
      }
    }
    return paths;
  }

  /** The next path; null at the end. */
  public @Nullable String next() throws IOException {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    for (int empty = 0; empty < LOOK && path.size() < LOOK; ) {
      int next = input.read();
      if (next >= 0 && next != (isDividedByNul ? '\0' : '\n')) {
        path.write(next);
        continue;
      }
      String text = path.toString(StandardCharsets.UTF_8);
      if (!isDividedByNul && next >= 0 && text.endsWith("\r")) {
        text = text.substring(0, text.length() - 1);
      }
      if (!text.isEmpty() || next < 0) {
        return text.isEmpty() ? null : text;
      }
      path.reset();
      empty++;
    }
    throw unusable();
  }

  private Unusable unusable() {
    return new Unusable("it is no list of paths; " + otherwise);
  }
}
