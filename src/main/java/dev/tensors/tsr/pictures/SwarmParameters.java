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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of SwarmUI by their ids, and the hashes of models, which SwarmUI writes only
 * on request.
 */
final class SwarmParameters {

  static final String KEY = "sui_image_params";

  private SwarmParameters() {}

  static void read(JsonObject metadata, ContentsBuilder contents) throws UnreadableText {
    contents.tool("SwarmUI");
    JsonObject parameters = metadata.object(KEY);
    String prompt = parameters.string("prompt");
    String negative = parameters.string("negativeprompt");
    contents.prompts(prompt, negative);
    contents.settings(parameters);
    ModelUses uses = contents.models();
    for (Map.Entry<String, JsonValue> entry : parameters.values().entrySet()) {
      if (entry.getValue() instanceof JsonValue.Text(String value)) {
        parameter(entry.getKey().toLowerCase(Locale.ROOT), value, uses);
      }
    }
    loras(parameters, uses);
    for (String text : new String[] {prompt, negative}) {
      if (text != null) {
        PromptMentions.read(text, uses);
      }
    }
    for (String name : strings(metadata.object("sui_extra_data").get("used_embeddings"))) {
      uses.add(ModelMention.named(ModelKind.EMBEDDING, ModelName.of(name)));
    }
    for (JsonObject model : metadata.objects("sui_models")) {
      uses.add(
          ModelMention.named(kind(model.string("param")), ModelName.of(model.string("name")))
              .withHash(model.string("hash"), ModelMatch.WEIGHTS));
    }
  }

  private static void parameter(String id, String value, ModelUses uses) throws UnreadableText {
    boolean model = id.endsWith("model") || id.equals("vae") || id.endsWith("vae");
    if (model || ModelName.isFile(value)) {
      String name = value.startsWith("model-") ? value.substring("model-".length()) : value;
      uses.add(ModelMention.named(kind(id), ModelName.of(name)));
    }
  }

  private static ModelKind kind(@Nullable String parameter) {
    ModelKind kind = ModelKind.of(parameter);
    return kind == ModelKind.OTHER && parameter != null && parameter.endsWith("model")
        ? ModelKind.CHECKPOINT
        : kind;
  }

  private static void loras(JsonObject parameters, ModelUses uses) throws UnreadableText {
    List<String> names = strings(parameters.get("loras"));
    List<String> weights = strings(parameters.get("loraweights"));
    for (int i = 0; i < names.size(); i++) {
      Double weight = i < weights.size() ? JsonValue.fraction(weights.get(i)) : null;
      uses.add(ModelMention.named(ModelKind.LORA, ModelName.of(names.get(i))).withWeight(weight));
    }
  }

  /** Reads a list, which is also written as one text with commas. */
  private static List<String> strings(@Nullable JsonValue value) {
    List<String> strings = new ArrayList<>();
    if (value instanceof JsonValue.Text(String text)) {
      for (String part : text.split(",")) {
        strings.add(part.strip());
      }
    } else {
      JsonValue.items(value).forEach(item -> strings.add(item.written()));
    }
    strings.removeIf(String::isEmpty);
    return strings;
  }
}
