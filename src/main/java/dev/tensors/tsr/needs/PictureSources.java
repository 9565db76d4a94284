package dev.tensors.tsr.needs;

import dev.tensors.tsr.cli.frame.PathList;
import dev.tensors.tsr.pictures.PictureReader;
import dev.tensors.tsr.pictures.PictureTextReader;
import dev.tensors.tsr.pictures.contents.PictureReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the pictures, workflows and texts that a user names. */
final class PictureSources {

  /** The word for standard input. */
  static final String INPUT = "-";

  private static final String PIPED = "echo 'PROMPT' | tsr db needs";

  private final InputStream input;

  PictureSources(InputStream input) {
    this.input = input;
  }

  /** Sources one after the other; of a list of paths only some are held at once. */
  static final class Named {

    private final Deque<String> next;
    private final @Nullable PathList list;

    private Named(Collection<String> words, @Nullable PathList list) {
      this.next = new ArrayDeque<>(words);
      this.list = list;
    }

    /** Whether there is more than one. */
    boolean areSeveral() throws IOException {
      while (next.size() < 2 && readNext()) {
        // until there are two
      }
      return next.size() > 1;
    }

    /** The next source; null at the end. */
    @Nullable String next() throws IOException {
      return next.isEmpty() && !readNext() ? null : next.remove();
    }

    private boolean readNext() throws IOException {
      String path = list == null ? null : list.next();
      return path != null && next.add(path);
    }
  }

  /**
   * The sources that the words name.
   *
   * @param words none: standard input
   * @param paths whether standard input is a list of paths
   */
  Named named(List<String> words, boolean paths) throws IOException {
    List<String> named = new ArrayList<>(words.isEmpty() ? List.of(INPUT) : words);
    boolean isListed = paths && named.remove(INPUT);
    return new Named(
        named, isListed ? PathList.of(input, "name a picture by its path, without --paths") : null);
  }

  /** Reads a source; it may be absent. */
  PictureReading read(String source) throws IOException {
    if (source.equals(INPUT)) {
      return PictureTextReader.read(input);
    }
    PictureReading reading;
    try {
      reading = PictureReader.read(Path.of(source));
    } catch (InvalidPathException e) {
      reading = new PictureReading.Failed("it is no path: " + e.getReason(), false);
    }
    return reading instanceof PictureReading.Failed(String reason, boolean mayPass)
            && isAbsent(source)
            && mayBePrompt(source)
        ? new PictureReading.Failed(reason + "; a prompt goes to standard input: " + PIPED, mayPass)
        : reading;
  }

  /** Why standard input was of no use, and what to do. */
  static String reason(IOException e) {
    if (e instanceof PathList.Unusable) {
      return String.valueOf(e.getMessage());
    }
    return "Is a directory".equals(e.getMessage())
        ? PictureReader.FOLDER
        : e.getMessage() + "; pipe a prompt or JSON to it, or name a picture";
  }

  /** Whether a word that names no file has marks that prompts have, and names of files do not. */
  static boolean mayBePrompt(String word) {
    return word.startsWith("{") || word.contains("<") || word.contains(", ") || word.contains("\n");
  }

  /** Whether nothing is there; a symlink to nothing is something. */
  static boolean isAbsent(String source) {
    try {
      return !source.equals(INPUT) && Files.notExists(Path.of(source), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return true;
    }
  }
}
