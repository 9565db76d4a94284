package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.VersionImage;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.previews.KeptPreview;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.prompts.ModelFileName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a kept picture beside a file that has none. */
final class PreviewExporter {

  private final KeptPreviews previews;
  private final ExportRequest request;

  PreviewExporter(KeptPreviews previews, ExportRequest request) {
    this.previews = previews;
    this.request = request;
  }

  /** Exports a picture if that is wanted, and returns the one that is then beside the file. */
  ExportedFile.@Nullable Preview export(
      LocalFile file, VersionName version, ExportFolder folder, Consumer<ExportOutcome> listener) {
    String stem = ModelFileName.stemOfFile(file.path());
    Path present = folder.picture(stem);
    if (!request.previews() || present != null) {
      if (request.previews()) {
        listener.accept(outcome(file, present, ExportStatus.PRESENT, null));
      }
      return present == null ? null : new ExportedFile.Preview(present, null);
    }
    List<KeptPreview> kept = previews.of(version.versionId());
    Optional<KeptPreview> chosen =
        kept.stream()
            .filter(one -> request.mature() || VersionImage.isPg(one.nsfwLevel()))
            .findFirst();
    if (chosen.isEmpty()) {
      String reason =
          kept.isEmpty()
              ? "no picture is kept; run tsr db cache --linked --previews"
              : "CivitAI does not mark the kept pictures PG; --nsfw takes them";
      listener.accept(outcome(file, null, ExportStatus.SKIPPED, reason));
      return null;
    }
    Path picture = chosen.get().file();
    String name = String.valueOf(picture.getFileName());
    Path path = folder.path(stem + ".preview" + name.substring(name.lastIndexOf('.')));
    ExportOutcome outcome = copy(file, picture, path);
    listener.accept(outcome);
    if (outcome.status() == ExportStatus.FAILED) {
      return null;
    }
    folder.add(path);
    return new ExportedFile.Preview(path, chosen.get().nsfwLevel());
  }

  private ExportOutcome copy(LocalFile file, Path picture, Path path) {
    try {
      if (!request.dryRun()) {
        SidecarWriter.create(path, Files.readAllBytes(picture));
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
