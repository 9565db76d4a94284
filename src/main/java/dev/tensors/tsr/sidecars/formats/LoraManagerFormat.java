package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.sidecars.formats.Claim.Extent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sidecars of ComfyUI LoRA Manager: CivitAI's answer on a version, in whose trigger words
 * it puts the user's, too, and the user's notes.
 */
public final class LoraManagerFormat {

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
    String tips = root.text("usage_tips");
    if (tips != null && JsonDocument.of(tips) instanceof JsonDocument.Read(JsonObject read)) {
      put(values, ImportedNotes.WEIGHT, read.fraction("strength"));
      put(values, "weight_min", read.fraction("strength_min"));
      put(values, "weight_max", read.fraction("strength_max"));
      put(values, "clip_weight", read.fraction("clip_strength"));
      Long skip = read.number("clip_skip");
      if (skip != null && skip != 0) {
        values.put("clip_skip", skip.toString());
      }
    }
    return values;
  }

  private static void put(Map<String, String> values, String key, @Nullable Double number) {
    if (number != null && number != 0) {
      values.put(key, number.toString());
    }
  }
}
