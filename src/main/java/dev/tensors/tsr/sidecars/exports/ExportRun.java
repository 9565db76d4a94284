package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.notes.EffectiveNotes;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome.ExportStatus;
import dev.tensors.tsr.sidecars.files.FolderListings;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes sidecars of other managers, and pictures, beside files whose SHA-256 proves their link,
 * and the user's notes beside files that are not linked.
 */
final class ExportRun {

  /**
   * The options of an export.
   *
   * @param previews whether to put pictures beside files that have none
   * @param mature whether a picture may be one that CivitAI does not mark PG
   * @param merge whether to fill what is empty in sidecars that are there
   * @param dryRun whether to write nothing
   */
  record Request(
      Set<ExportTarget> targets, boolean previews, boolean mature, boolean merge, boolean dryRun) {

    /** The status of a file that was absent, and could be written. */
    ExportStatus written() {
      return dryRun ? ExportStatus.WRITE : ExportStatus.WRITTEN;
    }

    /** The status of a sidecar whose empty fields could be filled. */
    ExportStatus merged() {
      return dryRun ? ExportStatus.MERGE : ExportStatus.MERGED;
    }

    /** Whether CivitAI's images are needed, to be written or to say why no picture is kept. */
    boolean needsImages() {
      boolean isWritten = merge || !dryRun;
      return previews
          || isWritten
              && (targets.contains(ExportTarget.LORA_MANAGER)
                  || targets.contains(ExportTarget.CIVITAI_HELPER));
    }
  }

