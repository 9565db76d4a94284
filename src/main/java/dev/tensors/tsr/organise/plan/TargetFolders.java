package dev.tensors.tsr.organise.plan;

import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.reading.ReadFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders into which files are to go, and which need not exist yet. Each is looked at once. */
public final class TargetFolders {

  /**
   * A folder.
   *
   * @param path real, as far as it exists
   * @param exists whether all of it does
   * @param device of the file system, as keys of files name it; empty where it is not known
   * @param foldsNames whether names that differ only in case or in the form of letters are one
   * @param problem why no file can be put there; null if none is known
   */
  public record TargetFolder(
      Path path, boolean exists, String device, boolean foldsNames, @Nullable String problem) {

    /** Equal for two names if and only if they are one in this folder. */
    String key(Path target) {
      String text = target.toString();
      return foldsNames
          ? Normalizer.normalize(text, Normalizer.Form.NFC)
              .toUpperCase(Locale.ROOT)
              .toLowerCase(Locale.ROOT)
          : text;
    }
  }

  private static final int MOST_CACHED = 10_000;
  private static final int MOST_TRIED = 50;

  private final Map<Path, TargetFolder> known = new HashMap<>();

  public TargetFolder of(Path folder) {
    if (known.size() > MOST_CACHED) {
      known.clear(); // a template can make a folder for each file
    }
    return known.computeIfAbsent(folder.normalize(), TargetFolders::look);
  }

  private static TargetFolder look(Path folder) {
    Path existing = folder;
    while (existing.getParent() != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    try {
      Path real = existing.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      String problem =
          attributes.isDirectory()
              ? Files.isWritable(real) ? null : real + " cannot be written; check its permissions"
              : real + " is a file";
      return new TargetFolder(
          real.resolve(existing.relativize(folder)).normalize(),
          existing.equals(folder),
          ScannedFolders.device(attributes),
          attributes.isDirectory() && foldsNames(real), // to list a pipe waits for its writer
          problem);
    } catch (IOException e) {
      return new TargetFolder(folder, false, "", false, existing + ": " + ReadFailure.of(e));
    }
  }

  /**
   * Whether an entry of a folder, or the folder, is found by its name in other letters, too, and
   * nothing else is meant by that.
   */
  private static boolean foldsNames(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      int tried = 0;
      for (Path entry : entries) {
        Boolean folds = isFoundInOtherCase(entry);
        if (folds != null) {
          return folds;
        }
        if (++tried == MOST_TRIED) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
    return Boolean.TRUE.equals(isFoundInOtherCase(folder));
  }

  private static @Nullable Boolean isFoundInOtherCase(Path entry) {
    String name = String.valueOf(entry.getFileName());
    String other = name.toUpperCase(Locale.ROOT);
    other = other.equals(name) ? name.toLowerCase(Locale.ROOT) : other;
    if (other.equals(name) || entry.getFileName() == null) {
      return null;
    }
    Path otherEntry = entry.resolveSibling(other);
    try {
      return Files.exists(otherEntry, LinkOption.NOFOLLOW_LINKS)
          && Files.isSameFile(entry, otherEntry)
          && !isListed(otherEntry); // else it is a hard link
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isListed(Path entry) throws IOException {
    try (Stream<Path> entries = Files.list(entry.getParent())) {
      return entries.anyMatch(entry::equals);
    }
  }
}
