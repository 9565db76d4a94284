package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.LocalFiles.RecordedCopy;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.link.LinkedWeights;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.folders.NestedPaths;
import dev.tensors.tsr.sidecars.files.FolderListings;
import dev.tensors.tsr.sidecars.files.SidecarFolder;
import dev.tensors.tsr.sidecars.files.SidecarFolder.SidecarFile;
import dev.tensors.tsr.sidecars.files.SidecarReader;
import dev.tensors.tsr.sidecars.files.Sidecars;
import dev.tensors.tsr.sidecars.files.Sidecars.ImportedSidecar;
import dev.tensors.tsr.sidecars.formats.Claim.SidecarStatus;
import dev.tensors.tsr.sidecars.imports.ImportBatch.FoundSidecar;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports the sidecars of recorded files. A sidecar is read only if it or its model file has
 * changed since the last import.
 */
final class SidecarImport {

  /** What an import found out. */
  sealed interface ImportOutcome {

    /**
     * A sidecar of a file was read or passed over; the data taken from it are committed.
     *
     * @param path the model file's; null: of many, from another catalogue or the counts of uses
     * @param manager the program that wrote the sidecar; null: not known
     * @param taken the imported things: link, kinds of CivitAI's data, and keys of notes
     * @param reason why it could not be read, or is in doubt; null: neither
     */
    record OfSidecar(
        @Nullable String path,
        Path sidecar,
        @Nullable String manager,
        SidecarStatus status,
        List<String> taken,
        @Nullable String reason)
        implements ImportOutcome {}

    /**
     * Another catalogue was read, and what it has is committed.
     *
     * @param models those whose answers were later there, or not known here
     * @param notes contents that got a note, or more of one
     * @param links files that were linked as they are linked by hand there
     * @param repositories commits of repositories that were fetched later there, or are not here
     * @param filesInThem files that were linked to repositories
     */
    record OfCatalogue(
        Path file, long models, long notes, long links, long repositories, long filesInThem)
        implements ImportOutcome {}

    /** A path does not exist. */
    record Absent(Path path) implements ImportOutcome {}

    /** A path exists, but the catalogue has no file at it or below it. */
    record Unrecorded(Path path) implements ImportOutcome {}

    /** Model files with sidecars are not in the catalogue, beside others that are. */
    record Unscanned(List<Path> models) implements ImportOutcome {}

    /** A folder could not be listed, so that no sidecars in it were read. */
    record Unlisted(Path folder, String reason) implements ImportOutcome {}

    /** A file is no longer as it was scanned, so that its sidecars were not read. */
    record Changed() implements ImportOutcome {}

    /** The weights of a file could not be hashed, so that a claim stays unproved. */
    record Unhashed(LocalFile file, String reason) implements ImportOutcome {}
  }

  /**
   * Copies can forget each other's sidecars without end: one sidecar of two files has words of
   * CivitAI for the file with a link, and the user's for the other.
   */
  private static final int MOST_ROUNDS = 3;

  private final LocalFiles files;
  private final RecordedSidecars recorded;
  private final Consumer<ImportOutcome> listener;
  private final ImportBatch batch;
  private final SidecarReader reader;
  private final FolderListings<SidecarFolder> folders = new FolderListings<>(this::list);

  private final UnscannedModels unscanned;

  /** Whether a folder is being gone through, and not single files. */
  private boolean inFolder;

  /** Whether only the sidecars of copies are still to be read. */
  private boolean onlyCopies;

  private SidecarImport(
      Database database, LinkedWeights weights, Consumer<ImportOutcome> listener) {
    this.files = new LocalFiles(database);
    this.recorded = new RecordedSidecars(new Sidecars(database));
    this.listener = listener;
    this.unscanned = new UnscannedModels(database);
    this.batch = new ImportBatch(database, weights, listener);
    this.reader = new SidecarReader(RecordedPath.all(new ScannedFolders(database).all()));
  }

  /**
   * Imports the sidecars of the recorded files at and below some paths, a batch at a time.
   *
   * @param weights hashes the weights of a file where they can prove what a sidecar claims
   * @throws InterruptedException if the calling thread is interrupted; what was reported stays
   */
  public static void run(
      Database database,
      Collection<Path> paths,
      LinkedWeights weights,
      Consumer<ImportOutcome> listener)
      throws InterruptedException {
    new SidecarImport(database, weights, listener).run(paths);
  }

