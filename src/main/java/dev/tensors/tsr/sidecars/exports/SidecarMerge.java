package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonFilling;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.sidecars.files.SidecarReader;
import dev.tensors.tsr.sidecars.files.SidecarReader.SidecarReading;
import dev.tensors.tsr.sidecars.formats.Claim;
import dev.tensors.tsr.sidecars.formats.ConnectedModelFormat;
import dev.tensors.tsr.sidecars.formats.ExportedFile;
import dev.tensors.tsr.sidecars.formats.LoraManagerFormat;
import dev.tensors.tsr.sidecars.formats.ManagerName;
import dev.tensors.tsr.sidecars.formats.Sidecar;
import dev.tensors.tsr.sidecars.formats.SidecarParser;
import dev.tensors.tsr.sidecars.formats.SidecarSubject;
import dev.tensors.tsr.sidecars.formats.WebUiFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the empty fields of another program's sidecar, if it describes the same version. */
final class SidecarMerge {

  /** What the user can do about a sidecar that is not to be filled. */
  private static final String AWAY = "; move it away to have one written";

  private static final String OTHER_FILE = "is of another file than the one beside it";

  /** The result of merging. */
  sealed interface Result {

    /** The sidecar is to be replaced by this text. */
    record Filled(SidecarReader.Place place, JsonFilling.Filled filled) implements Result {}

    /** The sidecar has no empty field that could be filled. */
    record Complete() implements Result {}

    /** The sidecar may not be changed. */
    record Refused(String reason) implements Result {}

    /** The system refused to read the sidecar. */
    record Failed(String reason) implements Result {}
  }

  private final ExportTarget target;
  private final @Nullable VersionName version;
  private final ExportedFile exported;

  /**
   * @param version the one that the file is linked to; null: the file is not linked
   */
  SidecarMerge(ExportTarget target, @Nullable VersionName version, ExportedFile exported) {
    this.target = target;
    this.version = version;
    this.exported = exported;
  }

  /**
   * Reads a sidecar and fills it.
   *
   * @throws IOException if it cannot be read
   */
  Result fill(Path sidecar, JsonObject content) throws IOException {
    if (Files.isSymbolicLink(sidecar)) {
      return new Result.Refused("is a symlink; export follows none, so put a file in its place");
    }
    SidecarReader.Place place = new SidecarReader(List.of()).find(sidecar);
    return switch (SidecarReader.read(place, false)) {
      case SidecarReading.Refused(String reason, boolean _) -> new Result.Refused(reason);
      case SidecarReading.Failed(String reason) -> new Result.Failed(reason);
      case SidecarReading.Text(String text) ->
          isReadOnly(sidecar)
              ? new Result.Refused("is read-only; make it writable")
              : fill(place, text, content);
    };
  }

  private static boolean isReadOnly(Path sidecar) throws IOException {
    PosixFileAttributeView permissions =
        Files.getFileAttributeView(
            sidecar, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return permissions == null
        ? !Files.isWritable(sidecar)
        : !permissions.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
  }

  private Result fill(SidecarReader.Place place, String text, JsonObject content) {
    return switch (JsonDocument.of(text)) {
      case JsonDocument.Refused(String reason) -> new Result.Refused(reason + AWAY);
      case JsonDocument.Read(JsonObject root) -> fill(place, text, root, content);
    };
  }

  private Result fill(SidecarReader.Place place, String text, JsonObject root, JsonObject content) {
    JsonFilling filling = JsonFilling.of(text);
    if (filling == null) {
      return new Result.Refused("has two fields with one name; remove one of them");
    }
    String reason = root.values().isEmpty() ? null : refusal(root);
    if (reason != null) {
      return new Result.Refused(reason + AWAY);
    }
    JsonFilling.Filled filled = filling.fill(target.wanted(content, root));
    return filled.names().isEmpty() ? new Result.Complete() : new Result.Filled(place, filled);
  }

  /** Why a sidecar may not be changed; null if it is of this program and this version. */
  private @Nullable String refusal(JsonObject root) {
    Sidecar found = SidecarParser.parse(target.naming(), root);
    String reason = otherProgram(found, root);
    return reason == null ? contradiction(subject(root), found.claim()) : reason;
  }

  private @Nullable String otherProgram(Sidecar found, JsonObject root) {
    Claim claim = found.claim();
    return switch (target) {
      case CIVITAI_HELPER ->
          claim == null || claim.extent() == Claim.Extent.MODEL
              ? "is not CivitAI's answer on a version"
              : null;
      case LORA_MANAGER -> LoraManagerFormat.isOf(root) ? null : "is not of LoRA Manager";
      case STABILITY_MATRIX -> {
        if (!ConnectedModelFormat.isOf(root)) {
          yield "is not of StabilityMatrix";
        }
        yield ConnectedModelFormat.isFromElsewhere(root)
            ? "is about a model that is not of CivitAI"
            : null;
      }
      case A1111 ->
          found.manager() == ManagerName.A1111 || found.manager() == ManagerName.BROWSER_PLUS
              ? null
              : found.manager() == null
                  ? "is not of AUTOMATIC1111"
                  : "is not of AUTOMATIC1111, but of " + found.manager().title();
    };
  }

  private SidecarSubject subject(JsonObject root) {
    return switch (target) {
      case CIVITAI_HELPER -> SidecarSubject.ofAnswer(root, null);
      case LORA_MANAGER -> LoraManagerFormat.subject(root);
      case STABILITY_MATRIX -> ConnectedModelFormat.subject(root);
      case A1111 -> WebUiFormat.subject(root);
    };
  }

  private @Nullable String contradiction(SidecarSubject subject, @Nullable Claim claim) {
    if (version != null && !subject.mayBe(version)) {
      return "is about another model or version of CivitAI";
    }
    return subject.mayBe(exported) && !namesOtherFilesOnly(claim) ? null : OTHER_FILE;
  }

  private boolean namesOtherFilesOnly(@Nullable Claim claim) {
    List<String> hashes =
        claim == null || claim.model() == null
            ? List.of()
            : claim.model().versions().stream()
                .flatMap(one -> one.files().stream())
                .map(WireFile::hashes)
                .map(one -> one.getOrDefault(ModelHash.SHA256, ""))
                .filter(hash -> !hash.isEmpty())
                .toList();
    return !hashes.isEmpty() && !hashes.contains(exported.file().sha256());
  }
}
