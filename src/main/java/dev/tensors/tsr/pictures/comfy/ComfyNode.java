package dev.tensors.tsr.pictures.comfy;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.Air;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.PromptMentions;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMention;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models that one node of ComfyUI loads, by the names and the values of its inputs. */
final class ComfyNode {

  /** Nodes that show text to people: the shown text may come from another run. */
  private static final List<String> SHOWING =
      List.of("note", "markdownnote", "showtext", "previewany", "displaytext", "displayany");

  private static final Set<String> OFF = Set.of("off", "false", "disabled");

  private final String plainType;
  private final ModelKind kind;
  private final ModelUses uses;

  /** The numbered LoRAs of named inputs; empty for a list of values. */
  private LoraSlots slots = LoraSlots.NONE;

  private boolean hasLoraList;

  private ComfyNode(String type, ModelUses uses) {
    this.plainType = ModelKind.plain(type);
    this.kind = ModelKind.of(type);
    this.uses = uses;
  }

  /** Reads the inputs of a node that was run. */
  static void ofInputs(String type, JsonObject inputs, ModelUses uses) throws UnreadableText {
    ComfyNode node = new ComfyNode(type, uses);
    if (node.shows()) {
      return;
    }
    node.slots = LoraSlots.of(node.plainType, inputs);
    node.hasLoraList =
        inputs.get("loras") instanceof JsonValue.Items || inputs.get("loras") instanceof JsonObject;
    for (Map.Entry<String, JsonValue> entry : inputs.values().entrySet()) {
      node.read(entry.getKey(), entry.getValue());
    }
  }

  /** Reads the values of a node as a workflow keeps them, mostly without their names. */
  static void ofWidgets(String type, @Nullable JsonValue values, ModelUses uses)
      throws UnreadableText {
    if (values instanceof JsonObject inputs) {
      ofInputs(type, inputs, uses);
      return;
    }
    ComfyNode node = new ComfyNode(type, uses);
    List<JsonValue> list = JsonValue.items(values);
    if (!node.shows()) {
      node.hasLoraList = list.stream().anyMatch(ComfyNode::isList);
      node.widgets(list);
    }
  }

  private static boolean isList(@Nullable JsonValue value) {
    return value instanceof JsonValue.Items(List<JsonValue> list) && !list.isEmpty()
        || value instanceof JsonObject object && object.has("__value__");
  }

  private boolean shows() {
    return SHOWING.stream().anyMatch(plainType::startsWith);
  }

  private void read(String name, @Nullable JsonValue value) throws UnreadableText {
    switch (value) {
      case JsonValue.Text(String text) -> {
        if (!slots.isOff(name)) {
          text(name, text, slots.weight(name));
        }
      }
      case JsonObject object -> object(name, object);
      case JsonValue.Items(List<JsonValue> list) -> {
        for (JsonValue item : list) {
          if (!(item instanceof JsonValue.Text(String text))
              || ModelName.isFile(text)
              || Air.of(text) != null) {
            read(name, item);
          }
        }
      }
      case null, default -> {}
    }
  }

  private void text(String name, String text, @Nullable Double weight) throws UnreadableText {
    Air air = name.endsWith("_air") ? Air.ofIds(text) : Air.of(text);
    if (air != null) {
      ModelKind told = kindOf(name);
      uses.add(
          ModelMention.of(air)
              .withKind(air.kind() == ModelKind.OTHER ? told : air.kind())
              .withWeight(told == ModelKind.LORA ? weight : null));
    } else if (ModelName.isFile(text) || ComfyInputs.isModel(name)) {
      if (!text.startsWith("taesd")) { // a part of ComfyUI that has no file of this name
        ModelKind told = kindOf(name);
        uses.add(
            ModelMention.named(told, ModelName.of(text))
                .withWeight(told == ModelKind.LORA ? weight : null));
      }
    } else {
      prompt(text);
    }
  }

  /**
   * ComfyUI's own encoders know no tags; where a node lists LoRAs beside the tags, only the list
   * counts.
   */
  private void prompt(String text) throws UnreadableText {
    if (hasLoraList || plainType.startsWith("cliptextencode")) {
      PromptMentions.embeddings(text, uses);
    } else {
      PromptMentions.read(text, uses);
    }
  }

  private ModelKind kindOf(String name) {
    ModelKind named = ModelKind.of(name);
    boolean vision = named == ModelKind.TEXT_ENCODER && kind == ModelKind.CLIP_VISION;
    return named == ModelKind.OTHER || vision || name.equals("model") && kind != ModelKind.OTHER
        ? kind
        : named;
  }

  /**
   * Reads an input as add-ons write it: a name with a picture, a list, or a LoRA with its switch.
   */
  private void object(String name, JsonObject value) throws UnreadableText {
    if (value.has("__value__")) {
      read(name, value.get("__value__"));
    } else if (value.string("content") != null) {
      read(name, value.get("content"));
    } else if (!ComfyInputs.isSwitchedOff(value)) {
      String model = value.firstString("lora", "lora_name", "name", "model", "model_name");
      Double weight = ComfyInputs.strength(value);
      boolean lora = value.has("lora") || value.has("lora_name") || weight != null;
      if (model != null && (lora || ModelName.isFile(model))) {
        text(lora ? "lora_name" : name, model, weight);
      }
    }
  }

  private void widgets(List<JsonValue> values) throws UnreadableText {
    int count = ComfyInputs.loraCount(plainType, values);
    boolean off = false;
    for (int i = 0; i < values.size(); i++) {
      JsonValue value = values.get(i);
      if (value instanceof JsonValue.Text(String text)) {
        boolean lora = kind == ModelKind.LORA;
        boolean model = ModelName.isFile(text) || Air.of(text) != null;
        boolean slot = lora && (model || text.equals("None"));
        if (!(slot && (off || count-- <= 0))) {
          text("", text, lora ? ComfyInputs.strength(values, i + 1) : null);
        }
        off = lora && OFF.contains(text.toLowerCase(Locale.ROOT));
      } else {
        read("", value);
      }
    }
  }
}
