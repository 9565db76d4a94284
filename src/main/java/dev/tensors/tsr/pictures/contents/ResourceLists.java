package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.Air;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.references.ModelMention;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the lists of models that CivitAI and its extensions write into pictures as JSON. */
public final class ResourceLists {

  private ResourceLists() {}

  /** Adds the models of each list that an object has. */
  public static void of(JsonObject object, ModelUses uses) throws UnreadableText {
    hashes(object.object("hashes"), uses);
    for (String name :
        new String[] {
          "resources", "civitaiResources", "additionalResources", "Civitai resources"
        }) {
      resources(object.get(name), uses);
    }
  }

  /**
   * Adds the models of a list of hashes by kind and name: {@code {"model": "...", "lora:NAME":
   * "...", "embed:NAME": "...", "vae": "..."}}. Some are empty.
   */
  public static void hashes(JsonObject hashes, ModelUses uses) throws UnreadableText {
    for (Map.Entry<String, JsonValue> entry : hashes.values().entrySet()) {
      String hash = entry.getValue() instanceof JsonValue.Text(String text) ? text : null;
      String key = entry.getKey();
      int colon = key.indexOf(':');
      String type = (colon < 0 ? key : key.substring(0, colon)).toLowerCase(Locale.ROOT);
      String name = colon < 0 ? null : ModelName.of(key.substring(colon + 1));
      uses.add(ModelMention.named(ModelKind.of(type), name).withHash(hash, null));
    }
  }

  /** Adds the models of a list of objects. */
  public static void resources(@Nullable JsonValue list, ModelUses uses) throws UnreadableText {
    for (JsonValue item : JsonValue.items(list)) {
      if (item instanceof JsonObject resource) {
        uses.add(resource(resource));
      }
    }
  }

  private static ModelMention resource(JsonObject resource) {
    String name = ModelName.of(resource.firstString("name", "modelName"));
    Air air = Air.of(resource.string("air"));
    air = air == null ? Air.of(name) : air;
    ModelKind kind = ModelKind.of(resource.string("type"));
    Double weight = resource.fraction("weight");
    ModelMention use = air == null ? ModelMention.named(kind, name) : ModelMention.of(air);
    Long version = resource.id("modelVersionId");
    Long model = resource.id("modelId");
    return use.withKind(kind == ModelKind.OTHER ? use.kind() : kind)
        .withName(Air.of(name) == null ? name : null)
        .withHash(resource.string("hash"), null)
        .withIds(version == null ? use.versionId() : version, model == null ? use.modelId() : model)
        .withWeight(weight == null ? resource.fraction("strength") : weight);
  }
}
