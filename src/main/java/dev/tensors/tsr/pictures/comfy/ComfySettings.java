package dev.tensors.tsr.pictures.comfy;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a graph: the inputs of its sampler, and of the nodes that are parts of the
 * sampler or lead to it.
 */
final class ComfySettings {

  /** The names that other programs give to settings, by the names of ComfyUI's inputs. */
  private static final Map<String, String> NAMES =
      Map.of(
          "seed", "seed",
          "noise_seed", "seed",
          "steps", "steps",
          "cfg", "cfgScale",
          "sampler_name", "sampler",
          "scheduler", "scheduler",
          "denoise", "denoise");

  private static final String LATENT = "latent_image";
  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";

  /** Inputs that lead to the parts of a sampler that consists of several nodes. */
  private static final List<String> PARTS = List.of("noise", "sigmas", "sampler", "guider");

  private static final List<String> LATENTS = List.of(LATENT, "samples", "latent");
  private static final List<String> MODELS = List.of("model", "guider");

  private static final String[] LOADED = {
    "ckpt_name", "base_ckpt_name", "unet_name", "gguf_name", "model_path", "model_name"
  };

  private final Map<String, JsonObject> nodes;

  private ComfySettings(Map<String, JsonObject> nodes) {
    this.nodes = nodes;
  }

  /**
   * Passes on the settings.
   *
   * @param nodes by their ids
   * @param sampler its inputs; null if none was found
   */
  static void read(
      Map<String, JsonObject> nodes, @Nullable JsonObject sampler, ContentsBuilder contents) {
    ComfySettings settings = new ComfySettings(nodes);
    JsonObject drawing = settings.drawing();
    if (sampler != null) {
      settings.of(sampler, contents);
    }
    if (drawing != null && drawing != sampler) {
      settings.of(drawing, contents);
    }
  }

  /** The inputs of the first node that draws, which need not be the one with the prompts. */
  private @Nullable JsonObject drawing() {
    for (JsonObject node : nodes.values()) {
      if (node.object("inputs").get(LATENT) instanceof JsonValue.Items) {
        return node.object("inputs");
      }
    }
    return null;
  }

  private void of(JsonObject inputs, ContentsBuilder contents) {
    nearest(
        inputs,
        PARTS,
        part -> {
          for (String key : part.values().keySet()) {
            String name = NAMES.get(key);
            if (name != null) {
              contents.setting(name, value(part, key));
            }
          }
          return false;
        });
    JsonObject size = nearest(inputs, LATENTS, ComfySettings::hasSize);
    if (size != null) {
      contents.setting(WIDTH, value(size, WIDTH));
      contents.setting(HEIGHT, value(size, HEIGHT));
    }
    JsonObject loader =
        nearest(inputs, MODELS, node -> ModelName.of(node.firstString(LOADED)) != null);
    if (loader != null) {
      contents.setting("model", loader.firstString(LOADED));
    }
  }

  private static boolean hasSize(JsonObject inputs) {
    return inputs.has(WIDTH) && inputs.has(HEIGHT);
  }

  /** The value of an input, or of the node that it is linked to, such as one with a seed only. */
  private @Nullable JsonValue value(JsonObject inputs, String key) {
    JsonObject linked = linked(inputs.get(key));
    if (linked == null) {
      return inputs.get(key);
    }
    JsonValue value = linked.has(key) ? linked.get(key) : linked.get("value");
    return value instanceof JsonValue.Numeral ? value : null;
  }

  /** The inputs of the node that a link leads to; null if the value is no link. */
  private @Nullable JsonObject linked(@Nullable JsonValue link) {
    List<JsonValue> parts = JsonValue.items(link);
    JsonObject node =
        parts.size() == 2 && parts.getFirst() instanceof JsonValue.Text(String id)
            ? nodes.get(id)
            : null;
    return node == null ? null : node.object("inputs");
  }

  /**
   * Finds the nearest inputs that are wanted: the given ones, or the inputs of the nodes that they
   * lead to.
   *
   * @param through the names of inputs to go on through
   */
  private @Nullable JsonObject nearest(
      JsonObject start, List<String> through, Predicate<JsonObject> wanted) {
    Deque<JsonObject> open = new ArrayDeque<>(List.of(start));
    Set<JsonValue> seen = new HashSet<>();
    while (!open.isEmpty()) {
      JsonObject inputs = open.pop();
      if (wanted.test(inputs)) {
        return inputs;
      }
      for (String name : through) {
        JsonValue link = inputs.get(name);
        JsonObject next = linked(link);
        if (next != null && seen.add(JsonValue.items(link).getFirst())) {
          open.add(next);
        }
      }
    }
    return null;
  }
}
