package dev.tensors.tsr.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part that a model plays in making a picture. */
public enum ModelKind {
  /** A whole checkpoint, or a diffusion model alone. */
  CHECKPOINT("checkpoint", "Checkpoint", "UNet"),
  LORA("lora", "LORA", "LoCon", "DoRA"),
  VAE("vae", "VAE"),
  EMBEDDING("embedding", "TextualInversion"),
  TEXT_ENCODER("text_encoder", "TextEncoder"),
  CLIP_VISION("clip_vision", "ClipVision"),
  CONTROLNET("controlnet", "Controlnet"),
  UPSCALER("upscaler", "Upscaler"),
  HYPERNETWORK("hypernetwork", "Hypernetwork"),
  STYLE_MODEL("style_model"),
  GLIGEN("gligen"),
  IP_ADAPTER("ip_adapter", "IPAdapter"),
  MOTION_MODULE("motion_module", "MotionModule"),
  /** Another part, such as a detector of faces, or an unknown one. */
  OTHER("other");

  /**
   * Parts of the names of inputs, nodes, folders and types, in lower-case letters and digits. The
   * first match decides: a ControlNet LoRA is a ControlNet.
   */
  private static final List<Map.Entry<String, ModelKind>> PARTS =
      List.of(
          Map.entry("facerestore", OTHER),
          Map.entry("detector", OTHER),
          Map.entry("photomaker", OTHER),
          Map.entry("instantid", OTHER),
          Map.entry("insightface", OTHER),
          Map.entry("samloader", OTHER),
          Map.entry("sammodel", OTHER),
          Map.entry("controlnet", CONTROLNET),
          Map.entry("controllora", CONTROLNET),
          Map.entry("controlmodel", CONTROLNET),
          Map.entry("t2iadapter", CONTROLNET),
          Map.entry("ipadapter", IP_ADAPTER),
          Map.entry("hypernet", HYPERNETWORK),
          Map.entry("stylemodel", STYLE_MODEL),
          Map.entry("gligen", GLIGEN),
          Map.entry("lora", LORA),
          Map.entry("lycoris", LORA),
          Map.entry("lyco", LORA),
          Map.entry("locon", LORA),
          Map.entry("dora", LORA),
          Map.entry("animatediff", MOTION_MODULE),
          Map.entry("motion", MOTION_MODULE),
          Map.entry("upscale", UPSCALER),
          Map.entry("clipvision", CLIP_VISION),
          Map.entry("clipembed", TEXT_ENCODER),
          Map.entry("vae", VAE),
          Map.entry("embed", EMBEDDING),
          Map.entry("textualinversion", EMBEDDING),
          Map.entry("textencoder", TEXT_ENCODER),
          Map.entry("t5", TEXT_ENCODER),
          Map.entry("clip", TEXT_ENCODER),
          Map.entry("checkpoint", CHECKPOINT),
          Map.entry("ckpt", CHECKPOINT),
          Map.entry("unet", CHECKPOINT),
          Map.entry("diffusion", CHECKPOINT),
          Map.entry("transformer", CHECKPOINT),
          Map.entry("refiner", CHECKPOINT),
          Map.entry("ditloader", CHECKPOINT),
          Map.entry("gguf", CHECKPOINT),
          Map.entry("modelloader", CHECKPOINT));

  /** In characters: a longer name has no meaning, and would take time. */
  private static final int LONGEST_NAME = 200;

  private final String type;
  private final List<String> modelTypes;

  ModelKind(String type, String... modelTypes) {
    this.type = type;
    this.modelTypes = List.of(modelTypes);
  }

  /** The word for this kind in results. */
  public String type() {
    return type;
  }

  /** The types of models of this kind, CivitAI's and tsr's own. */
  public List<String> modelTypes() {
    return modelTypes;
  }

  /** The kind with this word in results; {@link #OTHER} if there is none. */
  public static ModelKind ofWord(String word) {
    return Stream.of(values()).filter(kind -> kind.type.equals(word)).findFirst().orElse(OTHER);
  }

  /** The kind of models of a type, CivitAI's or tsr's own; null if none is known. */
  public static @Nullable ModelKind ofModelType(@Nullable String modelType) {
    return Stream.of(values())
        .filter(kind -> kind.modelTypes.contains(String.valueOf(modelType)))
        .findFirst()
        .orElse(null);
  }

  /**
   * The kind that the name of an input, a node, a folder or a type implies; {@link #OTHER} if none.
   */
  public static ModelKind of(@Nullable String name) {
    if (name == null || name.length() > LONGEST_NAME) {
      return OTHER;
    }
    String plain = plain(name);
    if (plain.equals("model") || plain.equals("main") || plain.equals("dit")) {
      return CHECKPOINT;
    }
    for (Map.Entry<String, ModelKind> part : PARTS) {
      if (plain.contains(part.getKey())) {
        return part.getValue();
      }
    }
    return OTHER;
  }

  /** The letters of the name in lower case, and its digits. */
  public static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = Character.toLowerCase(name.charAt(i));
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Whether a model of this type may be meant; false only where the types exclude each other. */
  public boolean mayBe(@Nullable String modelType) {
    ModelKind other = ofModelType(modelType);
    return other == null || other == this || modelTypes.isEmpty();
  }

  /** Whether two mentions with these kinds may mean one model. */
  public boolean mayBe(ModelKind other) {
    return this == other || this == OTHER || other == OTHER;
  }
}