  /**
   * What export did with one file beside a model file.
   *
   * @param path the model file's
   * @param target the program that the file is for; null: a picture, which is for all of them
   * @param beside the other file; null: a picture of which there is none
   * @param reason why it was not written, or which fields were filled; null: neither
   */
  record ExportOutcome(
      String path,
      @Nullable ExportTarget target,
      @Nullable Path beside,
      ExportStatus status,
      @Nullable String reason) {

    /** What an export did with a sidecar or picture. */
    public enum ExportStatus {
      /** The file was absent, and was written. */
      WRITTEN,
      /** The file is absent, and would be written: a dry run. */
      WRITE,
      /** The sidecar's empty fields were filled. */
      MERGED,
      /** The sidecar's empty fields would be filled: a dry run. */
      MERGE,
      /** The file exists, and was left unchanged. */
      PRESENT,
      /** The file is absent, and cannot be written for this model file. */
      SKIPPED,
      /** The sidecar exists, and cannot or may not be filled. */
      REFUSED,
      /** The disk or the system refused to read or write the file. */
      FAILED;

      /** The status as results write it. */
      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  private static final int PAGE = 1000;

  /** The managers that keep notes on a file that nobody knows. */
  private static final Set<ExportTarget> NOTES =
      EnumSet.of(ExportTarget.A1111, ExportTarget.LORA_MANAGER);

  private final LocalFiles files;
  private final Links links;
  private final EffectiveNotes notes;
  private final ExportRefusals refusals;
  private final Request request;
  private final Consumer<ExportOutcome> listener;
  private final FileExporter exporter;
  private final FolderListings<ExportFolder> folders;

  /**
   * Prepares an export.
   *
   * @param previews the kept pictures
   * @param listener hears of each file beside a model file, after it was written
   */
  public ExportRun(
      Database database,
      KeptPreviews previews,
      Request request,
      InstantSource clock,
      Consumer<ExportOutcome> listener) {
    this.files = new LocalFiles(database);
    this.links = new Links(database);
    this.notes = new EffectiveNotes(database);
    this.refusals = new ExportRefusals(database);
    this.request = request;
    this.listener = listener;
    this.folders = new FolderListings<>(folder -> ExportFolder.read(folder, !request.dryRun()));
    this.exporter = new FileExporter(database, previews, request, clock, listener);
  }

  /**
   * Exports all files that are not missing and that are linked, or on which the user noted
   * something that one of the managers keeps.
   *
   * @param selected others are left out
   * @return the number of selected files that are left out, as they are not linked
   * @throws InterruptedException if the calling thread is interrupted; what was reported is written
   */
  public long all(SelectedFiles selected) throws InterruptedException {
    long unlinked = 0;
    Set<String> noted =
        request.targets().stream().anyMatch(target -> NOTES.contains(target))
            ? notes.contents()
            : Set.of();
    String last = "";
    long lastId = 0;
    List<LocalFile> page = files.from(last, PAGE);
    // A path that is no valid UTF-8 is read as one that sorts before it, and would come again.
    while (!page.isEmpty() && page.getLast().id() != lastId) {
      lastId = page.getLast().id();
      for (LocalFile file : page) {
        last = file.path();
        if (file.missing() || !selected.has(file.id())) {
          continue;
        }
        boolean mayBeNoted = file.versionId() == null && noted.contains(file.sha256());
        if (file.versionId() != null || mayBeNoted && !keeping(file).isEmpty()) {
          export(file, file.versionId() != null);
        } else {
          unlinked++;
        }
      }
      page = files.from(last + "\0", PAGE); // no path sorts in between
    }
    return unlinked;
  }

  /**
   * Exports these files, in the order of their paths.
   *
   * @throws InterruptedException as {@link #all}
   */
  public void named(List<LocalFile> named) throws InterruptedException {
    List<LocalFile> sorted = new ArrayList<>(named); // so that each folder is listed once
    sorted.sort(Comparator.comparing(LocalFile::path));
    for (LocalFile file : sorted) {
      export(file, true);
    }
  }

  /** The managers that keep something of what the user noted on a file. */
  private Set<ExportTarget> keeping(LocalFile file) {
    EffectiveNote note = notes.of(file.sha256());
    return request.targets().stream()
        .filter(target -> target.keeps(note))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ExportTarget.class)));
  }

  /**
   * @param everything whether to tell of everything that was asked for; else of what the user noted
   *     alone
   */
  private void export(LocalFile file, boolean everything) throws InterruptedException {
    Pages.goOnUnlessInterrupted();
    Optional<Path> path = RecordedPath.of(file.path());
    if (path.isPresent()) {
      export(file, path.get().resolveSibling(""), everything);
    } else {
      tell(file, null, ExportStatus.SKIPPED, ExportRefusals.CHANGED, request.targets(), true);
    }
  }

  private void export(LocalFile file, Path folder, boolean everything) {
    Link link = links.target(file.id()).map(LinkableFile::link).orElse(null);
    String reason = refusals.ofLink(file, link);
    Set<ExportTarget> noted =
        link == null && !file.missing() ? keeping(file) : EnumSet.noneOf(ExportTarget.class);
    if (reason != null && everything) {
      Set<ExportTarget> rest = EnumSet.noneOf(ExportTarget.class);
      rest.addAll(request.targets());
      rest.removeAll(noted);
      tell(file, folder, ExportStatus.SKIPPED, reason, rest, true);
    }
    if (reason != null && noted.isEmpty()) {
      return;
    }
    Set<ExportTarget> targets = reason == null ? request.targets() : noted;
    ExportFolder names = folders.at(folder);
    String changed = refusals.ofFile(file);
    if (names.failure() != null) {
      String failure = "its folder cannot be listed: " + names.failure();
      tell(file, folder, ExportStatus.FAILED, failure, targets, reason == null);
    } else if (changed != null) {
      tell(file, folder, ExportStatus.SKIPPED, changed, targets, reason == null);
    } else if (link == null) {
      exporter.exportNotes(file, notes.of(file.sha256()), targets, names);
    } else {
      exporter.export(file, link, names);
    }
  }

  /**
   * Reports the outcome for sidecars, and perhaps the picture, of a file.
   *
   * @param folder null: the file's path is malformed
   */
  private void tell(
      LocalFile file,
      @Nullable Path folder,
      ExportStatus status,
      String reason,
      Set<ExportTarget> targets,
      boolean picture) {
    if (request.previews() && picture) {
      listener.accept(new ExportOutcome(file.path(), null, null, status, reason));
    }
    for (ExportTarget target : targets) {
      Path path = folder == null ? null : folder.resolve(target.sidecar(file));
      listener.accept(new ExportOutcome(file.path(), target, path, status, reason));
    }
  }
}
