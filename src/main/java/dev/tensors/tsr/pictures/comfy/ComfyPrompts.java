package dev.tensors.tsr.pictures.comfy;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the two prompts of a graph: the texts from which a sampler's two inputs come. */
final class ComfyPrompts {

  private static final String POSITIVE = "positive";
  private static final String NEGATIVE = "negative";

  private static final List<String> TEXTS =
      List.of(
          "text",
          "text_g",
          "t5xxl",
          "clip_l",
          "prompt",
          "string",
          "value",
          "populated_text",
          "wildcard_text",
          "text_positive",
          "positive_prompt");

  /** Inputs behind which there is no prompt. */
  private static final Set<String> OTHERS =
      Set.of("model", "clip", "vae", "image", "images", "latent_image", "samples", "control_net");

  private final Map<String, JsonObject> nodes;
  private final @Nullable JsonObject sampler;

  ComfyPrompts(Map<String, JsonObject> nodes) {
    this.nodes = nodes;
    this.sampler = sampler(nodes.values());
  }

  /** Null if none was found. */
  @Nullable String positive() {
    return of(POSITIVE);
  }

  /** Null if none was found. */
  @Nullable String negative() {
    return of(NEGATIVE);
  }

  /** The inputs of the sampler, or of another node that has both prompts; null if there is none. */
  @Nullable JsonObject sampler() {
    return sampler;
  }

  private @Nullable String of(String role) {
    if (sampler != null) {
      return from(sampler.get(role), role);
    }
    return role.equals(POSITIVE) ? ofGuider() : null;
  }

  /** The inputs of the first sampler, or of another node that has both prompts; null if none. */
  private static @Nullable JsonObject sampler(Collection<JsonObject> nodes) {
    JsonObject other = null;
    for (JsonObject node : nodes) {
      JsonObject inputs = node.object("inputs");
      if (inputs.get(POSITIVE) instanceof JsonValue.Items
          && inputs.get(NEGATIVE) instanceof JsonValue.Items) {
        String type = type(node);
        if (type.contains("sampler") || type.contains("guider")) {
          return inputs;
        }
        other = other == null ? inputs : other;
      }
    }
    return other;
  }

  /** Guiders of models that know no negative prompt. */
  private @Nullable String ofGuider() {
    for (JsonObject node : nodes.values()) {
      JsonValue conditioning = node.object("inputs").get("conditioning");
      if (type(node).contains("guider") && conditioning instanceof JsonValue.Items) {
        return from(conditioning, POSITIVE);
      }
    }
    return null;
  }

  /** The nearest text behind a link; each node is asked once. */
  private @Nullable String from(@Nullable JsonValue link, String role) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    add(link, open, seen);
    while (!open.isEmpty()) {
      JsonObject node = nodes.get(open.pop());
      if (node != null) {
        JsonObject inputs = node.object("inputs");
        String text = text(inputs);
        if (text != null) {
          return text;
        }
        follow(inputs, role, open, seen);
      }
    }
    return null;
  }

  private static String type(JsonObject node) {
    String type = node.string("class_type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(JsonObject inputs) {
    for (String name : TEXTS) {
      String text = inputs.string(name);
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  private static void follow(JsonObject inputs, String role, Deque<String> open, Set<String> seen) {
    if (inputs.get(role) instanceof JsonValue.Items) {
      add(inputs.get(role), open, seen);
      return;
    }
    String otherRole = role.equals(POSITIVE) ? NEGATIVE : POSITIVE;
    for (Map.Entry<String, JsonValue> input : inputs.values().entrySet()) {
      if (!OTHERS.contains(input.getKey()) && !input.getKey().equals(otherRole)) {
        add(input.getValue(), open, seen);
      }
    }
  }

  private static void add(@Nullable JsonValue link, Deque<String> open, Set<String> seen) {
    List<JsonValue> parts = JsonValue.items(link);
    if (parts.size() == 2
        && parts.getFirst() instanceof JsonValue.Text(String id)
        && seen.add(id)) {
      open.add(id);
    }
  }
}
