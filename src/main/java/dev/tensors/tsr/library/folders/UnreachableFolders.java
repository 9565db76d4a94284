package dev.tensors.tsr.library.folders;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells which remembered folders cannot be reached now, as after a disk was unplugged. Each is
 * looked at once, when it is first asked about, and no file is.
 */
public final class UnreachableFolders {

  /**
   * A folder that cannot be reached.
   *
   * @param folder its path
   * @param state as in: the folder is not there
   */
  public record Unreachable(String folder, String state) {

    /** The folder and its state. */
    public String sentence() {
      return folder + " " + state;
    }

    /** A line for each folder, with the number of files below it. */
    public static List<String> lines(Map<Unreachable, Long> files) {
      return files.entrySet().stream()
          .sorted(Comparator.comparing(entry -> entry.getKey().folder()))
          .map(
              entry ->
                  "%s unreachable: %s. Is a disk not mounted?"
                      .formatted(
                          Counts.of(entry.getValue(), "file is", "files are"),
                          entry.getKey().sentence()))
          .toList();
    }
  }

  private record Remembered(String folder, @Nullable String device) {}

  private final Database database;

  /** By their paths with a separator at the end: each is followed by all that is below it. */
  private final NavigableMap<String, Remembered> folders = new TreeMap<>();

  /** The folders that were looked at, by their paths. */
  private final Map<String, Optional<Unreachable>> looks = new HashMap<>();

  public UnreachableFolders(Database database) {
    this.database = database;
    new ScannedFolders(database)
        .devices()
        .forEach(
            (folder, device) ->
                folders.put(PathRange.of(folder).start(), new Remembered(folder, device)));
  }

  /**
   * The folder above a recorded file, if that folder is unreachable. A file that is marked missing
   * is missing, wherever it was.
   */
  public @Nullable Unreachable above(String path) {
    Map.Entry<String, Remembered> nearest = folders.floorEntry(path);
    return nearest == null || !path.startsWith(nearest.getKey())
        ? null
        : look(nearest.getValue()).orElse(null);
  }

  /** Whether the folder above a recorded file is unreachable. */
  public boolean hold(String path) {
    return above(path) != null;
  }

  /** The remembered folders that cannot be reached. */
  public List<String> all() {
    return folders.values().stream()
        .filter(folder -> look(folder).isPresent())
        .map(Remembered::folder)
        .toList();
  }

  /**
   * The number of recorded files in each unreachable folder that holds some.
   *
   * @param filesAt tells how many are recorded in a folder
   */
  public Map<Unreachable, Long> counts(ToLongFunction<String> filesAt) {
    Map<Unreachable, Long> counts = new HashMap<>();
    for (String start : folders.keySet()) {
      Unreachable unreachable = above(start);
      long count = unreachable == null ? 0 : filesAt.applyAsLong(unreachable.folder());
      if (count > 0) {
        counts.put(unreachable, count);
      }
    }
    return counts;
  }

  private Optional<Unreachable> look(Remembered remembered) {
    return looks.computeIfAbsent(
        remembered.folder(),
        folder ->
            Optional.ofNullable(state(remembered)).map(state -> new Unreachable(folder, state)));
  }

  private @Nullable String state(Remembered remembered) {
    try {
      Path folder = RecordedPath.toRead(remembered.folder());
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        return "is not there"; // to list a pipe would wait for its writer
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        if (!entries.iterator().hasNext()) {
          return "is empty";
        }
      }
      String device = remembered.device();
      String now = ScannedFolders.device(Files.readAttributes(folder, BasicFileAttributes.class));
      boolean moved = device != null && !device.isEmpty() && !device.equals(now);
      // Some systems number a disk anew when it is mounted.
      return moved && !holdsFirst(remembered.folder()) ? "is on another disk" : null;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return "is not there";
    } catch (IOException | DirectoryIteratorException e) {
      return holdsFirst(remembered.folder()) ? null : "cannot be read";
    }
  }

  /** Whether the first file that is recorded in a folder is there. */
  private boolean holdsFirst(String folder) {
    return PathRange.<String>rowsBelow(
            folder,
            database,
            "SELECT file_path FROM local_files ",
            "file_path",
            row -> row.getString(1),
            path -> path)
        .after(null, 1)
        .stream()
        .anyMatch(path -> new File(path).exists());
  }
}
