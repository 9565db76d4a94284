package dev.tensors.tsr.images;

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
    return object.text("use_stable_diffusion_model") != null
        || object.text("Stable Diffusion model") != null;
  }

  /** The parameters in a picture's texts as one object; null if it is not of Easy Diffusion. */
  static @Nullable JsonObject of(List<PictureText> texts) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    texts.forEach(text -> members.putIfAbsent(text.key(), text.text()));
    JsonObject object = new JsonObject(members);
    return is(object) ? object : null;
  }

  static void read(JsonObject written, ContentsBuilder contents) throws UnreadableText {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    written.members().forEach((key, value) -> plain.putIfAbsent(plain(key), value));
    JsonObject parameters = new JsonObject(plain);
    contents.tool("Easy Diffusion");
    contents.prompts(parameters.text(PROMPT), parameters.text(NEGATIVE_PROMPT));
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
    List<@Nullable Object> names = listed(parameters.get(key));
    List<@Nullable Object> weights = List.of();
    for (String weightKey : weightKeys) {
      weights = weights.isEmpty() ? listed(parameters.get(weightKey)) : weights;
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) instanceof String name) {
        Double weight = i < weights.size() ? JsonObject.toNumber(weights.get(i)) : null;
        uses.add(ModelUse.named(kind, ModelName.of(name)).withWeight(weight));
      }
    }
  }

  /** A value or several, which in a chunk are written as Python writes a list. */
  private static List<@Nullable Object> listed(@Nullable Object value) {
    if (value instanceof String text && text.startsWith("[") && text.length() < LONGEST_LIST) {
      List<@Nullable Object> list = JsonObject.items(LenientJson.readPythonOrNull(text));
      return list.isEmpty() ? List.of(text) : list;
    }
    return value == null || value instanceof List<?> ? JsonObject.items(value) : List.of(value);
  }
}
