package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.previews.KeptPreviews.KeptPreview;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome.ExportStatus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies a kept example image beside a model file that has no picture. */
final class PreviewExporter {

  private static final String CACHE = "tsr db cache --linked --previews";

  private final KeptPreviews previews;
  private final ExportRun.Request request;

  PreviewExporter(KeptPreviews previews, ExportRun.Request request) {
    this.previews = previews;
    this.request = request;
  }

  /**
   * Exports the first kept picture that is wanted.
   *
   * @param model with the linked version alone
   */
  ExportOutcome export(
      LocalFile file, VersionName version, CachedModel model, ExportFolder folder) {
    List<KeptPreview> kept = previews.of(version.versionId());
    Optional<Path> chosen =
        kept.stream()
            .filter(one -> request.mature() || VersionImage.isPg(one.nsfwLevel()))
            .map(KeptPreview::file)
            .findFirst();
    if (chosen.isEmpty()) {
      String reason =
          kept.isEmpty()
              ? whyNoneIsKept(model)
              : "CivitAI does not mark the kept pictures PG; --nsfw takes them";
      return outcome(file, null, ExportStatus.SKIPPED, reason);
    }
    String name = String.valueOf(chosen.get().getFileName());
    String stem = ModelFileName.stemOfFile(file.path());
    Path path = folder.path(stem + ".preview" + name.substring(name.lastIndexOf('.')));
    ExportOutcome outcome = copy(file, chosen.get(), path);
    if (outcome.status() != ExportStatus.FAILED) {
      folder.add(path);
    }
    return outcome;
  }

  private String whyNoneIsKept(CachedModel model) {
    List<WireImage> images = model.version().images();
    if (images.isEmpty()) {
      return model.gone() || model.fetchedAt() != null
          ? "CivitAI lists no pictures of its version"
          : "its pictures are not cached; run " + CACHE;
    }
    if (model.gone()) {
      return "no picture was kept before CivitAI removed it";
    }
    boolean anyone =
        images.stream().anyMatch(image -> VersionImage.isPg(image.get(WireImage.NSFW_LEVEL)));
    return request.mature() || anyone
        ? "no picture is kept; run " + CACHE + (anyone ? "" : " --nsfw")
        : "CivitAI marks none of its pictures PG; keep them with "
            + CACHE
            + " --nsfw, and export with --nsfw";
  }

  private ExportOutcome copy(LocalFile file, Path picture, Path path) {
    byte[] content;
    try {
      content = Files.readAllBytes(picture);
    } catch (NoSuchFileException e) {
      String reason = "the kept picture is gone: %s; run %s".formatted(picture, CACHE);
      return outcome(file, path, ExportStatus.FAILED, reason);
    } catch (IOException e) {
      String reason = "the kept picture %s cannot be read: %s";
      return outcome(file, path, ExportStatus.FAILED, reason.formatted(picture, ReadFailure.of(e)));
    }
    try {
      if (request.dryRun()) {
        SidecarWriter.checkWritable(path.resolveSibling(""));
      } else {
        SidecarWriter.create(path, content);
      }
      return outcome(file, path, request.written(), null);
    } catch (FileAlreadyExistsException e) {
      return outcome(file, path, ExportStatus.PRESENT, null);
    } catch (IOException e) {
      return outcome(file, path, ExportStatus.FAILED, SidecarWriter.reason(e));
    }
  }

  private static ExportOutcome outcome(
      LocalFile file, @Nullable Path path, ExportStatus status, @Nullable String reason) {
    return new ExportOutcome(file.path(), null, path, status, reason);
  }
}
