package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.PromptMentions;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import java.util.List;
import java.util.Map;

/** Reads the parameters that Fooocus writes in its own scheme. */
final class FooocusParameters {

  private FooocusParameters() {}

  static boolean is(JsonObject object) {
    return object.string("base_model") != null
        && (object.has("full_prompt") || object.has("loras") || object.has("performance"));
  }

  static void read(JsonObject parameters, ContentsBuilder contents) throws UnreadableText {
    contents.tool("Fooocus");
    contents.prompts(parameters.string("prompt"), parameters.string("negative_prompt"));
    contents.settings(parameters);
    ModelUses uses = contents.models();
    for (String model : new String[] {"base_model", "refiner_model"}) {
      uses.add(
          ModelMention.named(ModelKind.CHECKPOINT, ModelName.of(parameters.string(model)))
              .withHash(parameters.string(model + "_hash"), ModelMatch.SHA256));
    }
    for (JsonValue item : parameters.items("loras")) {
      List<JsonValue> lora = JsonValue.items(item);
      if (lora.size() >= 2 && lora.get(0) instanceof JsonValue.Text(String name)) {
        String hash =
            lora.size() > 2 && lora.get(2) instanceof JsonValue.Text(String text) ? text : null;
        uses.add(
            ModelMention.named(ModelKind.LORA, ModelName.of(name))
                .withHash(hash, ModelMatch.SHA256)
                .withWeight(JsonValue.fraction(lora.get(1))));
      }
    }
    combinedLoras(parameters, uses);
    uses.add(ModelMention.named(ModelKind.VAE, ModelName.of(parameters.string("vae"))));
    String prompt = parameters.string("prompt");
    if (prompt != null) {
      PromptMentions.read(prompt, uses);
    }
  }

  /** {@code "lora_combined_1": "name : 0.5"}. */
  private static void combinedLoras(JsonObject parameters, ModelUses uses) throws UnreadableText {
    for (Map.Entry<String, JsonValue> entry : parameters.values().entrySet()) {
      if (entry.getKey().startsWith("lora_combined_")
          && entry.getValue() instanceof JsonValue.Text(String text)) {
        int colon = text.lastIndexOf(" : ");
        String name = ModelName.of(colon < 0 ? text : text.substring(0, colon));
        Double weight = colon < 0 ? null : JsonValue.fraction(text.substring(colon + 3));
        uses.add(ModelMention.named(ModelKind.LORA, name).withWeight(weight));
      }
    }
  }
}
