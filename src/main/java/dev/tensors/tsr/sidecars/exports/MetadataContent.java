package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.json.JsonLayout;
import dev.tensors.tsr.json.JsonLayout.Escapes;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.ModelHash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds ComfyUI LoRA Manager's sidecar of a file. */
final class MetadataContent {

  private static final int NANOSECOND_DIGITS = 9;
  private static final int KEPT_DIGITS = 6;

  private MetadataContent() {}

  static JsonObject of(ExportedFile exported) {
    CachedModel model = exported.model();
    EffectiveNote note = exported.note();
    String base = ExportedFile.text(exported.version().columns(), "base_model");
    String title = note.imported().get(ImportedNotes.TITLE);
    ShownPreview preview = exported.preview();
    boolean known = exported.isKnown();
    Long level = preview == null ? null : preview.nsfwLevel();
    Fields fields =
        new Fields()
            .with("file_name", exported.stem())
            .with("model_name", title == null ? name(exported) : title)
            .with("file_path", slashes(Path.of(exported.file().path())))
            .with("size", exported.file().stamp().sizeBytes())
            .with("modified", seconds(exported.file().stamp().mtimeNs()))
            .with("sha256", exported.file().sha256().toLowerCase(Locale.ROOT))
            .with("base_model", base.isEmpty() ? "Unknown" : base)
            .with("preview_url", preview == null ? "" : slashes(preview.path()))
            .with("preview_nsfw_level", level == null ? 0 : level)
            .with("notes", note.text() == null ? "" : note.text())
            .with("from_civitai", true)
            .with("civitai", known ? VersionContent.of(model) : new Fields())
            .with("tags", tags(model.tags(), note.tags()))
            .with("modelDescription", ExportedFile.text(model.columns(), "description"))
            .with("civitai_deleted", isGone(model))
            .with("favorite", note.favourite())
            .withKnown("metadata_source", known ? "civitai_api" : null)
            .with("last_checked_at", fetched(model))
            .with("hash_status", "completed")
            .withKnown("autov3", autoV3(exported))
            .with("trainedWords", note.triggers());
    return withTypeFields(fields, exported).object();
  }

  private static @Nullable Object name(ExportedFile exported) {
    return exported.isKnown() ? exported.model().columns().get("name") : exported.stem();
  }

  private static Fields withTypeFields(Fields fields, ExportedFile exported) {
    if (exported.isLora()) {
      JsonLayout layout = JsonLayout.oneLine(Escapes.NONE);
      return fields.with("usage_tips", layout.write(tips(exported.note()).object()));
    }
    return switch (exported.type()) {
      case "Checkpoint" -> fields.with("sub_type", "checkpoint");
      case "TextualInversion" -> fields.with("sub_type", "embedding");
      default -> fields;
    };
  }

  private static Fields tips(EffectiveNote note) {
    Fields tips = new Fields().withKnown("strength", note.weight());
    add(tips, "strength_min", note.imported().get("weight_min"));
    add(tips, "strength_max", note.imported().get("weight_max"));
    add(tips, "clip_strength", note.imported().get("clip_weight"));
    add(tips, "clip_skip", note.imported().get("clip_skip"));
    return tips;
  }

  private static void add(Fields tips, String name, @Nullable String number) {
    try {
      if (number != null) {
        tips.with(name, new BigDecimal(number));
      }
    } catch (NumberFormatException e) {
      return; // a user's SQL wrote it
    }
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static BigDecimal seconds(long nanoseconds) {
    return BigDecimal.valueOf(nanoseconds, NANOSECOND_DIGITS)
        .setScale(KEPT_DIGITS, RoundingMode.FLOOR);
  }

  private static List<String> tags(List<String> civitai, List<String> own) {
    Set<String> tags = new LinkedHashSet<>(civitai);
    own.stream()
        .filter(tag -> civitai.stream().noneMatch(tag::equalsIgnoreCase))
        .forEach(tags::add);
    return List.copyOf(tags);
  }

  private static boolean isGone(CachedModel model) {
    return model.columns().get("gone_at") != null
        || model.versions().getFirst().columns().get("gone_at") != null;
  }

  /** When CivitAI was asked about the model; 0: it never was. */
  private static long fetched(CachedModel model) {
    try {
      return Instant.parse(ExportedFile.text(model.columns(), "fetched_at")).getEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  private static @Nullable String autoV3(ExportedFile exported) {
    CachedModel.File own = exported.ownFile();
    String weights = exported.file().weightsSha256();
    String hash = own == null ? null : own.hashes().get(ModelHash.AUTOV3);
    String known = hash == null ? weights : hash;
    boolean isHash =
        known != null && known.length() >= ModelHash.AUTOV3_DIGITS && ModelHash.isStart(known);
    return isHash ? ModelHash.autoV3(String.valueOf(known)).toLowerCase(Locale.ROOT) : null;
  }
}
