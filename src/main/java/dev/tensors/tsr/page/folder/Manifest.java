package dev.tensors.tsr.page.folder;

import dev.tensors.tsr.model.files.PictureFormat;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list of the page's files. A file is listed before it is created, so that the next run can
 * complete or remove a page that was interrupted.
 */
final class Manifest {

  static final String NAME = "tsr-page.txt";

  private static final String FIRST_LINE = "tsr page 1: the files that tsr db page writes here";

  /**
   * The ending of files that are written and then renamed. They are not listed, since the next run
   * overwrites them.
   */
  static final String NEXT = ".new";

  /** Stands in the place of the size while a file is being written. */
  private static final String STARTED = "?";

  /**
   * Matches only names as tsr gives them: a manifest may come from a stranger, and tsr removes the
   * files that it lists.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "(\\?|\\d{1,18}) (index\\.html|page/[a-z]{1,20}-HASH\\.(?:js|css)|details/HASH\\.js|pictures/HASH\\.(?:ENDINGS))"
              .replace("HASH", "[0-9a-f]{16}")
              .replace(
                  "ENDINGS",
                  Stream.of(PictureFormat.values())
                      .map(PictureFormat::ending)
                      .collect(Collectors.joining("|"))));

  /** In bytes. Of a longer line, which tsr does not write, no more is read. */
  private static final int LONGEST_LINE = 100;

  /** In bytes: the list of a million files is smaller. */
  private static final long LARGEST = 64L << 20;

  private static final long UNKNOWN = -1;

  private final Path file;

  /** The sizes of the files by their names; {@link #UNKNOWN} for a file that was not completed. */
  private final NavigableMap<String, Long> sizes = new TreeMap<>();

  private Manifest(Path file) {
    this.file = file;
  }

  /** Begins the manifest of a folder that has none. */
  static void begin(Path folder) throws IOException {
    write(folder.resolve(NAME), Map.of());
  }

  /** Replaces a manifest once the new one is whole; on a full disk nothing of that stays. */
  private static void write(Path file, Map<String, Long> files) throws IOException {
    Path next = file.resolveSibling(NAME + NEXT);
    Files.deleteIfExists(next); // if it is a symlink, its target stays untouched
    try {
      try (BufferedWriter lines = Files.newBufferedWriter(next)) {
        lines.write(FIRST_LINE + "\n");
        for (String name : new TreeSet<>(files.keySet())) {
          lines.write(files.get(name) + " " + name + "\n");
        }
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /**
   * @throws NotAPage if tsr did not write the manifest of a folder
   */
  static void check(Path folder) throws IOException, NotAPage {
    Path file = folder.resolve(NAME);
    if (Files.size(file) > LARGEST) {
      throw new NotAPage("its " + NAME + " is larger than 64 MiB");
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      if (!FIRST_LINE.equals(line(bytes))) {
        throw new NotAPage("its " + NAME + " is not by tsr, or by a newer tsr");
      }
    }
  }

  /** Reads the manifest of a folder. Lines that tsr does not write are ignored. */
  static Manifest read(Path folder) throws IOException, NotAPage {
    check(folder);
    Manifest manifest = new Manifest(folder.resolve(NAME));
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(manifest.file))) {
      for (String line = line(bytes); line != null; line = line(bytes)) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
          String size = parts.group(1);
          manifest.sizes.put(parts.group(2), size.equals(STARTED) ? UNKNOWN : Long.parseLong(size));
        }
      }
    }
    return manifest;
  }

  /** Reads a line; null at the end. Git may have written its end as Windows does. */
  private static @Nullable String line(InputStream bytes) throws IOException {
    int next = bytes.read();
    if (next < 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (; next >= 0 && next != '\n'; next = bytes.read()) {
      if (line.length() <= LONGEST_LINE) {
        line.append((char) next);
      }
    }
    return line.toString().stripTrailing();
  }

  /** Whether a file was completed with this size. */
  boolean lists(String name, long size) {
    return sizes.getOrDefault(name, UNKNOWN) == size;
  }

  /** The size of a file that was completed; negative: it was not. */
  long size(String name) {
    return sizes.getOrDefault(name, UNKNOWN);
  }

  /** The names of all listed files, including the incomplete ones. */
  Collection<String> names() {
    return List.copyOf(sizes.keySet());
  }

  /** The names of the listed files that begin so. */
  Collection<String> namesFrom(String start) {
    return List.copyOf(sizes.subMap(start, start + Character.MAX_VALUE).keySet());
  }

  /** Lists a file that is about to be created. */
  void start(String name) throws IOException {
    if (!name.endsWith(NEXT) && sizes.put(name, UNKNOWN) == null) {
      // The line feed comes first, to end a line that a killed tsr may have left half written.
      Files.writeString(file, "\n" + STARTED + " " + name, StandardOpenOption.APPEND);
    }
  }

  /** Replaces the list once the page is complete. */
  void complete(Map<String, Long> files) throws IOException {
    if (!sizes.equals(files)) {
      write(file, files);
    }
  }
}