  private void run(Collection<Path> paths) throws InterruptedException {
    for (String path : real(paths)) {
      Optional<LocalFile> file = files.byPath(path);
      inFolder = file.isEmpty();
      if (file.isPresent()) {
        add(file.get());
      }
      if (file.isEmpty() && files.below(path).isEmpty()) {
        listener.accept(new ImportOutcome.Unrecorded(Path.of(path)));
      }
      Pages.each(files.below(path), this::addAll);
    }
    batch.commit();
    rereadCopies();
    List<Path> found = unscanned.found();
    if (!found.isEmpty()) {
      listener.accept(new ImportOutcome.Unscanned(found));
    }
  }

  /** Reads the forgotten sidecars of copies, wherever these are. */
  private void rereadCopies() throws InterruptedException {
    onlyCopies = true;
    inFolder = false;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (String sha256 : batch.takeToReread()) {
        addCopies(sha256);
      }
      batch.commit();
    }
  }

  private void addCopies(String sha256) throws InterruptedException {
    List<RecordedCopy> copies =
        new ArrayList<>(files.copies(sha256, 0, files.lastId(), Integer.MAX_VALUE));
    copies.sort(Comparator.comparing(RecordedCopy::path)); // each folder is listed once
    for (RecordedCopy copy : copies) {
      Optional<LocalFile> file = files.byPath(copy.path());
      if (file.isPresent()) {
        add(file.get());
      }
    }
  }

  /** The paths that are there, files as they are recorded, without those below others. */
  private List<String> real(Collection<Path> paths) {
    Set<Path> real = new LinkedHashSet<>();
    for (Path path : paths) {
      try {
        Path there = path.toRealPath();
        real.add(files.byRealPath(there).map(file -> Path.of(file.path())).orElse(there));
      } catch (IOException e) {
        listener.accept(new ImportOutcome.Absent(path));
      }
    }
    return real.stream()
        .filter(path -> !NestedPaths.isAtOrBelow(path.getParent(), real))
        .map(Path::toString)
        .toList();
  }

  private void addAll(List<LocalFile> page) throws InterruptedException {
    for (LocalFile file : page) {
      add(file);
    }
  }

  private void add(LocalFile file) throws InterruptedException {
    Pages.goOnUnlessInterrupted();
    if (file.missing()) {
      return;
    }
    Optional<Path> path = RecordedPath.of(file.path());
    if (path.isPresent()) {
      add(file, path.get());
    } else {
      listener.accept(new ImportOutcome.Changed());
    }
  }

  private void add(LocalFile file, Path path) throws InterruptedException {
    SidecarFolder folder = folders.at(path.resolveSibling(""));
    unscanned.recorded(path);
    if (!folder.isListed()) {
      return; // its sidecars may be as they were
    }
    List<SidecarFile> found = folder.of(name(path));
    RecordedSidecars.OfFile known = recorded.of(file.sha256(), path, folder, found);
    if (found.isEmpty() && known.gone().isEmpty()) {
      return;
    }
    if (FileStamps.ifUnchanged(file).isEmpty()) {
      if (!found.isEmpty()) {
        listener.accept(new ImportOutcome.Changed());
      }
      return; // if it is gone, its sidecars are not deleted: their disk may be away
    }
    List<FoundSidecar> toRead = new ArrayList<>();
    for (SidecarFile sidecar : found) {
      find(file, sidecar, known.there().get(sidecar.path().toString())).ifPresent(toRead::add);
    }
    known.gone().forEach(gone -> leave(gone, found));
    if (!toRead.isEmpty()) {
      batch.add(file, toRead);
    }
  }

  private void leave(ImportedSidecar gone, List<SidecarFile> found) {
    found.stream()
        .map(sidecar -> sidecar.path().toString())
        .filter(gone.path()::equalsIgnoreCase)
        .findFirst()
        .ifPresentOrElse(path -> batch.rename(gone, path), () -> batch.forget(gone));
  }

  private SidecarFolder list(Path folder) {
    SidecarFolder read = SidecarFolder.read(folder);
    if (read.failure() != null) {
      listener.accept(new ImportOutcome.Unlisted(folder, read.failure()));
    }
    if (inFolder) {
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
    if (!onlyCopies) {
      listener.accept(
          new ImportOutcome.OfSidecar(
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
}
