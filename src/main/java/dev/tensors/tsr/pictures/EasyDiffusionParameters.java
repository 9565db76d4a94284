package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.LenientJson;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of Easy Diffusion: {@code use_..._model}, each with a name or a list of
 * names. A PNG has each parameter in a chunk of its own, also under the name that people see, such
 * as {@code Stable Diffusion model}.
 */
final class EasyDiffusionParameters {

  private static final String CHECKPOINT = "stablediffusionmodel";
  private static final String PROMPT = "prompt";
  private static final String NEGATIVE_PROMPT = "negativeprompt";

  /** In characters. Such a list is short, and in other chunks any text may stand. */
  private static final int LONGEST_LIST = 100_000;

  /** The usual names of settings by the plain ones here. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "seed", "seed",
          "steps", "steps",
          "numinferencesteps", "steps",
          "guidancescale", "cfgScale",
          "sampler", "sampler",
          "samplername", "sampler",
          "clipskip", "clipSkip",
          "width", "width",
          "height", "height");

  private final JsonObject parameters;
  private final ModelUses uses;

  private EasyDiffusionParameters(JsonObject parameters, ModelUses uses) {
    this.parameters = parameters;
    this.uses = uses;
  }

  static boolean is(JsonObject object) {
    return object.string("use_stable_diffusion_model") != null
        || object.string("Stable Diffusion model") != null;
  }

  /** The parameters in a picture's texts as one object; null if it is not of Easy Diffusion. */
  static @Nullable JsonObject of(List<PictureText> texts) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    texts.forEach(text -> members.putIfAbsent(text.key(), new JsonValue.Text(text.text())));
    JsonObject object = new JsonObject(members);
    return is(object) ? object : null;
  }

  static void read(JsonObject written, ContentsBuilder contents) throws UnreadableText {
    Map<String, JsonValue> plain = new LinkedHashMap<>();
    written.values().forEach((key, value) -> plain.putIfAbsent(plain(key), value));
    JsonObject parameters = new JsonObject(plain);
    contents.tool("Easy Diffusion");
    contents.prompts(parameters.string(PROMPT), parameters.string(NEGATIVE_PROMPT));
    plain.forEach(
        (key, value) -> {
          String name = SETTINGS.get(key);
          if (name != null) {
            contents.setting(name, value);
          }
        });
    EasyDiffusionParameters reader = new EasyDiffusionParameters(parameters, contents.models());
    reader.add(ModelKind.CHECKPOINT, CHECKPOINT);
    reader.add(ModelKind.VAE, "vaemodel");
    reader.add(ModelKind.LORA, "loramodel", "loraalpha", "lorastrength");
    reader.add(ModelKind.HYPERNETWORK, "hypernetworkmodel", "hypernetworkstrength");
    reader.add(ModelKind.EMBEDDING, "embeddingsmodel");
    reader.add(ModelKind.EMBEDDING, "embeddingmodels");
    reader.add(ModelKind.CONTROLNET, "controlnetmodel");
  }

  /** The letters of a key: {@code use_vae_model} and {@code VAE model} are one. */
  private static String plain(String key) {
    String plain = ModelKind.plain(key);
    return plain.startsWith("use") ? plain.substring("use".length()) : plain;
  }

  private void add(ModelKind kind, String key, String... weightKeys) throws UnreadableText {
    List<JsonValue> names = listed(parameters.get(key));
    List<JsonValue> weights = List.of();
    for (String weightKey : weightKeys) {
      weights = weights.isEmpty() ? listed(parameters.get(weightKey)) : weights;
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) instanceof JsonValue.Text(String name)) {
        Double weight = i < weights.size() ? JsonValue.fraction(weights.get(i)) : null;
        uses.add(ModelMention.named(kind, ModelName.of(name)).withWeight(weight));
      }
    }
  }

  /** A value or several, which in a chunk are written as Python writes a list. */
  private static List<JsonValue> listed(@Nullable JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text)
          when text.startsWith("[") && text.length() < LONGEST_LIST -> {
        List<JsonValue> list = JsonValue.items(LenientJson.readPythonOrNull(text));
        yield list.isEmpty() ? List.of(value) : list;
      }
      case JsonValue.Items(List<JsonValue> list) -> list;
      case JsonValue.Nothing() -> List.of();
      case null -> List.of();
      default -> List.of(value);
    };
  }
}
