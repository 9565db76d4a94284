package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.VersionImage;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.previews.KeptPreview;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.scan.ReadFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a kept picture beside a file that has none. */
final class PreviewExporter {

  private final KeptPreviews previews;
  private final ExportRequest request;

  PreviewExporter(KeptPreviews previews, ExportRequest request) {
    this.previews = previews;
    this.request = request;
  }

  /** Exports the first kept picture that is wanted. */
  ExportOutcome export(LocalFile file, VersionName version, ExportFolder folder) {
    List<KeptPreview> kept = previews.of(version.versionId());
    Optional<Path> chosen =
        kept.stream()
            .filter(one -> request.mature() || VersionImage.isPg(one.nsfwLevel()))
            .map(KeptPreview::file)
            .findFirst();
    if (chosen.isEmpty()) {
      String reason =
          kept.isEmpty()
              ? "no picture is kept; run tsr db cache --linked --previews"
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

  private ExportOutcome copy(LocalFile file, Path picture, Path path) {
    byte[] content;
    try {
      content = Files.readAllBytes(picture);
    } catch (IOException e) {
      String reason = "the kept picture %s cannot be read: %s";
      return outcome(file, path, ExportStatus.FAILED, reason.formatted(picture, ReadFailure.of(e)));
    }
    try {
      if (!request.dryRun()) {
        SidecarWriter.create(path, content);
      }
      return outcome(file, path, ExportStatus.WRITTEN, null);
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
