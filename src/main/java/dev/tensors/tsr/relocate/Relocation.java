package dev.tensors.tsr.relocate;

import dev.tensors.tsr.library.FilePaths;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.reading.ContentReader;
import dev.tensors.tsr.reading.ContentReader.FileContent;
import dev.tensors.tsr.reading.FoundFile;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.reading.ReaderPool;
import dev.tensors.tsr.reading.SeenRows;
import dev.tensors.tsr.relocate.Counterparts.Counterpart;
import dev.tensors.tsr.relocate.Relocation.RelocatedFile;
import dev.tensors.tsr.relocate.Relocation.RelocatedFile.Status;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records that a folder is elsewhere now. Files that are in the new folder, by their relative paths
 * and sizes, get their new paths and keep their rows; the others stay as they are recorded.
 */
final class Relocation {

  /**
   * What came of one file of a folder that is said to be elsewhere.
   *
   * @param id its row
   * @param oldPath where it was recorded
   * @param path where it should be now: its real path if a file is there
   * @param reason why the file was not moved, and what to do; null if it was moved, or an earlier
   *     scan had marked it missing
   */
  public record RelocatedFile(
      long id, String oldPath, String path, Status status, @Nullable String reason) {

    /** The outcome for a file. */
    public enum Status {
      /** The file is recorded at the new path. */
      MOVED,

      /** No file is at the new path. */
      ABSENT,

      /** The file at the new path is another one, or may be. */
      DIFFERS
    }
  }

  /**
   * What to do.
   *
   * @param oldFolder as recorded: see {@link RelocatedFolders#recorded}
   * @param newFolder the real path of a folder that exists, not below the old one
   * @param verify whether to read the files and compare their SHA-256
   * @param dryRun whether only to say what would be done
   * @param jobs how many files to read at once, at least 1
   */
  public record Request(
      String oldFolder, Path newFolder, boolean verify, boolean dryRun, int jobs) {}

  private record Candidate(LocalFile file, Counterpart counterpart) {}

  private static final int PAGE = 1000;

  /** Small, since reading a file may take long, and what was read is lost in a crash. */
  private static final int PAGE_TO_READ = 64;

  private static final long PATIENCE_MS = 200;

  private final LocalFiles files;
  private final FilePaths paths;
  private final RelocatedFolders folders;
  private final Request request;
  private final ReadListener<RelocatedFile> listener;
  private final Counterparts counterparts;
  private final ContentReader reader;

  /** Files that are done: their new paths may lie below the old folder, too. */
  private final SeenRows done = new SeenRows();

  private Relocation(Database database, Request request, ReadListener<RelocatedFile> listener) {
    this.files = new LocalFiles(database);
    this.paths = new FilePaths(database);
    this.folders = new RelocatedFolders(database);
    this.request = request;
    this.listener = listener;
    this.counterparts = new Counterparts(request.oldFolder(), request.newFolder());
    this.reader = new ContentReader(listener::read);
  }

  /**
   * Relocates the files, a transaction for each batch, then the folders that scan remembers.
   *
   * @throws InterruptedException if the calling thread was interrupted; what was done stays
   * @throws dev.tensors.tsr.sqlite.DatabaseUnusable if the catalogue could not be written
   */
  public static void run(Database database, Request request, ReadListener<RelocatedFile> listener)
      throws InterruptedException {
    Relocation relocation = new Relocation(database, request, listener);
    relocation.relocateFiles();
    if (!request.dryRun()) {
      relocation.folders.relocateFailures(request.oldFolder(), relocation.counterparts);
      relocation.folders.relocate(request.oldFolder(), request.newFolder());
    }
  }

  private void relocateFiles() throws InterruptedException {
    Pages.each(
        files.below(request.oldFolder()), request.verify() ? PAGE_TO_READ : PAGE, this::relocate);
  }

  private void relocate(List<LocalFile> page) throws InterruptedException {
    List<Candidate> candidates = new ArrayList<>();
    for (LocalFile file : page) {
      if (!done.contains(file.id())) {
        done.add(file.id());
        candidates.add(new Candidate(file, counterparts.of(file.path())));
      }
    }
    Map<Long, FileContent> contents = request.verify() ? read(candidates) : Map.of();
    List<RelocatedFile> outcomes = new ArrayList<>();
    Runnable step =
        () -> {
          for (Candidate candidate : candidates) {
            RelocatedFile outcome = relocate(candidate, contents.get(candidate.file().id()));
            if (outcome != null) {
              outcomes.add(outcome);
            }
          }
        };
    if (request.dryRun()) {
      step.run();
    } else {
      paths.inTransaction(step);
    }
    outcomes.forEach(listener::done);
  }

