package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedAnswers;
import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.library.ExportedValues;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.notes.EffectiveNotes;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.PictureNames;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome.ExportStatus;
import dev.tensors.tsr.sidecars.formats.ExportedFile;
import dev.tensors.tsr.sidecars.formats.ExportedFile.ShownPreview;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the wanted picture and sidecars beside one model file, where they are absent. */
final class FileExporter {

  private final LocalFiles files;
  private final CachedAnswers answers;
  private final EffectiveNotes notes;
  private final ExportRefusals refusals;
  private final ExportRun.Request request;
  private final Consumer<ExportOutcome> listener;
  private final SidecarExporter sidecars;
  private final PreviewExporter pictures;
  private final KeptPreviews previews;

  FileExporter(
      Database database,
      KeptPreviews previews,
      ExportRun.Request request,
      InstantSource clock,
      Consumer<ExportOutcome> listener) {
    this.files = new LocalFiles(database);
    this.answers = new CachedAnswers(database);
    this.notes = new EffectiveNotes(database);
    this.refusals = new ExportRefusals(database);
    this.request = request;
    this.listener = listener;
    this.sidecars = new SidecarExporter(new ExportedValues(database), request, clock);
    this.pictures = new PreviewExporter(previews, request);
    this.previews = previews;
  }

  /**
   * Exports a file.
   *
   * @param file here, and as it was scanned
   * @param link by a hash
   */
  void export(LocalFile file, Link link, ExportFolder folder) {
    String stem = ModelFileName.stemOfFile(file.path());
    Path picture = folder.picture(stem, PictureNames.BEST_FIRST);
    boolean needsPicture = request.previews() && picture == null;
    boolean complete =
        !needsPicture
            && request.targets().stream().noneMatch(target -> isOpen(file, target, folder));
    Optional<CachedModel> model =
        complete ? Optional.empty() : answers.of(link.version().versionId(), request.needsImages());
    String reason = complete ? null : refusals.ofModel(file, link, model, folder);
    if (request.previews()) {
      listener.accept(
          needsPicture && reason == null
              ? pictures.export(file, link.version(), model.orElseThrow(), folder)
              : left(file, null, picture, needsPicture ? reason : null));
    }
    ExportedFile exported =
        reason != null || model.isEmpty() ? null : exported(file, model.get(), link, folder);
    for (ExportTarget target : request.targets()) {
      boolean open = isOpen(file, target, folder);
      listener.accept(
          open && exported != null
              ? sidecars.export(exported, link.version(), target, folder)
              : left(file, target, sidecar(file, target, folder), open ? reason : null));
    }
  }

  /**
   * Exports what the user noted on a file that is not linked.
   *
   * @param file here, and as it was scanned
   * @param targets those that keep something of the note
   */
  void exportNotes(
      LocalFile file, EffectiveNote note, Set<ExportTarget> targets, ExportFolder folder) {
    String reason = refusals.ofFolder(file, folder);
    ShownPreview preview =
        targets.contains(ExportTarget.LORA_MANAGER)
            ? PreviewFinder.of(ModelFileName.stemOfFile(file.path()), folder, previews, null)
            : null;
    ExportedFile exported =
        ExportedFile.ofUnknown(
            file, files.type(file).orElse(null), files.baseModel(file).orElse(null), note, preview);
    for (ExportTarget target : targets) {
      boolean open = isOpen(file, target, folder);
      listener.accept(
          open && reason == null
              ? sidecars.export(exported, null, target, folder)
              : left(file, target, sidecar(file, target, folder), open ? reason : null));
    }
  }

  private ExportedFile exported(LocalFile file, CachedModel model, Link link, ExportFolder folder) {
    ShownPreview preview =
        isWanted(file, ExportTarget.LORA_MANAGER, folder)
            ? PreviewFinder.of(
                ModelFileName.stemOfFile(file.path()), folder, previews, link.version().versionId())
            : null;
    return new ExportedFile(file, model, notes.of(file.sha256()), preview);
  }

  private boolean isWanted(LocalFile file, ExportTarget target, ExportFolder folder) {
    return request.targets().contains(target) && isOpen(file, target, folder);
  }

  private boolean isOpen(LocalFile file, ExportTarget target, ExportFolder folder) {
    return request.merge() || folder.present(target.sidecar(file)) == null;
  }

  private static Path sidecar(LocalFile file, ExportTarget target, ExportFolder folder) {
    Path present = folder.present(target.sidecar(file));
    return present == null ? folder.path(target.sidecar(file)) : present;
  }

  /**
   * The outcome for a file that is left unchanged.
   *
   * @param reason why it is absent; null: it is there
   */
  private static ExportOutcome left(
      LocalFile file, @Nullable ExportTarget target, @Nullable Path path, @Nullable String reason) {
    ExportStatus status = reason == null ? ExportStatus.PRESENT : ExportStatus.SKIPPED;
    return new ExportOutcome(file.path(), target, path, status, reason);
  }
}
