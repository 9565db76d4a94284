package dev.tensors.tsr.images;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of Easy Diffusion: {@code use_..._model}, each with a name or a list of
 * names.
 */
final class EasyDiffusionParameters {

  private static final String CHECKPOINT = "use_stable_diffusion_model";

  private EasyDiffusionParameters() {}

  static boolean is(JsonObject object) {
    return object.text(CHECKPOINT) != null;
  }

  static void read(JsonObject parameters, ContentsBuilder contents) throws UnreadableText {
    contents.tool("Easy Diffusion");
    contents.prompts(parameters.text("prompt"), parameters.text("negative_prompt"));
    contents.settings(parameters);
    ModelUses uses = contents.models();
    add(ModelKind.CHECKPOINT, parameters, CHECKPOINT, "", uses);
    add(ModelKind.VAE, parameters, "use_vae_model", "", uses);
    add(ModelKind.LORA, parameters, "use_lora_model", "lora_alpha", uses);
    add(
        ModelKind.HYPERNETWORK,
        parameters,
        "use_hypernetwork_model",
        "hypernetwork_strength",
        uses);
    add(ModelKind.EMBEDDING, parameters, "use_embeddings_model", "", uses);
    add(ModelKind.CONTROLNET, parameters, "use_controlnet_model", "", uses);
  }

  private static void add(
      ModelKind kind, JsonObject parameters, String key, String weightKey, ModelUses uses)
      throws UnreadableText {
    List<@Nullable Object> names = listed(parameters.get(key));
    List<@Nullable Object> weights = listed(parameters.get(weightKey));
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) instanceof String name) {
        Double weight = i < weights.size() ? JsonObject.toNumber(weights.get(i)) : null;
        uses.add(ModelUse.named(kind, ModelName.of(name)).withWeight(weight));
      }
    }
  }

  private static List<@Nullable Object> listed(@Nullable Object value) {
    return value == null || value instanceof List<?> ? JsonObject.items(value) : List.of(value);
  }
}
