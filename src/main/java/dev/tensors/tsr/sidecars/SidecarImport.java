package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.ImportedSidecar;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.RecordedCopy;
import dev.tensors.tsr.catalog.ScannedFolders;
import dev.tensors.tsr.catalog.Sidecars;
import dev.tensors.tsr.link.WeightsSource;
import dev.tensors.tsr.scan.FileStamps;
import dev.tensors.tsr.scan.NestedPaths;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Imports the sidecars of recorded files. A sidecar is read only if it or its model file has
 * changed since the last import.
 */
public final class SidecarImport {

  private static final int PAGE = 1000;

  private final LocalFiles files;
  private final Sidecars sidecars;
  private final ImportListener listener;
  private final ImportBatch batch;
  private final SidecarReader reader;
  private final FolderListings<SidecarFolder> folders = new FolderListings<>(this::list);

  private final UnscannedModels unscanned;

  /** Whether a folder is being gone through, and not single files. */
  private boolean whole;

  /** Whether only the sidecars of copies are still to be read. */
  private boolean again;

  private SidecarImport(Database database, WeightsSource weights, ImportListener listener) {
    this.files = new LocalFiles(database);
    this.sidecars = new Sidecars(database);
    this.listener = listener;
    this.unscanned = new UnscannedModels(database);
    this.batch = new ImportBatch(database, weights, listener);
    this.reader =
        new SidecarReader(new ScannedFolders(database).all().stream().map(Path::of).toList());
  }

  /**
   * Imports the sidecars of the recorded files at and below some paths, a batch at a time.
   *
   * @param weights hashes the weights of a file where they can prove what a sidecar claims
   * @throws InterruptedException if the calling thread is interrupted; what was reported stays
   */
  public static void run(
      Database database, Collection<Path> paths, WeightsSource weights, ImportListener listener)
      throws InterruptedException {
    new SidecarImport(database, weights, listener).run(paths);
  }

  private void run(Collection<Path> paths) throws InterruptedException {
    for (String path : real(paths)) {
      Optional<LocalFile> file = files.byPath(path);
      whole = file.isEmpty();
      if (file.isPresent()) {
        add(file.get());
      }
      List<LocalFile> page = files.below(path, null, PAGE);
      if (file.isEmpty() && page.isEmpty()) {
        listener.unrecorded(Path.of(path));
      }
      while (!page.isEmpty()) {
        for (LocalFile below : page) {
          add(below);
        }
        page = files.below(path, page.getLast().path(), PAGE);
      }
    }
    batch.commit();
    readAgain();
    List<Path> found = unscanned.found();
    if (!found.isEmpty()) {
      listener.unscanned(found);
    }
  }

  /** Reads the forgotten sidecars of copies, wherever these are. */
  private void readAgain() throws InterruptedException {
    again = true;
    whole = false;
    for (String sha256 : List.copyOf(batch.again())) {
      long last = files.lastId();
      for (RecordedCopy copy : files.copies(sha256, 0, last, Integer.MAX_VALUE)) {
        Optional<LocalFile> file = files.byPath(copy.path());
        if (file.isPresent()) {
          add(file.get());
        }
      }
    }
    batch.commit();
  }

  /** The paths that are there, without those below others. */
  private List<String> real(Collection<Path> paths) {
    Set<Path> real = new LinkedHashSet<>();
    for (Path path : paths) {
      try {
        real.add(path.toRealPath());
      } catch (IOException e) {
        listener.absent(path);
      }
    }
    return real.stream()
        .filter(path -> !NestedPaths.isAtOrBelow(path.getParent(), real))
        .map(Path::toString)
        .toList();
  }

  private void add(LocalFile file) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (file.missing()) {
      return;
    }
    try {
      add(file, Path.of(file.path()));
    } catch (InvalidPathException e) {
      listener.changed(file); // another program recorded a malformed path
    }
  }

  private void add(LocalFile file, Path path) throws InterruptedException {
    SidecarFolder folder = folders.at(path.resolveSibling(""));
    unscanned.recorded(path);
    if (!folder.isListed()) {
      return; // its sidecars may be as they were
    }
    Map<Path, ImportedSidecar> recorded = new HashMap<>();
    sidecars.of(file.sha256()).forEach(before -> recorded.put(Path.of(before.path()), before));
    List<SidecarFile> found = folder.of(name(path));
    recorded.forEach(
        (other, before) -> {
          boolean gone = found.stream().noneMatch(sidecar -> sidecar.path().equals(other));
          if (gone && belongsTo(path, other)) {
            batch.forget(before);
          }
        });
    if (found.isEmpty()) {
      return;
    }
    if (FileStamps.ifUnchanged(file).isEmpty()) {
      listener.changed(file);
      return;
    }
    List<FoundSidecar> toRead = new ArrayList<>();
    for (SidecarFile sidecar : found) {
      find(file, sidecar, recorded.get(sidecar.path())).ifPresent(toRead::add);
    }
    if (!toRead.isEmpty()) {
      batch.add(file, toRead);
    }
  }

  private SidecarFolder list(Path folder) {
    SidecarFolder read = SidecarFolder.read(folder);
    if (read.failure() != null) {
      listener.unlisted(folder, read.failure());
    }
    if (whole) {
      unscanned.listed(read);
    }
    return read;
  }

  /** A sidecar to be read; empty if it is as it was recorded, or gone. */
  private Optional<FoundSidecar> find(
      LocalFile file, SidecarFile sidecar, @Nullable ImportedSidecar before) {
    SidecarReader.Place place;
    try {
      place = reader.find(sidecar.path());
    } catch (IOException e) {
      return Optional.empty(); // it was deleted after its folder was listed
    }
    if (before == null
        || before.sizeBytes() != place.stamp().sizeBytes()
        || before.mtimeNs() != place.stamp().mtimeNs()) {
      return Optional.of(new FoundSidecar(sidecar, place));
    }
    if (!again) {
      listener.done(
          new ImportOutcome(
              file.path(),
              sidecar.path(),
              before.manager(),
              SidecarStatus.UNCHANGED,
              List.of(),
              null));
    }
    return Optional.empty();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** A copy of the file in the same folder may have a sidecar of its own. */
  private static boolean belongsTo(Path file, Path sidecar) {
    return Objects.equals(file.getParent(), sidecar.getParent())
        && SidecarNaming.ALL.stream()
            .anyMatch(naming -> naming.nameFor(name(file)).equalsIgnoreCase(name(sidecar)));
  }
}
