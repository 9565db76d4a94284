package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.model.ModelFileName;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model file with all data that its sidecars get.
 *
 * @param file a present file that is linked by its SHA-256, or not linked
 * @param model with the linked version alone; of a file that is not linked with type and base alone
 * @param preview null: none, or no sidecar names it
 */
record ExportedFile(
    LocalFile file, CachedModel model, EffectiveNote note, @Nullable ShownPreview preview) {

  /** CivitAI's types of models, by the types of files that are models of another kind. */
  private static final Map<String, String> KINDS =
      Map.of("VAE", "VAE", "Negative", "TextualInversion");

  private static final Set<String> LORA_TYPES = Set.of("lora", "locon", "dora");

  /** A file that nobody knows, with what its header shows and what the user noted. */
  static ExportedFile ofUnknown(
      LocalFile file,
      @Nullable String type,
      @Nullable String base,
      EffectiveNote note,
      @Nullable ShownPreview preview) {
    CachedModel.Version version =
        new CachedModel.Version(
            new ColumnValues().with("base_model", base), List.of(), List.of(), List.of());
    CachedModel model =
        new CachedModel(new ColumnValues().with("type", type), null, List.of(), List.of(version));
    return new ExportedFile(file, model, note, preview);
  }

  /** Whether CivitAI's data of the file are known. */
  boolean isKnown() {
    return model.columns().get("civitai_id") != null;
  }

  CachedModel.Version version() {
    return model.versions().getFirst();
  }

  /** The version's file with the SHA-256 of this one; null: none is cached. */
  CachedModel.@Nullable File ownFile() {
    return version().files().stream()
        .filter(one -> file.sha256().equals(one.hashes().get(ModelHash.SHA256)))
        .findFirst()
        .orElse(null);
  }

  /** Whether a download of the version gives another file. */
  boolean isBesidePrimary() {
    return version().files().stream()
        .anyMatch(
            one ->
                isPrimary(one.columns())
                    && !file.sha256().equals(one.hashes().get(ModelHash.SHA256)));
  }

  private static boolean isPrimary(ColumnValues file) {
    return file.get("is_primary") instanceof Number number && number.longValue() != 0;
  }

  boolean isLora() {
    return LORA_TYPES.contains(type().toLowerCase(Locale.ROOT));
  }

  /** CivitAI's type of the model; for a file beside the model, such as its VAE, the file's type. */
  String type() {
    String kind = kind();
    return VersionFileType.namesModel(kind)
        ? text(model.columns(), "type")
        : KINDS.getOrDefault(kind, "Other");
  }

  /** CivitAI's trigger words; none for a file beside the model, such as its VAE. */
  List<String> words() {
    return VersionFileType.namesModel(kind()) ? version().words() : List.of();
  }

  private @Nullable String kind() {
    CachedModel.File own = ownFile();
    return own == null || !(own.columns().get("type") instanceof String type) ? null : type;
  }

  /** The value of a column; empty for null. */
  static String text(ColumnValues row, String column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }

  /** The file's name without its suffix. */
  String stem() {
    return ModelFileName.stemOfFile(file.path());
  }
}
