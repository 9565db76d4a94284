package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.OutdatedFiles.Latest;
import dev.tensors.tsr.catalog.OutdatedFiles.OutdatedFile;
import dev.tensors.tsr.cli.frame.Counts;
import dev.tensors.tsr.cli.frame.ShellPath;
import dev.tensors.tsr.output.Messages;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an entry for aria2c for each newer version, once. It is stored beside the file that is
 * outdated, under a name that no other file has.
 */
final class NewerDownloads {

  /** aria2c keeps such a file beside each download that is not complete. */
  private static final String UNFINISHED = ".aria2";

  private static final String NOT_THERE = "mount the disk, or scan";

  /** An unmounted disk may hold hundreds of outdated files. */
  private static final int MOST_NAMED = 10;

  private final LocalFiles recorded;
  private final Messages messages;
  private final Rows<List<String>> rows;
  private final Set<Long> versions = new HashSet<>();

  /** The paths of this run, in small letters: some file systems ignore the case. */
  private final Set<String> taken = new HashSet<>();

  private long withoutAddress;
  private long withoutFolder;

  NewerDownloads(Database database, Messages messages, Rows<List<String>> rows) {
    this.recorded = new LocalFiles(database);
    this.messages = messages;
    this.rows = rows;
  }

  void add(OutdatedFile file) {
    Latest latest = file.latest();
    if (versions.contains(latest.id())) {
      return; // a copy of the file is outdated, too
    }
    if (!Aria2.isAddress(latest.downloadUrl())) {
      versions.add(latest.id());
      withoutAddress++;
      return;
    }
    Path folder = folder(file);
    if (folder == null) {
      return; // a copy may be in another folder
    }
    versions.add(latest.id());
    Path target = target(file, folder);
    if (target != null) {
      String name = target.getFileName().toString();
      rows.add(Aria2.entry(latest.downloadUrl(), folder, name, latest.sha256()));
    }
  }

  /** The folder of the outdated file; null if nothing can be stored there. */
  private @Nullable Path folder(OutdatedFile file) {
    try {
      Path folder = Path.of(file.filePath()).resolveSibling("");
      if (!Files.isDirectory(folder)) { // aria2c would make it, perhaps below the place of a disk
        if (++withoutFolder <= MOST_NAMED) {
          messages.warning(file.filePath() + ": its folder is not there; " + NOT_THERE);
        }
        return null;
      }
      if (Aria2.canName(folder)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      // another program recorded a malformed path
    }
    messages.warning(
        file.filePath()
            + ": aria2c cannot read the name of its folder; download the new version by hand");
    return null;
  }

  /** Where to store the new version; null if it is there already. */
  private @Nullable Path target(OutdatedFile file, Path folder) {
    Latest latest = file.latest();
    String extension = ModelFileName.extension(file.filePath());
    String own = Aria2.safeName(latest.fileName());
    String unique =
        "civitai-%d-%d%s"
            .formatted(file.modelId(), latest.id(), extension == null ? "" : extension);
    for (String name :
        own == null ? List.of(unique) : List.of(own, numbered(own, latest.id(), unique), unique)) {
      Path target = folder.resolve(name);
      if (isDownloaded(target, latest)) {
        messages.notice(
            "%s is there already; tsr db scan %s records it"
                .formatted(target, ShellPath.quoted(folder)));
        return null;
      }
      if (isFree(target)) {
        return target;
      }
    }
    messages.warning(
        folder.resolve(unique) + ": in the way of a download; move or scan that file first");
    return null;
  }

  /** The name with the version's id before its extension. */
  private static String numbered(String name, long versionId, String otherwise) {
    String stem = ModelFileName.withoutExtension(name);
    String safe = Aria2.safeName(stem + "-" + versionId + name.substring(stem.length()));
    return safe == null ? otherwise : safe;
  }

  private boolean isFree(Path target) {
    boolean free =
        !Files.exists(target, LinkOption.NOFOLLOW_LINKS)
            || Files.exists(target.resolveSibling(target.getFileName() + UNFINISHED));
    return free && taken.add(target.toString().toLowerCase(Locale.ROOT));
  }

  /** Whether a complete file of the version's size is there that was not scanned yet. */
  private boolean isDownloaded(Path target, Latest latest) {
    try {
      Long size = latest.sizeBytes();
      return size != null
          && Files.isRegularFile(target)
          && Files.size(target) == size
          && Files.notExists(target.resolveSibling(target.getFileName() + UNFINISHED))
          && recorded.byPath(target.toString()).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  void finish() {
    if (withoutFolder > MOST_NAMED) {
      messages.warning(
          Counts.of(withoutFolder - MOST_NAMED, "other file", "other files")
              + " in folders that are not there; "
              + NOT_THERE);
    }
    if (withoutAddress > 0) {
      messages.notice(
          Counts.of(withoutAddress, "newer version has", "newer versions have")
              + " no address to download");
    }
  }
}
