package dev.tensors.tsr.outdated;

import dev.tensors.tsr.cli.frame.Aria2;
import dev.tensors.tsr.cli.frame.Aria2.Download;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.text.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Downloads each newer version once, into the folder of a file that is outdated. */
final class NewerDownloads {

  private static final String NOT_THERE = "mount the disk, or scan";

  /** An unmounted disk may hold hundreds of outdated files. */
  private static final int MOST_NAMED = 10;

  private final Aria2 aria2;
  private final UnreachableFolders unreachable;
  private final Messages messages;
  private final Set<Object> versions = new HashSet<>();

  /** The versions for which no folder was found yet. */
  private final Set<Object> waiting = new HashSet<>();

  /** The outdated files in folders that cannot be reached. */
  private final Map<Unreachable, Long> onDisks = new HashMap<>();

  private long withoutFolder;

  NewerDownloads(Aria2 aria2, UnreachableFolders unreachable, Messages messages) {
    this.aria2 = aria2;
    this.unreachable = unreachable;
    this.messages = messages;
  }

  void add(FieldRow file) {
    Object latest = OutdatedFiles.newest(file);
    if (versions.contains(latest)) {
      return; // a copy of the file is outdated, too
    }
    Download download = download(file);
    if (!aria2.accepts(download)) {
      versions.add(latest);
      return;
    }
    Path folder = folder(file);
    if (folder == null) {
      waiting.add(latest); // a copy may be in another folder
      return;
    }
    waiting.remove(latest);
    versions.add(latest);
    aria2.write(download, folder);
  }

  private static Download download(FieldRow file) {
    String path = file.known(OutdatedFiles.FILE_PATH);
    return new Download(
        path,
        file.number(OutdatedFiles.MODEL_ID),
        file.number(OutdatedFiles.LATEST_ID),
        file.text(OutdatedFiles.DOWNLOAD_URL),
        file.text(OutdatedFiles.LATEST_FILE),
        ModelFileName.extension(path),
        file.number(OutdatedFiles.LATEST_SIZE),
        file.text(OutdatedFiles.LATEST_SHA256));
  }

  /** The folder of the outdated file; null if nothing can be stored there. */
  private @Nullable Path folder(FieldRow outdated) {
    String file = outdated.known(OutdatedFiles.FILE_PATH);
    if (RecordedPath.isInHubCache(file)) {
      messages.warning(
          file
              + ": "
              + Aria2.inHubCache(
                  outdated.number(OutdatedFiles.LATEST_ID) == null
                      ? outdated.text(OutdatedFiles.MODEL_NAME)
                      : null));
      return null;
    }
    Path folder = RecordedPath.of(file).map(path -> path.resolveSibling("")).orElse(null);
    // aria2c would make it, or fill it, perhaps below the place of a disk.
    Unreachable disk = unreachable.above(file);
    if (disk != null) {
      onDisks.merge(disk, 1L, Long::sum);
      return null;
    }
    if (folder != null && !Files.isDirectory(folder)) {
      if (++withoutFolder <= MOST_NAMED) {
        messages.warning(file + ": its folder is not there; " + NOT_THERE);
      }
      return null;
    }
    if (folder != null && Aria2.canName(folder)) {
      return folder;
    }
    messages.warning(
        file + ": aria2c cannot read the name of its folder; download the new version by hand");
    return null;
  }

  /**
   * Tells what is left.
   *
   * @return whether each newer version was written, or is there already
   */
  boolean finish() {
    Unreachable.lines(onDisks).forEach(messages::warning);
    if (withoutFolder > MOST_NAMED) {
      messages.warning(
          Counts.of(withoutFolder - MOST_NAMED, "other file", "other files")
              + " in folders that are not there; "
              + NOT_THERE);
    }
    return waiting.isEmpty() && !aria2.hasLeftOut();
  }
}
