package dev.tensors.tsr.images;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A graph of ComfyUI in the form in which it was run: {@code {"id": {"class_type": ..., "inputs":
 * {...}}}}. Nodes that were muted or bypassed are not in it.
 */
final class ComfyGraph {

  static final String TOOL = "ComfyUI";

  private static final String TYPE = "class_type";

  private ComfyGraph() {}

  static boolean is(JsonObject object) {
    return object.members().values().stream()
        .anyMatch(value -> value instanceof JsonObject node && node.text(TYPE) != null);
  }

  static void read(JsonObject graph, ContentsBuilder contents) throws UnreadableText {
    contents.graph();
    contents.tool(TOOL);
    Map<String, JsonObject> nodes = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : graph.members().entrySet()) {
      if (entry.getValue() instanceof JsonObject node && node.text(TYPE) != null) {
        nodes.put(entry.getKey(), node);
        ComfyNode.ofInputs(node.text(TYPE), node.object("inputs"), contents.models());
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
    String more = graph.text("extraMetadata");
    if (more != null && LenientJson.readOrNull(more) instanceof JsonObject metadata) {
      contents.prompts(metadata.text("prompt"), metadata.text("negativePrompt"));
      ResourceLists.of(metadata, contents.models());
    }
  }

  /** Lists of AIRs: {@code airs}, {@code lora_airs} and the like. */
  static void airs(JsonObject extra, ModelUses uses) throws UnreadableText {
    for (Map.Entry<String, Object> entry : extra.members().entrySet()) {
      String name = entry.getKey();
      if (name.endsWith("airs")) {
        for (Object item : JsonObject.items(entry.getValue())) {
          Air air = item instanceof String text ? Air.ofIds(text) : null;
          if (air != null) {
            uses.add(
                ModelUse.of(air)
                    .withKind(air.kind() == ModelKind.OTHER ? ModelKind.of(name) : air.kind()));
          }
        }
      }
    }
  }
}