  /**
   * Relocates a file.
   *
   * @param content of the counterpart; null: it was not read
   * @return null if the row was changed or deleted meanwhile, for instance by a scan
   */
  private @Nullable RelocatedFile relocate(Candidate candidate, @Nullable FileContent content) {
    LocalFile file = candidate.file();
    FoundFile found = candidate.counterpart().found();
    String path = candidate.counterpart().path();
    if (found == null) {
      String reason = file.missing() ? null : path + ": " + candidate.counterpart().reason();
      return new RelocatedFile(file.id(), file.path(), path, Status.ABSENT, reason);
    }
    String difference = difference(file, path, found, content);
    if (difference != null) {
      return differs(candidate, difference);
    }
    FilePaths.Fit fit =
        request.dryRun()
            ? paths.fit(file, path)
            : paths
                .move(
                    file,
                    path,
                    found.stamp(),
                    content == null ? FilePaths.Known.SIZE : FilePaths.Known.READ)
                .orElse(null);
    return switch (fit) {
      case null -> null;
      case FREE, SAME_CONTENT ->
          new RelocatedFile(file.id(), file.path(), path, Status.MOVED, null);
      case OTHER_CONTENT -> differs(candidate, "recorded with another content than " + file.path());
      case OTHER_LINK ->
          differs(
              candidate,
              "linked by hand to another version than "
                  + file.path()
                  + "; remove one of the links with tsr db unlink");
    };
  }

  private static RelocatedFile differs(Candidate candidate, String reason) {
    LocalFile file = candidate.file();
    String path = candidate.counterpart().path();
    return new RelocatedFile(file.id(), file.path(), path, Status.DIFFERS, path + ": " + reason);
  }

  /** In what a counterpart differs from the recorded file; null: in nothing that was looked at. */
  private @Nullable String difference(
      LocalFile file, String path, FoundFile found, @Nullable FileContent content) {
    long recorded = file.stamp().sizeBytes();
    long size = found.stamp().sizeBytes();
    if (recorded >= 0 && recorded != size) {
      return "%d bytes, but %d are recorded of %s".formatted(size, recorded, file.path());
    }
    return switch (content) {
      case FileContent.Hashed(String sha256, boolean _) when !sha256.equals(file.sha256()) ->
          "another content than recorded of " + file.path();
      case FileContent.Hashed(String _, boolean edited) when edited -> "changed while it was read";
      case FileContent.Hashed _ -> null;
      case FileContent.Absent _ -> "vanished while it was read";
      case FileContent.Unreadable(String reason) -> reason;
      case null ->
          recorded < 0 && paths.fit(file, path) != FilePaths.Fit.SAME_CONTENT
              ? "no size is recorded of " + file.path() + "; --verify compares the content"
              : null;
    };
  }

  /** Reads the counterparts that have the recorded sizes, or of which no size is recorded. */
  private Map<Long, FileContent> read(List<Candidate> candidates) throws InterruptedException {
    Map<Long, FileContent> contents = new HashMap<>();
    try (ReaderPool<Candidate, FileContent> pool =
        new ReaderPool<>(
            request.jobs(),
            this::read,
            (candidate, content) -> contents.put(candidate.file().id(), content))) {
      for (Candidate candidate : candidates) {
        FoundFile found = candidate.counterpart().found();
        long recorded = candidate.file().stamp().sizeBytes();
        if (found != null && (recorded < 0 || recorded == found.stamp().sizeBytes())) {
          listener.toRead(found.stamp().sizeBytes());
          pool.submit(candidate);
        }
      }
      while (pool.underway() > 0) {
        pool.receiveNext(PATIENCE_MS);
      }
    }
    return contents;
  }

  private FileContent read(Candidate candidate) {
    FoundFile found = candidate.counterpart().found();
    if (found == null) {
      return new FileContent.Absent();
    }
    try {
      return reader.read(found.path(), found.stamp());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new FileContent.Unreadable("interrupted"); // not received: the pool is closed
    }
  }
}
