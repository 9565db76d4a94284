package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.PromptMentions;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata of InvokeAI. Anywhere in it, a model is an object with a name, a type and a
 * hash that names its algorithm; the weight is beside that object.
 */
final class InvokeMetadata {

  static final String KEY = "invokeai_metadata";
  static final String GRAPH = "invokeai_graph";
  static final String WORKFLOW = "invokeai_workflow";

  private InvokeMetadata() {}

  static boolean is(JsonObject object) {
    return object.has("model_weights")
        || object.has("app_version") && (object.has("model") || object.has("generation_mode"));
  }

  /**
   * Whether it is a workflow of InvokeAI, whose nodes are a list of invocations, or the graph that
   * is made of it, whose nodes are members of an object.
   */
  static boolean isWorkflow(JsonObject object) {
    boolean invocations =
        object.objects("nodes").stream().anyMatch(node -> "invocation".equals(node.string("type")));
    boolean members =
        object.object("nodes").values().values().stream()
            .anyMatch(node -> node instanceof JsonObject one && one.string("type") != null);
    return object.get("edges") instanceof JsonValue.Items && (invocations || members);
  }

  /** Whether it is what InvokeAI writes beside a video, with each of its texts as a string. */
  static boolean isSidecar(JsonObject object) {
    return object.has(KEY) || object.has(GRAPH) || object.has(WORKFLOW);
  }

  /** The texts of such a file. */
  static List<PictureText> texts(JsonObject sidecar) {
    List<PictureText> texts = new ArrayList<>();
    for (String key : new String[] {KEY, GRAPH, WORKFLOW}) {
      String text = sidecar.string(key);
      if (text != null) {
        texts.add(new PictureText(key, text));
      }
    }
    return texts;
  }

  static void read(JsonObject metadata, ContentsBuilder contents) throws UnreadableText {
    contents.tool("InvokeAI");
    ModelUses uses = contents.models();
    if (metadata.has("model_weights")) {
      uses.add(
          ModelMention.named(ModelKind.CHECKPOINT, ModelName.of(metadata.string("model_weights")))
              .withHash(metadata.string("model_hash"), ModelMatch.SHA256));
      metadata.object("image").objects("prompt").stream()
          .findFirst()
          .ifPresent(prompt -> contents.prompts(prompt.string("prompt"), null));
      return;
    }
    contents.prompts(metadata.string("positive_prompt"), metadata.string("negative_prompt"));
    contents.settings(metadata);
    within(metadata, null, "", uses);
    for (String key : new String[] {"positive_prompt", "negative_prompt"}) {
      String prompt = metadata.string(key);
      if (prompt != null) {
        PromptMentions.embeddings(prompt, uses);
      }
    }
  }

  private static void within(
      @Nullable JsonValue value, @Nullable Double weight, String key, ModelUses uses)
      throws UnreadableText {
    if (value instanceof JsonObject object) {
      if (object.is("isEnabled", false) || object.is("is_enabled", false)) {
        return;
      }
      String name = ModelName.of(object.firstString("name", "model_name"));
      if (name != null && (object.string("hash") != null || object.string("model_name") != null)) {
        model(object, name, weight, key, uses);
        return;
      }
      Double own = object.fraction("weight");
      own = own == null ? object.fraction("control_weight") : own;
      own = own == null ? object.object("weight").fraction("value") : own; // as workflows have it
      for (Map.Entry<String, JsonValue> entry : object.values().entrySet()) {
        boolean isOfInput = entry.getKey().equals("value"); // of an input of a workflow
        within(entry.getValue(), isOfInput ? weight : own, isOfInput ? key : entry.getKey(), uses);
      }
    } else {
      for (JsonValue item : JsonValue.items(value)) {
        within(item, weight, key, uses);
      }
    }
  }

  private static void model(
      JsonObject object, String name, @Nullable Double weight, String key, ModelUses uses)
      throws UnreadableText {
    ModelKind kind = ModelKind.of(object.firstString("type", "model_type"));
    kind = kind == ModelKind.OTHER ? ModelKind.of(key) : kind;
    ModelMention use = ModelMention.named(kind, name).withWeight(weight);
    String hash = object.string("hash");
    int colon = hash == null ? -1 : hash.indexOf(':');
    String algorithm = hash == null || colon < 0 ? "" : hash.substring(0, colon);
    String digits = hash == null || colon < 0 ? hash : hash.substring(colon + 1);
    uses.add(
        switch (algorithm) {
          case "blake3", "blake3_single", "blake3_multi" -> use.withHash(digits, ModelMatch.BLAKE3);
          case "sha256" -> use.withHash(digits, ModelMatch.SHA256);
          case "" -> use.withHash(digits, null);
          default -> use; // such as random:, or one that nobody else computes
        });
  }
}
