package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.model.files.ModelFileName;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model file with all data that its sidecars get.
 *
 * @param file a present file that is linked by its SHA-256, or not linked
 * @param cached its model with the linked version alone; of a file that is not linked with type and
 *     base alone
 * @param preview null: none, or no sidecar names it
 */
public record ExportedFile(
    LocalFile file, CachedModel cached, EffectiveNote note, @Nullable ShownPreview preview) {

  /**
   * The picture beside a model file that LoRA Manager shows.
   *
   * @param nsfwLevel CivitAI's level; null: not known
   */
  public record ShownPreview(Path path, @Nullable Long nsfwLevel) {}

  /** CivitAI's types of models, by the types of files that are models of another kind. */
  private static final Map<String, String> KINDS =
      Map.of("VAE", "VAE", "Negative", "TextualInversion");

  private static final Set<String> LORA_TYPES = Set.of("lora", "locon", "dora");

  /** A file that nobody knows, with what its header shows and what the user noted. */
  public static ExportedFile ofUnknown(
      LocalFile file,
      @Nullable String type,
      @Nullable String base,
      EffectiveNote note,
      @Nullable ShownPreview preview) {
    WireVersion version =
        new WireVersion(
            WireVersion.BASE_MODEL.row(base), null, null, List.of(), List.of(), List.of());
    WireModel model = new WireModel(WireModel.TYPE.row(type), null, List.of(), List.of(version));
    return new ExportedFile(file, new CachedModel(model, null, false), note, preview);
  }

  /** Whether CivitAI's data of the file are known. */
  boolean isKnown() {
    return model().get(WireModel.ID) != null;
  }

  public WireModel model() {
    return cached.model();
  }

  WireVersion version() {
    return cached.version();
  }

  /** The version's file with the SHA-256 of this one; null: none is cached. */
  public @Nullable WireFile ownFile() {
    return version().files().stream()
        .filter(one -> file.sha256().equals(one.hashes().get(ModelHash.SHA256)))
        .findFirst()
        .orElse(null);
  }

  /** Whether a download of the version gives another file. */
  public boolean isBesidePrimary() {
    return version().files().stream()
        .anyMatch(
            one -> one.isPrimary() && !file.sha256().equals(one.hashes().get(ModelHash.SHA256)));
  }

  boolean isLora() {
    return LORA_TYPES.contains(type().toLowerCase(Locale.ROOT));
  }

  /** CivitAI's type of the model; for a file beside the model, such as its VAE, the file's type. */
  String type() {
    String kind = kind();
    return VersionFileType.namesModel(kind)
        ? Objects.requireNonNullElse(model().get(WireModel.TYPE), "")
        : KINDS.getOrDefault(kind, "Other");
  }

  /** CivitAI's trigger words; none for a file beside the model, such as its VAE. */
  List<String> words() {
    return VersionFileType.namesModel(kind()) ? version().trainedWords() : List.of();
  }

  private @Nullable String kind() {
    WireFile own = ownFile();
    return own == null ? null : own.get(WireFile.TYPE);
  }

  /** The file's name without its suffix. */
  public String stem() {
    return ModelFileName.stemOfFile(file.path());
  }
}
