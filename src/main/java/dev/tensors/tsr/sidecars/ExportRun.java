package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.Link;
import dev.tensors.tsr.catalog.LinkableFile;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes sidecars of other managers, and pictures, beside files whose SHA-256 proves their link.
 */
public final class ExportRun {

  private static final int PAGE = 1000;

  private final LocalFiles files;
  private final Links links;
  private final ExportRefusals refusals;
  private final ExportRequest request;
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
      ExportRequest request,
      InstantSource clock,
      Consumer<ExportOutcome> listener) {
    this.files = new LocalFiles(database);
    this.links = new Links(database);
    this.refusals = new ExportRefusals(database);
    this.request = request;
    this.listener = listener;
    this.folders = new FolderListings<>(folder -> ExportFolder.read(folder, !request.dryRun()));
    this.exporter = new FileExporter(database, previews, request, clock, listener);
  }

  /**
   * Exports all files that are linked and not missing.
   *
   * @return the number of files that are not linked
   * @throws InterruptedException if the calling thread is interrupted; what was reported is written
   */
  public long all() throws InterruptedException {
    long unlinked = 0;
    String last = "";
    List<LocalFile> page = files.from(last, PAGE);
    while (!page.isEmpty()) {
      for (LocalFile file : page) {
        last = file.path();
        if (!file.missing() && file.versionId() != null) {
          export(file);
        } else if (!file.missing()) {
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
   * @throws InterruptedException as {@link #all()}
   */
  public void named(List<LocalFile> named) throws InterruptedException {
    List<LocalFile> sorted = new ArrayList<>(named); // so that each folder is listed once
    sorted.sort(Comparator.comparing(LocalFile::path));
    for (LocalFile file : sorted) {
      export(file);
    }
  }

  private void export(LocalFile file) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      export(file, Path.of(file.path()).resolveSibling(""));
    } catch (InvalidPathException e) {
      tellAll(file, null, ExportStatus.SKIPPED, ExportRefusals.CHANGED); // another program wrote it
    }
  }

  private void export(LocalFile file, Path folder) {
    Link link = links.target(file.id()).map(LinkableFile::link).orElse(null);
    String reason = refusals.ofLink(file, link);
    if (reason != null || link == null) {
      tellAll(file, folder, ExportStatus.SKIPPED, String.valueOf(reason));
      return;
    }
    ExportFolder names = folders.at(folder);
    reason = refusals.ofFile(file);
    if (names.failure() != null) {
      String failure = "its folder cannot be listed: " + names.failure();
      tellAll(file, folder, ExportStatus.FAILED, failure);
    } else if (reason != null) {
      tellAll(file, folder, ExportStatus.SKIPPED, reason);
    } else {
      exporter.export(file, link, names);
    }
  }

  /**
   * Reports the outcome for each sidecar and picture of a file.
   *
   * @param folder null: the file's path is malformed
   */
  private void tellAll(LocalFile file, @Nullable Path folder, ExportStatus status, String reason) {
    if (request.previews()) {
      listener.accept(new ExportOutcome(file.path(), null, null, status, reason));
    }
    for (ExportTarget target : request.targets()) {
      Path path = folder == null ? null : folder.resolve(target.sidecar(file));
      listener.accept(new ExportOutcome(file.path(), target, path, status, reason));
    }
  }
}
