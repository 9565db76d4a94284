package dev.tensors.tsr.needs;

import dev.tensors.tsr.civitai.DownloadAddress;
import dev.tensors.tsr.cli.frame.Aria2;
import dev.tensors.tsr.cli.frame.Aria2.Download;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.VersionIds;
import dev.tensors.tsr.library.folders.ModelFolders;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.parts.NeededPart;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the rows of needs: shows them, or writes what a download program needs for the missing. */
sealed interface NeedsOutput extends AutoCloseable {

  void add(NeededModel row);

  /** Whether something that is missing is left out of what a download program gets. */
  boolean hasLeftOut();

  @Override
  void close();

  /** All rows, in a format of every command. */
  record Shown(Rows<NeededModel> rows) implements NeedsOutput {

    @Override
    public void add(NeededModel row) {
      rows.add(row);
    }

    @Override
    public boolean hasLeftOut() {
      return false;
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  /**
   * What is missing, each in the folder recorded for it, else where most files of its type lie.
   *
   * @param parts the parts so far: several models need the same ones
   */
  record Entries(Aria2 aria2, ModelFolders folders, Set<String> parts) implements NeedsOutput {

    static Entries of(CommandContext context, DownloadAddress addresses, Database database) {
      return new Entries(
          new Aria2(context, addresses, database), new ModelFolders(database), new HashSet<>());
    }

    @Override
    public void add(NeededModel row) {
      if (row.status() == NeededModel.Status.MISSING) {
        Download download = row.download();
        String address = download.address();
        boolean isRepeated =
            row.part() != null
                && !parts.add(address == null ? String.valueOf(row.name()) : address);
        if (!isRepeated && aria2.accepts(download)) {
          aria2.write(download, folder(row));
        }
      }
    }

    /** Null if there is none that can be used. */
    private @Nullable Path folder(NeededModel row) {
      String sha256 = row.download().sha256();
      Stream<Path> ofBefore =
          Optional.ofNullable(sha256)
              .map(folders::recordedPath)
              .flatMap(RecordedPath::of)
              .map(path -> path.resolveSibling(""))
              .stream();
      NeededPart part = row.part();
      String type = part == null ? row.fileType() : part.type();
      return Stream.of(
              ofBefore,
              RecordedPath.all(folders.of(row.mention().kind(), type)).stream(),
              besideModel(row))
          .flatMap(paths -> paths)
          .filter(Aria2::canName)
          .filter(Files::isDirectory)
          .findFirst()
          .orElse(null);
    }

    /** The folder of the part in the program from whose folders the model is loaded. */
    private static Stream<Path> besideModel(NeededModel row) {
      NeededPart part = row.part();
      String folder = part == null ? null : part.folder();
      String model = row.neededBy();
      Path first = model == null ? null : RecordedPath.of(model).orElse(null);
      if (folder == null || first == null) {
        return Stream.of();
      }
      List<Path> folders = new ArrayList<>();
      for (Path above = first.getParent(); above != null; above = above.getParent()) {
        Path name = above.getFileName();
        if (name != null && Layout.isFolderOfType(name.toString())) {
          folders.add(above.resolveSibling(folder));
        }
      }
      return folders.stream();
    }

    @Override
    public boolean hasLeftOut() {
      return aria2.hasLeftOut();
    }

    @Override
    public void close() {
      aria2.close();
    }
  }

  /** The versions that are missing. */
  record Ids(VersionIds ids) implements NeedsOutput {

    @Override
    public void add(NeededModel row) {
      if (row.status() == NeededModel.Status.MISSING) {
        Download download = row.download();
        ids.add(download.subject(), download.modelId(), download.versionId(), download.address());
      }
    }

    @Override
    public boolean hasLeftOut() {
      return ids.hasLeftOut();
    }

    @Override
    public void close() {
      ids.close();
    }
  }
}
