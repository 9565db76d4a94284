package dev.tensors.tsr.pictures.comfy;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of the inputs of ComfyUI's nodes, and the ways in which inputs switch a LoRA off. */
final class ComfyInputs {

  /** Inputs that name a model, whatever the name looks like. */
  private static final Pattern MODEL =
      Pattern.compile(
          "(base_|refiner_)?ckpt_name|unet_name|lora_name(_\\d+)?|lora_\\d+(_name)?|vae_name"
              + "|clip_name\\d?|control_net_name|style_model_name|gligen_name|hypernetwork_name"
              + "|model_path|gguf_name|upscale_model_name|photomaker_model_name");

  private static final int LONGEST_NAME = 60;

  private static final List<String> SWITCHES = List.of("on", "active", "enabled", "toggled");

  private ComfyInputs() {}

  static boolean isModel(String name) {
    return name.length() < LONGEST_NAME && MODEL.matcher(name).matches();
  }

  static boolean isSwitchedOff(JsonObject value) {
    return value.is("_isDummy", true) || SWITCHES.stream().anyMatch(name -> value.is(name, false));
  }

  /** The weight of a LoRA from its strengths; null if it has none. */
  static @Nullable Double strength(JsonObject value) {
    Double model = first(value, "strength", "strength_model", "model_strength", "weight");
    Double clip = first(value, "strengthTwo", "clipStrength", "strength_clip", "clip_strength");
    return combined(model, clip);
  }

  private static @Nullable Double first(JsonObject value, String... names) {
    for (String name : names) {
      Double number = value.fraction(name);
      if (number != null) {
        return number;
      }
    }
    return null;
  }

  /** The one or two numbers that follow a LoRA's name; null if none does. */
  static @Nullable Double strength(List<JsonValue> values, int at) {
    Double model = at < values.size() ? plain(values.get(at)) : null;
    Double clip = model != null && at + 1 < values.size() ? plain(values.get(at + 1)) : null;
    return combined(model, clip);
  }

  private static @Nullable Double plain(@Nullable JsonValue value) {
    return value instanceof JsonValue.Numeral ? JsonValue.fraction(value) : null;
  }

  /**
   * The weight is the text encoder's where the model's is 0, since the LoRA still takes effect
   * there.
   */
  static @Nullable Double combined(@Nullable Double model, @Nullable Double clip) {
    boolean isModelOff = model == null || model == 0;
    return isModelOff && clip != null ? clip : model;
  }

  /** How many slots of a stack are in use: its mode is followed by their number. */
  static int loraCount(String plainType, List<JsonValue> values) {
    if (plainType.contains("lorastack")) {
      for (int i = 1; i < Math.min(3, values.size()); i++) {
        Double number = plain(values.get(i));
        if (number != null
            && values.get(i - 1) instanceof JsonValue.Text(String text)
            && !ModelName.isFile(text)) {
          return number.intValue();
        }
      }
      if (!values.isEmpty() && values.getFirst().equals(new JsonValue.Truth(false))) {
        return 0;
      }
    }
    return Integer.MAX_VALUE;
  }
}
