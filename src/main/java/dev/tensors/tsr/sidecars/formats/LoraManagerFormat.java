package dev.tensors.tsr.sidecars.formats;

import static java.util.Map.entry;

import dev.tensors.tsr.answers.CachedModel;
import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonLayout;
import dev.tensors.tsr.json.JsonLayout.Escapes;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.sidecars.formats.Claim.Extent;
import dev.tensors.tsr.sidecars.formats.ExportedFile.ShownPreview;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sidecars of ComfyUI LoRA Manager: CivitAI's answer on a version, in whose trigger words it
 * puts the user's, too, and the user's notes.
 */
public final class LoraManagerFormat {

  private static final int NANOSECOND_DIGITS = 9;
  private static final int KEPT_DIGITS = 6;

  /** The field with an object of settings, written as a text. */
  private static final String TIPS = "usage_tips";

  private static final String CLIP_SKIP = "clip_skip";

  /** The names of these settings, and their keys in the catalogue. */
  private static final List<Map.Entry<String, String>> TIP_KEYS =
      List.of(
          entry("strength", ImportedNotes.WEIGHT),
          entry("strength_min", "weight_min"),
          entry("strength_max", "weight_max"),
          entry("clip_strength", "clip_weight"),
          entry(CLIP_SKIP, CLIP_SKIP));

  /** What LoRA Manager needs in each sidecar, so that a merge does not leave it empty. */
  public static final Set<String> REQUIRED =
      Set.of(
          "file_name",
          "model_name",
          "file_path",
          "size",
          "modified",
          "sha256",
          "base_model",
          "preview_url");

  private static final Set<String> UNHASHED = Set.of("pending", "calculating", "failed");

  private LoraManagerFormat() {}

  static Sidecar read(JsonObject root) {
    JsonObject civitai = root.object("civitai");
    Claim claim = Claim.of(WireModel.ofVersion(withDescription(civitai, root)), Extent.VERSION);
    List<String> ownWords = root.texts("trainedWords");
    List<String> mixedWords = new ArrayList<>(civitai.texts("trainedWords"));
    mixedWords.addAll(ownWords);
    UserNotes notes =
        new UserNotes(
            claim == null ? ownWords : List.of(),
            mixedWords,
            root.texts("tags"),
            title(root, civitai),
            notBlank(root.text("notes")),
            values(root));
    return new Sidecar(ManagerName.LORA_MANAGER, claim, notes);
  }

  /** What LoRA Manager makes of CivitAI's answer on a version that it finds beside a file. */
  public static Sidecar ofAnswer(JsonObject answer) {
    JsonValue tags = answer.object("model").values().getOrDefault("tags", new JsonValue.Nothing());
    return read(new JsonObject(Map.of("civitai", answer, "tags", tags)));
  }

