package dev.tensors.tsr.pictures.comfy;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.Air;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.LenientJson;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.ResourceLists;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMention;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A graph of ComfyUI in the form in which it was run: {@code {"id": {"class_type": ..., "inputs":
 * {...}}}}. Nodes that were muted or bypassed are not in it.
 */
public final class ComfyGraph {

  static final String TOOL = "ComfyUI";

  private static final String TYPE = "class_type";

  private ComfyGraph() {}

  public static boolean is(JsonObject object) {
    return object.values().values().stream()
        .anyMatch(value -> value instanceof JsonObject node && node.string(TYPE) != null);
  }

  public static void read(JsonObject graph, ContentsBuilder contents) throws UnreadableText {
    contents.graph();
    contents.tool(TOOL);
    contents.kind(MediaKind.WORKFLOW);
    Map<String, JsonObject> nodes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> entry : graph.values().entrySet()) {
      if (entry.getValue() instanceof JsonObject node && node.string(TYPE) != null) {
        nodes.put(entry.getKey(), node);
        ComfyNode.ofInputs(node.string(TYPE), node.object("inputs"), contents.models());
      }
    }
    onSite(graph, contents);
    if (!contents.hasPrompt()) {
      ComfyPrompts prompts = new ComfyPrompts(nodes);
      contents.prompts(prompts.positive(), prompts.negative());
      ComfySettings.read(nodes, prompts.sampler(), contents);
    }
  }

  /** Adds the models and prompts that CivitAI's own generator writes beside the nodes. */
  private static void onSite(JsonObject graph, ContentsBuilder contents) throws UnreadableText {
    airs(graph.object("extra"), contents.models());
    String more = graph.string("extraMetadata");
    if (more != null && LenientJson.readOrNull(more) instanceof JsonObject metadata) {
      contents.prompts(metadata.string("prompt"), metadata.string("negativePrompt"));
      ResourceLists.of(metadata, contents.models());
    }
  }

  /** Lists of AIRs: {@code airs}, {@code lora_airs} and the like. */
  static void airs(JsonObject extra, ModelUses uses) throws UnreadableText {
    for (Map.Entry<String, JsonValue> entry : extra.values().entrySet()) {
      String name = entry.getKey();
      if (name.endsWith("airs")) {
        for (JsonValue item : JsonValue.items(entry.getValue())) {
          Air air = item instanceof JsonValue.Text(String text) ? Air.ofIds(text) : null;
          if (air != null) {
            uses.add(
                ModelMention.of(air)
                    .withKind(air.kind() == ModelKind.OTHER ? ModelKind.of(name) : air.kind()));
          }
        }
      }
    }
  }
}
