package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMention;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the settings that WanGP writes into videos, sounds and pictures, or beside them. */
final class WanGpParameters {

  /** Only of a text that reserves the room for another one. */
  private static final String RESERVED = "_wangp_metadata_reserved";

  private static final String MODEL = " by DeepBeepMeep - ";

  private WanGpParameters() {}

  static boolean is(JsonObject object) {
    String type = object.string("type");
    return type != null && type.contains("by DeepBeepMeep") || object.has(RESERVED);
  }

  static void read(JsonObject settings, ContentsBuilder contents) throws UnreadableText {
    if (settings.has(RESERVED)) {
      return;
    }
    contents.tool("WanGP");
    contents.prompts(settings.string("prompt"), settings.string("negative_prompt"));
    contents.settings(settings);
    contents.setting("steps", settings.get("num_inference_steps"));
    contents.setting("cfgScale", settings.get("guidance_scale"));
    contents.setting("sampler", settings.get("sample_solver"));
    model(settings, contents);
    loras(settings, contents);
  }

  /** The file of the model, or where there is none its name. */
  private static void model(JsonObject settings, ContentsBuilder contents) throws UnreadableText {
    String file = settings.string("model_filename");
    String type = settings.string("type");
    if (file != null && !file.isBlank()) {
      contents.models().add(mention(ModelKind.CHECKPOINT, file));
    } else if (type != null && type.contains(MODEL)) {
      String name = type.substring(type.indexOf(MODEL) + MODEL.length());
      contents.models().add(ModelMention.named(ModelKind.CHECKPOINT, ModelName.of(name)));
    }
  }

  /** Each LoRA is a path, or an address, which the name of a folder can follow. */
  private static void loras(JsonObject settings, ContentsBuilder contents) throws UnreadableText {
    String written = settings.string("loras_multipliers");
    String[] weights = written == null ? new String[0] : written.strip().split("[\\s|]+");
    List<String> names = settings.texts("activated_loras");
    for (int i = 0; i < names.size(); i++) {
      contents
          .models()
          .add(
              mention(ModelKind.LORA, names.get(i))
                  .withWeight(i < weights.length ? weight(weights[i]) : null));
    }
  }

  /** The largest weight of the phases, which semicolons and commas are between. */
  private static @Nullable Double weight(String phases) {
    Double largest = null;
    for (String phase : phases.split("[;,]")) {
      Double weight = JsonValue.fraction(phase);
      if (weight != null && (largest == null || weight > largest)) {
        largest = weight;
      }
    }
    return largest;
  }

  private static ModelMention mention(ModelKind kind, String written) {
    int bar = written.indexOf('|');
    String place = bar < 0 ? written : written.substring(0, bar);
    boolean isAddress = place.toLowerCase(Locale.ROOT).startsWith("http");
    String name = isAddress ? place.substring(place.lastIndexOf('/') + 1) : place;
    int query = isAddress ? name.indexOf('?') : -1;
    return ModelMention.named(kind, ModelName.of(query < 0 ? name : name.substring(0, query)))
        .withUrl(isAddress ? place : null);
  }
}
