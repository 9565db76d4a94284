package dev.tensors.tsr.pictures.comfy;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A workflow of ComfyUI in the form that its user interface saves: {@code nodes} with their values,
 * and subgraphs, which are used as nodes.
 */
public final class ComfyWorkflow {

  private static final int MUTED = 2;
  private static final int BYPASSED = 4;

  private final JsonObject workflow;
  private final ModelUses uses;

  private ComfyWorkflow(JsonObject workflow, ModelUses uses) {
    this.workflow = workflow;
    this.uses = uses;
  }

  public static boolean is(JsonObject object) {
    return object.get("nodes") instanceof JsonValue.Items
        && (object.has("links")
            || object.has("last_node_id")
            || object.has("version")
            || object.objects("nodes").stream().anyMatch(ComfyWorkflow::isNode));
  }

  private static boolean isNode(JsonObject node) {
    return node.string("type") != null && node.has("widgets_values");
  }

  /** Whether a node has what ComfyUI's editor saves of each: other graphs consist of nodes, too. */
  private static boolean isOfEditor(JsonObject node) {
    return node.string("type") != null
        && (node.has("widgets_values")
            || node.has("pos")
            || node.has("mode")
            || node.has("inputs")
            || node.has("outputs"));
  }

  /**
   * Whether a workflow may have addresses or AIRs of models, which its graph lacks. Few workflows
   * have any, and reading a workflow takes three times as long as reading its graph.
   */
  public static boolean tellsMore(String workflow) {
    return workflow.contains("\"models\"") || workflow.contains("airs\"");
  }

  /**
   * Reads a workflow. If the graph that was run is known, the workflow only adds to the graph's
   * models.
   */
  public static void read(JsonObject workflow, ContentsBuilder contents) throws UnreadableText {
    contents.tool(ComfyGraph.TOOL);
    if (workflow.objects("nodes").stream().anyMatch(ComfyWorkflow::isOfEditor)) {
      contents.kind(MediaKind.WORKFLOW);
    }
    ComfyWorkflow reader = new ComfyWorkflow(workflow, contents.models());
    boolean ran = contents.hasGraph();
    reader.nodes(!ran);
    for (JsonObject model : workflow.objects("models")) {
      ModelMention use = embedded(model);
      if (!reader.uses.enrich(use) && !ran) {
        reader.uses.add(use);
      }
    }
    ComfyGraph.airs(workflow.object("extra"), contents.models());
  }

  /** Reads all active nodes, and the nodes of the subgraphs that active nodes stand for. */
  private void nodes(boolean add) throws UnreadableText {
    Map<String, JsonObject> subgraphs = new HashMap<>();
    for (JsonObject subgraph : workflow.object("definitions").objects("subgraphs")) {
      if (subgraph.string("id") != null) {
        subgraphs.put(subgraph.string("id"), subgraph);
      }
    }
    Set<String> seen = new HashSet<>();
    Deque<JsonObject> open = new ArrayDeque<>();
    open.add(workflow);
    while (!open.isEmpty()) {
      for (JsonObject node : open.pop().objects("nodes")) {
        String type = node.string("type");
        if (type != null && isActive(node)) {
          node(type, node, add);
          if (subgraphs.containsKey(type) && seen.add(type)) {
            open.add(subgraphs.get(type));
          }
        }
      }
    }
  }

  private static boolean isActive(JsonObject node) {
    Double mode = node.fraction("mode");
    return mode == null || mode != MUTED && mode != BYPASSED;
  }

  /**
   * Adds the details of the file that a node was made for only if the node still loads that file.
   */
  private void node(String type, JsonObject node, boolean add) throws UnreadableText {
    if (add) {
      ComfyNode.ofWidgets(type, node.get("widgets_values"), uses);
    }
    for (JsonObject model : node.object("properties").objects("models")) {
      uses.enrich(embedded(model));
    }
  }

  private static ModelMention embedded(JsonObject model) {
    String directory = model.string("directory");
    String hash = model.string("hash");
    String hashType = model.string("hash_type");
    boolean sha256 = hashType == null || hashType.replace("-", "").equalsIgnoreCase("SHA256");
    return ModelMention.named(ModelKind.of(directory), ModelName.of(model.string("name")))
        .withHash(sha256 ? hash : null, ModelMatch.SHA256)
        .withUrl(model.string("url"));
  }
}
