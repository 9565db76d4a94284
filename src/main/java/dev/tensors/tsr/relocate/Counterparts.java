package dev.tensors.tsr.relocate;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.system.PathNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Finds the files of a folder in another folder, by their relative paths. */
final class Counterparts {

  /**
   * The counterpart of a file.
   *
   * @param path under which a scan records it, or where it should be
   * @param found by its real path; null: no file is there
   * @param reason why none was found; null if one was
   */
  record Counterpart(String path, @Nullable FoundFile found, @Nullable String reason) {}

  private final String oldFolder;
  private final Path newFolder;

  /** The folder of the file before, and its real path: most files share it with the next one. */
  private @Nullable Path folder;

  private @Nullable Path realFolder;

  /**
   * @param oldFolder as recorded
   * @param newFolder its real path
   */
  Counterparts(String oldFolder, Path newFolder) {
    this.oldFolder = oldFolder;
    this.newFolder = newFolder;
  }

  /** Looks for the counterpart of a recorded file below the old folder. */
  Counterpart of(String oldPath) {
    String relative = oldPath.substring(PathNames.HERE.start(oldFolder).length());
    return RecordedPath.of(relative)
        .map(path -> at(newFolder.resolve(path), oldPath))
        .orElseGet(
            () -> absent(PathNames.HERE.start(newFolder.toString()) + relative, "no such file"));
  }

  private Counterpart at(Path path, String oldPath) {
    try {
      Path real = real(path);
      Path recorded = real;
      BasicFileAttributes attributes =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        Path link = real;
        real = link.toRealPath();
        recorded = RecordedPath.content(link).equals(real) ? link : real;
        attributes =
            Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      }
      if (!attributes.isRegularFile()) {
        return absent(path.toString(), "not a regular file");
      }
      if (recorded.toString().equals(oldPath)) {
        return absent(path.toString(), "only a symlink to the old path");
      }
      return new Counterpart(
          recorded.toString(), new FoundFile(real, FileStamps.of(attributes)), null);
    } catch (IOException e) {
      return absent(path.toString(), ReadFailure.isAbsence(e) ? "no such file" : ReadFailure.of(e));
    }
  }

  private Path real(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      return path.toRealPath();
    }
    if (!parent.equals(folder) || realFolder == null) {
      folder = null;
      realFolder = parent.toRealPath();
      folder = parent;
    }
    return realFolder.resolve(path.getFileName());
  }

  private static Counterpart absent(String path, String reason) {
    return new Counterpart(path, null, reason);
  }
}