  private static List<String> notBlank(@Nullable String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text);
  }

  /** The model's description is beside the answer. */
  private static JsonObject withDescription(JsonObject civitai, JsonObject root) {
    JsonObject model = civitai.object("model");
    String description = root.text("modelDescription");
    if (description == null || description.isBlank() || model.text("description") != null) {
      return civitai;
    }
    Map<String, JsonValue> fields = new LinkedHashMap<>(model.values());
    fields.put("description", new JsonValue.Text(description));
    Map<String, JsonValue> version = new LinkedHashMap<>(civitai.values());
    version.put("model", new JsonObject(fields));
    return new JsonObject(version);
  }

  private static @Nullable String title(JsonObject root, JsonObject civitai) {
    String title = root.text("model_name");
    return title == null
            || title.isBlank()
            || title.equals(root.text("file_name"))
            || title.equals(civitai.object("model").text("name"))
        ? null
        : title.strip();
  }

  private static Map<String, String> values(JsonObject root) {
    Map<String, String> values = new TreeMap<>();
    if (Boolean.TRUE.equals(root.truth("favorite"))) {
      values.put(ImportedNotes.FAVOURITE, "1");
    }
    String page = root.text(ImportedNotes.HUB_PAGE);
    if (page != null && Repository.of(page).isPresent()) {
      values.put(ImportedNotes.HUB_PAGE, page.strip());
    }
    String tips = root.text(TIPS);
    if (tips != null && JsonDocument.of(tips) instanceof JsonDocument.Read(JsonObject read)) {
      for (Map.Entry<String, String> tip : TIP_KEYS) {
        String name = tip.getKey();
        Number number = read.fraction(name);
        if (name.equals(CLIP_SKIP)) {
          number = read.number(name);
        }
        if (number != null && number.doubleValue() != 0) {
          values.put(tip.getValue(), number.toString());
        }
      }
    }
    return values;
  }

  /** The sidecar of a file. */
  public static JsonObject write(ExportedFile exported) {
    CachedModel cached = exported.cached();
    WireModel model = cached.model();
    EffectiveNote note = exported.note();
    String base = exported.version().get(WireVersion.BASE_MODEL);
    String title = note.imported().get(ImportedNotes.TITLE);
    String name = exported.isKnown() ? model.name() : exported.stem();
    ShownPreview preview = exported.preview();
    boolean known = exported.isKnown();
    Long level = preview == null ? null : preview.nsfwLevel();
    JsonFields fields =
        new JsonFields()
            .with("file_name", exported.stem())
            .withText("model_name", title == null ? name : title)
            .with("file_path", slashes(Path.of(exported.file().path())))
            .with("size", exported.file().stamp().sizeBytes())
            .with("modified", seconds(exported.file().stamp().mtimeNs()))
            .with("sha256", exported.file().sha256().toLowerCase(Locale.ROOT))
            .with("base_model", base == null || base.isEmpty() ? "Unknown" : base)
            .with("preview_url", preview == null ? "" : slashes(preview.path()))
            .with("preview_nsfw_level", level == null ? 0 : level)
            .withText("notes", note.text())
            .with("from_civitai", true)
            .with("civitai", known ? model.writeVersion() : new JsonFields())
            .with("tags", tags(model.tags(), note.tags()))
            .withText("modelDescription", model.get(WireModel.DESCRIPTION))
            .with("civitai_deleted", cached.gone())
            .with("favorite", note.favourite())
            .withKnown("metadata_source", known ? "civitai_api" : null)
            .with("last_checked_at", seconds(cached.fetchedAt()))
            .with("hash_status", "completed")
            .withKnown("autov3", autoV3(exported))
            .with("trainedWords", note.triggers());
    return withTypeFields(fields, exported).object();
  }

  private static JsonFields withTypeFields(JsonFields fields, ExportedFile exported) {
    if (exported.isLora()) {
      JsonLayout layout = JsonLayout.oneLine(Escapes.NONE);
      return fields.with(TIPS, layout.write(tips(exported.note()).object()));
    }
    return switch (exported.type()) {
      case "Checkpoint" -> fields.with("sub_type", "checkpoint");
      case "TextualInversion" -> fields.with("sub_type", "embedding");
      default -> fields;
    };
  }

  private static JsonFields tips(EffectiveNote note) {
    JsonFields tips = new JsonFields();
    for (Map.Entry<String, String> tip : TIP_KEYS) {
      String key = tip.getValue();
      tips.withKnown(
          tip.getKey(),
          key.equals(ImportedNotes.WEIGHT)
              ? note.weight()
              : JsonValue.decimal(note.imported().get(key)));
    }
    return tips;
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

  /** A time in seconds since 1970; 0 for none. */
  private static long seconds(@Nullable String time) {
    try {
      return time == null ? 0 : Instant.parse(time).getEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  private static @Nullable String autoV3(ExportedFile exported) {
    WireFile own = exported.ownFile();
    String weights = exported.file().weightsSha256();
    String hash = own == null ? null : own.hashes().get(ModelHash.AUTOV3);
    String known = hash == null ? weights : hash;
    boolean isHash = known != null && known.matches("[0-9A-Fa-f]{12,64}");
    return isHash ? ModelHash.autoV3(String.valueOf(known)).toLowerCase(Locale.ROOT) : null;
  }

  /** Whether an object has the form. */
  public static boolean isOf(JsonObject root) {
    return Stream.of("file_name", "file_path", "model_name", "sha256", "civitai")
        .anyMatch(root::has);
  }

  /** The ids and the hash that a sidecar names. */
  public static SidecarSubject subject(JsonObject root) {
    return SidecarSubject.ofAnswer(root.object("civitai"), root.text("sha256"));
  }

  /**
   * The fields of a sidecar that what is filled in makes out of date: where LoRA Manager has not
   * hashed the file yet, the hash ends its wait.
   */
  public static Set<String> outdated(JsonObject root) {
    String hash = root.text("sha256");
    boolean waits =
        (hash == null || hash.isEmpty())
            && UNHASHED.contains(String.valueOf(root.text("hash_status")));
    return waits ? Set.of("hash_status") : Set.of();
  }
}
