package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FileRead.ClaimedHash;
import dev.tensors.tsr.library.FileRead.HashSource;
import dev.tensors.tsr.library.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Hugging Face's programs noted when they downloaded a file into a folder ({@code hf download
 * --local-dir}): {@code FOLDER/.cache/huggingface/download/PATH.metadata} has a line each for the
 * commit, the hash and the time.
 */
final class HubDownload {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private static final int LARGEST_NOTE = 1000;

  /** A file that was written later than this after its note is not the one that was downloaded. */
  private static final double TOLERANCE_S = 1;

  private static final double NANOSECONDS = 1e9;

  /** The folder of the latest file: a scan goes from folder to folder, not from file to file. */
  private @Nullable Path latest;

  /** That folder, or the one above it, into which was downloaded; null: into none. */
  private @Nullable Path target;

  /** The hash that was noted for a file; null if there is none, or the file changed since. */
  @Nullable ClaimedHash hash(Path file, FileStamp stamp) {
    Path folder = file.getParent();
    if (folder != null && !folder.equals(latest)) {
      target = target(folder);
      latest = folder;
    }
    return folder == null || target == null
        ? null
        : noted(notes(target).resolve(target.relativize(file) + ".metadata"), stamp);
  }

  private static @Nullable Path target(Path folder) {
    Path target = folder;
    while (target != null && !Files.isDirectory(notes(target))) {
      target = target.getParent();
    }
    return target;
  }

  private static Path notes(Path target) {
    return target.resolve(".cache").resolve("huggingface").resolve("download");
  }

  private static @Nullable ClaimedHash noted(Path note, FileStamp stamp) {
    try {
      if (!Files.isRegularFile(note) || Files.size(note) > LARGEST_NOTE) {
        return null;
      }
      List<String> lines = Files.readString(note).lines().map(String::strip).toList();
      boolean isTrue =
          lines.size() >= 3
              && SHA256.matcher(lines.get(1)).matches()
              && stamp.mtimeNs() / NANOSECONDS <= Double.parseDouble(lines.get(2)) + TOLERANCE_S;
      return isTrue
          ? ClaimedHash.of(lines.get(1).toUpperCase(Locale.ROOT), HashSource.METADATA)
          : null;
    } catch (IOException | InvalidPathException | NumberFormatException e) {
      return null; // the file is read
    }
  }
}
