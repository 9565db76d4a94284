package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonFilling;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.library.ExportedValues;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome.ExportStatus;
import dev.tensors.tsr.sidecars.files.SidecarReader;
import dev.tensors.tsr.sidecars.formats.ConnectedModelFormat;
import dev.tensors.tsr.sidecars.formats.ExportedFile;
import dev.tensors.tsr.sidecars.formats.LoraManagerFormat;
import dev.tensors.tsr.sidecars.formats.SidecarParser;
import dev.tensors.tsr.sidecars.formats.WebUiFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the sidecar of one program beside one file, or fills the one that is there. */
final class SidecarExporter {

  private static final String MISLEADS =
      "LoRA Manager would take the hash of the version's primary file from this sidecar";

  private final ExportedValues written;
  private final ExportRun.Request request;
  private final InstantSource clock;

  SidecarExporter(ExportedValues written, ExportRun.Request request, InstantSource clock) {
    this.written = written;
    this.request = request;
    this.clock = clock;
  }

  ExportOutcome export(
      ExportedFile exported,
      @Nullable VersionName version,
      ExportTarget target,
      ExportFolder folder) {
    String name = target.sidecar(exported.file());
    Path present = folder.present(name);
    Path path = present == null ? folder.path(name) : present;
    Attempt attempt = new Attempt(exported, target, path);
    String other = folder.otherModel(name, exported.stem());
    if (other != null) {
      return attempt.end(ExportStatus.SKIPPED, "would be a sidecar of " + other + ", too");
    }
    try {
      return present == null ? create(attempt, folder) : merge(attempt, version, folder);
    } catch (FileAlreadyExistsException e) {
      return attempt.end(ExportStatus.PRESENT, null); // since the folder was listed
    } catch (NoSuchFileException e) {
      return present != null && Files.isDirectory(attempt.folder())
          ? attempt.end(ExportStatus.REFUSED, "was deleted while it was being merged")
          : attempt.end(ExportStatus.FAILED, SidecarWriter.reason(e));
    } catch (IOException e) {
      return attempt.end(ExportStatus.FAILED, SidecarWriter.reason(e));
    }
  }

  private ExportOutcome create(Attempt attempt, ExportFolder folder) throws IOException {
    if (misleads(attempt, folder)) {
      return attempt.end(ExportStatus.SKIPPED, misleading());
    }
    if (request.dryRun()) {
      SidecarWriter.checkWritable(attempt.folder());
    } else {
      JsonObject content = content(attempt);
      byte[] bytes = attempt.target().text(content).getBytes(StandardCharsets.UTF_8);
      remembering(
          attempt,
          content,
          () -> {
            SidecarWriter.create(attempt.path(), bytes);
            return true;
          });
    }
    folder.add(attempt.path());
    return attempt.end(request.written(), null);
  }

  /**
   * Whether LoRA Manager would take the primary file's hash for this file's, since it has no
   * sidecar of its own.
   */
  private static boolean misleads(Attempt attempt, ExportFolder folder) {
    ExportedFile exported = attempt.exported();
    String metadata = ExportTarget.LORA_MANAGER.sidecar(exported.file());
    return attempt.target() == ExportTarget.CIVITAI_HELPER
        && exported.isBesidePrimary()
        && folder.present(metadata) == null;
  }

  private String misleading() {
    return request.targets().contains(ExportTarget.LORA_MANAGER)
        ? MISLEADS + ", as its own was not written"
        : MISLEADS + "; add --for lora-manager";
  }

  private ExportOutcome merge(Attempt attempt, @Nullable VersionName version, ExportFolder folder)
      throws IOException {
    SidecarMerge merge = new SidecarMerge(attempt.target(), version, attempt.exported());
    JsonObject content = content(attempt);
    return switch (merge.fill(attempt.path(), content)) {
      case SidecarMerge.Result.Complete() -> attempt.end(ExportStatus.PRESENT, null);
      case SidecarMerge.Result.Refused(String reason) -> attempt.end(ExportStatus.REFUSED, reason);
      case SidecarMerge.Result.Failed(String reason) -> attempt.end(ExportStatus.FAILED, reason);
      case SidecarMerge.Result.Filled(var _, var filled)
          when filled.names().contains(WireVersion.FILES) && misleads(attempt, folder) ->
          attempt.end(ExportStatus.REFUSED, misleading());
      case SidecarMerge.Result.Filled(var place, var filled) ->
          replace(attempt, place, filled, filled.of(content))
              ? attempt.end(request.merged(), "filled " + String.join(", ", filled.names()))
              : attempt.end(
                  ExportStatus.REFUSED, "changed while it was being merged; export it again");
    };
  }

  private boolean replace(
      Attempt attempt, SidecarReader.Place place, JsonFilling.Filled filled, JsonObject added)
      throws IOException {
    if (request.dryRun()) {
      SidecarWriter.checkWritable(attempt.folder());
      return true;
    }
    byte[] bytes = filled.text().getBytes(StandardCharsets.UTF_8);
    return remembering(
        attempt, added, () -> SidecarWriter.replace(place.real(), place.stamp(), bytes));
  }

  /** Writes, and returns whether it did. */
  private interface Writing {
    boolean write() throws IOException;
  }

  /**
   * Remembers the words before it writes the sidecar: after a kill in between, import would
   * otherwise take the words in the sidecar for the user's.
   */
  private boolean remembering(Attempt attempt, JsonObject added, Writing writing)
      throws IOException {
    String sha256 = attempt.exported().file().sha256();
    Set<String> remembered = written.add(sha256, fingerprints(attempt.target(), added));
    boolean done = false;
    try {
      done = writing.write();
      return done;
    } finally {
      if (!done) {
        written.remove(sha256, remembered);
      }
    }
  }

  /** LoRA Manager makes its own sidecar of that of Civitai Helper. */
  private static Set<String> fingerprints(ExportTarget target, JsonObject added) {
    return target == ExportTarget.CIVITAI_HELPER
        ? LoraManagerFormat.ofAnswer(added).notes().fingerprints(SidecarNaming.METADATA)
        : SidecarParser.parse(target.naming(), added).notes().fingerprints(target.naming());
  }

  private JsonObject content(Attempt attempt) {
    ExportedFile exported = attempt.exported();
    return switch (attempt.target()) {
      case LORA_MANAGER -> LoraManagerFormat.write(exported);
      case CIVITAI_HELPER -> exported.model().writeVersion();
      case STABILITY_MATRIX -> ConnectedModelFormat.write(exported, clock.instant());
      case A1111 -> WebUiFormat.write(exported);
    };
  }

  /** What is being written. */
  private record Attempt(ExportedFile exported, ExportTarget target, Path path) {

    Path folder() {
      return path.resolveSibling("");
    }

    ExportOutcome end(ExportStatus status, @Nullable String reason) {
      return new ExportOutcome(exported.file().path(), target, path, status, reason);
    }
  }
}
