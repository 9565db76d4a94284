package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.CachedAnswers;
import dev.tensors.tsr.catalog.CachedModel;
import dev.tensors.tsr.catalog.EffectiveNotes;
import dev.tensors.tsr.catalog.Link;
import dev.tensors.tsr.catalog.LinkMatch;
import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.Links;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.scan.FileStamps;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes sidecars of other managers, and pictures, beside files whose SHA-256 proves their link.
 */
public final class SidecarExport {

  private static final int PAGE = 1000;

  private final LocalFiles files;
  private final Links links;
  private final CachedAnswers answers;
  private final EffectiveNotes notes;
  private final ExportRequest request;
  private final Consumer<ExportOutcome> listener;
  private final SidecarExporter sidecars;
  private final PreviewExporter pictures;
  private final OpenFolders<ExportFolder> folders = new OpenFolders<>(ExportFolder::read);

  /**
   * Prepares an export.
   *
   * @param previews the kept pictures
   * @param listener hears of each file beside a model file, after it was written
   */
  public SidecarExport(
      Database database,
      KeptPreviews previews,
      ExportRequest request,
      InstantSource clock,
      Consumer<ExportOutcome> listener) {
    this.files = new LocalFiles(database);
    this.links = new Links(database);
    this.answers = new CachedAnswers(database);
    this.notes = new EffectiveNotes(database);
    this.request = request;
    this.listener = listener;
    this.sidecars = new SidecarExporter(request, clock);
    this.pictures = new PreviewExporter(previews, request);
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
   * Exports these files.
   *
   * @throws InterruptedException as {@link #all()}
   */
  public void named(List<LocalFile> named) throws InterruptedException {
    for (LocalFile file : named) {
      export(file);
    }
  }

  private void export(LocalFile file) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Link link = links.target(file.id()).map(LinkTarget::link).orElse(null);
    String reason = refusal(file, link);
    if (reason != null || link == null) {
      skip(file, String.valueOf(reason));
      return;
    }
    Path path = Path.of(file.path());
    ExportFolder folder = folders.at(path.resolveSibling(""));
    if (!request.merge() && hasAll(path, folder)) {
      tellPresent(file, path, folder);
      return;
    }
    Optional<CachedModel> model = answers.of(link.version().versionId());
    reason = refusal(file, link, model);
    String other = otherContent(path, file, folder);
    if (reason != null || model.isEmpty()) {
      skip(file, String.valueOf(reason));
    } else if (other != null) {
      skip(file, other + " has the same name without its ending, so that both would share it");
    } else {
      export(file, link.version(), model.get(), folder);
    }
  }

  private void export(LocalFile file, VersionName version, CachedModel model, ExportFolder folder) {
    ExportedFile.Preview preview = pictures.export(file, version, folder, listener);
    ExportedFile exported = new ExportedFile(file, model, notes.of(file.sha256()), preview);
    for (ExportTarget target : request.targets()) {
      listener.accept(sidecars.export(exported, version, target, folder));
    }
  }

  private boolean hasAll(Path path, ExportFolder folder) {
    return (!request.previews() || folder.picture(stem(path)) != null)
        && request.targets().stream()
            .allMatch(target -> folder.present(sidecar(path, target)) != null);
  }

  private void tellPresent(LocalFile file, Path path, ExportFolder folder) {
    if (request.previews()) {
      tell(file, null, folder.picture(stem(path)), ExportStatus.PRESENT, null);
    }
    for (ExportTarget target : request.targets()) {
      Path present = folder.present(sidecar(path, target));
      tell(file, target, present, ExportStatus.PRESENT, null);
    }
  }

  private void skip(LocalFile file, String reason) {
    if (request.previews()) {
      tell(file, null, null, ExportStatus.SKIPPED, reason);
    }
    Path path = Path.of(file.path());
    for (ExportTarget target : request.targets()) {
      Path sidecar = path.resolveSibling(sidecar(path, target));
      tell(file, target, sidecar, ExportStatus.SKIPPED, reason);
    }
  }

  private void tell(
      LocalFile file,
      @Nullable ExportTarget target,
      @Nullable Path path,
      ExportStatus status,
      @Nullable String reason) {
    listener.accept(new ExportOutcome(file.path(), target, path, status, reason));
  }

  private static String sidecar(Path path, ExportTarget target) {
    return target.dialect().nameFor(String.valueOf(path.getFileName()));
  }

  private static String stem(Path path) {
    return ModelFileName.stemOfFile(path.toString());
  }

  private static @Nullable String refusal(LocalFile file, @Nullable Link link) {
    if (file.missing()) {
      return "the file is missing";
    }
    if (link == null) {
      return "the file is not linked to CivitAI; run tsr db link";
    }
    if (link.isByHand()) {
      return "the link was made by hand, and no hash proves it";
    }
    if (link.isByWeights()) {
      return "only the weights prove the link: the file at CivitAI has another SHA-256";
    }
    return FileStamps.ifUnchanged(file).isEmpty()
        ? "the file is gone, or has changed since the last scan; run tsr db scan"
        : null;
  }

  private static @Nullable String refusal(LocalFile file, Link link, Optional<CachedModel> model) {
    if (model.isEmpty()) {
      return "the model is not cached; run tsr db cache " + link.version().modelId();
    }
    return link.match() == LinkMatch.SHA256 || hasHash(model.get(), file.sha256())
        ? null
        : "no hash proves the link; run tsr db link FILE";
  }

  private static boolean hasHash(CachedModel model, String sha256) {
    return model.versions().getFirst().files().stream()
        .anyMatch(file -> sha256.equals(file.hashes().get("SHA256")));
  }

  /** Another model file that would share a sidecar; null if all of them have the same content. */
  private @Nullable String otherContent(Path path, LocalFile file, ExportFolder folder) {
    return folder.sharing(String.valueOf(path.getFileName())).stream()
        .filter(
            other ->
                files
                    .byPath(folder.path(other).toString())
                    .filter(same -> same.sha256().equals(file.sha256()))
                    .isEmpty())
        .findFirst()
        .orElse(null);
  }
}
