package dev.tensors.tsr.model;

import dev.tensors.tsr.model.files.ModelFormat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The programs that make pictures, and in which folders each looks for models of a type: as in
 * ComfyUI's {@code folder_paths.py} and list of models of custom nodes, the options of Forge and
 * SD.Next, SwarmUI's settings, StabilityMatrix' shared folders and Fooocus' {@code config.txt}.
 */
public enum Layout {
  COMFYUI("models"),
  A1111("models"),
  FORGE("models"),
  SWARMUI("Models"),
  SDNEXT("models"),
  STABILITY_MATRIX("Data/Models"),
  FOOOCUS("models");

  private static final String DIFFUSION_MODEL = "UNet";
  private static final String CONTROLNET = "Controlnet";
  private static final String DETECTION = "Detection";

  /** Diffusion models and text encoders that ComfyUI loads by custom nodes only. */
  private static final String GGUF = ".gguf";

  /** Controls that ComfyUI loads as patches of the diffusion model. */
  private static final String PATCH = ".patch";

  /** Controls that can be patches or ControlNets, as far as the catalogue knows. */
  private static final String PERHAPS_PATCH = ".perhaps";

  /** Detectors that are no .safetensors, which the programs run with YOLO. */
  private static final String YOLO = ".yolo";

  /**
   * A line for each type, with a column for each program. The folders are relative to the program's
   * folder of models. A new file goes into the first one, the others take it, too. The types are
   * CivitAI's and tsr's own, perhaps with a mark, and the words of {@link ModelKind}s without
   * types.
   */
  private static final String TABLE =
      """
      Checkpoint          | checkpoints | Stable-diffusion | Stable-diffusion | Stable-Diffusion | Stable-diffusion | StableDiffusion | checkpoints
      UNet                | diffusion_models,unet | - | Stable-diffusion | Stable-Diffusion,diffusion_models,unet | UNET | DiffusionModels | -
      UNet.gguf           | unet,diffusion_models | - | Stable-diffusion | Stable-Diffusion,unet,diffusion_models | UNET | DiffusionModels | -
      LORA                | loras,animatediff_motion_lora | Lora,LyCORIS | Lora,LyCORIS | Lora | Lora | Lora,LyCORIS | loras
      DoRA                | loras | Lora,LyCORIS | Lora,LyCORIS | Lora | Lora | Lora,LyCORIS | loras
      LoCon               | loras | Lora,LyCORIS | LyCORIS,Lora | Lora | Lora | LyCORIS,Lora | loras
      VAE                 | vae,vae_approx | VAE,VAE-approx,VAE-taesd | VAE,VAE-approx,VAE-taesd | VAE | VAE | VAE,ApproxVAE | vae,vae_approx
      TextEncoder         | text_encoders,clip | - | text_encoder | text_encoders,clip | Text-encoder,CLIP | TextEncoders | clip
      TextualInversion    | embeddings | ../embeddings | ../embeddings | Embeddings | embeddings | Embeddings | embeddings
      Hypernetwork        | hypernetworks | hypernetworks | hypernetworks | hypernetworks | - | Hypernetwork | hypernetworks
      Controlnet          | controlnet,t2i_adapter | ControlNet | ControlNet | controlnet,model_patches | control | ControlNet,T2IAdapter | controlnet
      Controlnet.patch    | model_patches | - | - | model_patches,controlnet | - | - | -
      Controlnet.perhaps  | - | - | - | controlnet,model_patches | - | ControlNet | -
      IPAdapter           | ipadapter | - | ControlNet,ipadapter | ipadapter | - | IpAdapter,IpAdapters15,IpAdaptersXl | -
      ClipVision          | clip_vision | - | - | clip_vision | - | ClipVision | clip_vision
      Upscaler            | upscale_models,latent_upscale_models | ESRGAN,RealESRGAN,SwinIR,DAT,ScuNET | ESRGAN,RealESRGAN,SwinIR,DAT,ScuNET | ESRGAN,RealESRGAN,SwinIR,upscale_models | ESRGAN,RealESRGAN,SwinIR | ESRGAN,RealESRGAN,BSRGAN,SwinIR | upscale_models
      MotionModule        | animatediff_models | - | - | - | - | - | -
      Detection           | detection | - | - | - | - | - | -
      Detection.yolo      | - | adetailer | adetailer | yolov8 | yolo | Ultralytics,AfterDetailer | -
      style_model         | style_models | - | - | style_models | - | - | -
      gligen              | gligen | - | - | gligen | - | - | -
      """;

  /** ComfyUI's nodes that load a model from a folder. */
  private static final Map<String, String> LOADERS =
      Map.ofEntries(
          Map.entry("checkpoints", "CheckpointLoaderSimple"),
          Map.entry("diffusion_models", "UNETLoader"),
          Map.entry("unet", "UnetLoaderGGUF"),
          Map.entry("loras", "LoraLoader"),
          Map.entry("vae", "VAELoader"),
          Map.entry("text_encoders", "CLIPLoader"),
          Map.entry("hypernetworks", "HypernetworkLoader"),
          Map.entry("controlnet", "ControlNetLoader"),
          Map.entry("model_patches", "ModelPatchLoader"),
          Map.entry("clip_vision", "CLIPVisionLoader"),
          Map.entry("upscale_models", "UpscaleModelLoader"),
          Map.entry("style_models", "StyleModelLoader"),
          Map.entry("gligen", "GLIGENLoader"));

  /** Names in which a type's folders of ComfyUI have others. */
  private static final Map<String, Set<String>> INNER =
      Map.of(
          "bbox", Set.of(DETECTION, DETECTION + YOLO),
          "segm", Set.of(DETECTION, DETECTION + YOLO),
          "ultralytics", Set.of(DETECTION, DETECTION + YOLO));

  private final String models;

  Layout(String models) {
    this.models = models;
  }

  /** The word for the program on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The program's folder of models below its own one, with slashes. */
  public String models() {
    return models;
  }

  /**
   * The folder into which a model goes, relative to {@link #models} and with slashes; it can begin
   * with {@code ../}.
   *
   * @param type CivitAI's or tsr's own name; null: not known
   * @param base the base model; null: not known
   * @param file the name of the file
   * @return empty where the program has no folder for it, or it cannot be told which one
   */
  public Optional<String> folder(@Nullable String type, @Nullable String base, String file) {
    return folders(key(type, base, file)).stream().findFirst();
  }

  /** The folder of a kind of models of which nothing else is known, as {@link #folder}. */
  public Optional<String> folder(ModelKind kind) {
    return folders(kind.modelTypes().isEmpty() ? kind.type() : kind.modelTypes().getFirst())
        .stream()
        .findFirst();
  }

  /**
   * The folders in which the program looks for a model, as {@link #folder}, the first one first.
   */
  public List<String> folders(@Nullable String type, @Nullable String base, String file) {
    return folders(key(type, base, file));
  }

  /**
   * The folders of this program, by those into which another program puts the same types: a type of
   * which either has no folder is left out.
   */
  public Map<String, List<String>> byFolderOf(Layout other) {
    Map<String, List<String>> folders = new LinkedHashMap<>();
    for (List<List<String>> ofPrograms : Known.FOLDERS.values()) {
      List<String> own = ofPrograms.get(ordinal());
      ofPrograms.get(other.ordinal()).stream()
          .findFirst()
          .filter(_ -> !own.isEmpty())
          .ifPresent(first -> folders.merge(first, own, Layout::joined));
    }
    return folders;
  }

  /** All folders in which the program looks for models, as {@link #folder}. */
  public List<String> folders() {
    return Known.FOLDERS.values().stream()
        .flatMap(ofPrograms -> ofPrograms.get(ordinal()).stream())
        .distinct()
        .toList();
  }

  private static List<String> joined(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /**
   * ComfyUI's node that loads a model; empty if it is none of ComfyUI's own and no usual one, or
   * the model is loaded by its name in a prompt.
   */
  public static Optional<String> loader(@Nullable String type, @Nullable String base, String file) {
    return COMFYUI
        .folder(type, base, file)
        .map(LOADERS::get)
        .map(node -> isGguf(file) && node.equals("CLIPLoader") ? "CLIPLoaderGGUF" : node);
  }

  /**
   * Whether a folder of this name is one in which some program looks for models of a type.
   *
   * @param name in any case
   */
  public static boolean isFolderOfType(String name) {
    return Known.ALL.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The folder of a type in which a model of another type lies: the nearest one that is the folder
   * of a type.
   *
   * @param layout the program that is to find the model; null: some program
   * @param path of the file, below the folder that is searched for models
   * @return empty if the program finds it in the nearest folder of a type, there is none, or the
   *     program has no folder for its type, or it is not known which
   */
  public static Optional<String> wrongFolder(
      @Nullable Layout layout, String path, @Nullable String type, @Nullable String base) {
    String key = key(type, base, path);
    Map<String, Set<String>> types =
        layout == null ? Known.ALL : Known.OF_PROGRAMS.get(layout.ordinal());
    if (layout == null ? !Known.FOLDERS.containsKey(key) : layout.folders(key).isEmpty()) {
      return Optional.empty();
    }
    int end = separator(path, path.length());
    while (end > 0) {
      int start = separator(path, end);
      String name = path.substring(start + 1, end);
      if (isFolderOfType(name)) {
        Set<String> taken = types.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of());
        return takes(taken, key) ? Optional.empty() : Optional.of(name);
      }
      end = start;
    }
    return Optional.empty();
  }

  private static int separator(String path, int before) {
    return Math.max(path.lastIndexOf('/', before - 1), path.lastIndexOf('\\', before - 1));
  }

  private static boolean takes(Set<String> types, String key) {
    return types.contains(key)
        || key.endsWith(PERHAPS_PATCH)
            && (types.contains(CONTROLNET) || types.contains(CONTROLNET + PATCH));
  }

  private List<String> folders(String key) {
    List<List<String>> ofPrograms = Known.FOLDERS.get(key);
    return ofPrograms == null ? List.of() : ofPrograms.get(ordinal());
  }

  private static String key(@Nullable String type, @Nullable String base, String file) {
    if (DIFFUSION_MODEL.equals(type) && isGguf(file)) {
      return DIFFUSION_MODEL + GGUF;
    }
    if (DETECTION.equals(type) && ModelFormat.of(file) == ModelFormat.PICKLE) {
      return DETECTION + YOLO;
    }
    if (CONTROLNET.equals(type) && base != null) {
      String family = ModelKind.plain(base);
      return family.startsWith("zimage")
          ? CONTROLNET + PATCH
          : family.startsWith("qwen") ? CONTROLNET + PERHAPS_PATCH : CONTROLNET;
    }
    return String.valueOf(type);
  }

  private static boolean isGguf(String file) {
    return ModelFormat.of(file) == ModelFormat.GGUF;
  }

  private static String lastName(String folder) {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  /** The table as it was read; only on first use, since few commands ask it. */
  private static final class Known {

    /** The folders of each program, in the order of the programs, by the keys of types. */
    static final Map<String, List<List<String>>> FOLDERS = folders();

    /** The keys of types by the names of their folders in each program, in small letters. */
    static final List<Map<String, Set<String>>> OF_PROGRAMS =
        Arrays.stream(values()).map(Known::types).toList();

    /** The same of all programs. */
    static final Map<String, Set<String>> ALL = all();

    private static Map<String, List<List<String>>> folders() {
      Map<String, List<List<String>>> folders = new LinkedHashMap<>();
      for (String line : TABLE.lines().toList()) {
        List<String> cells = split(line, "\\|");
        folders.put(
            cells.getFirst(),
            cells.stream()
                .skip(1)
                .map(cell -> cell.equals("-") ? List.<String>of() : split(cell, ","))
                .toList());
      }
      return folders;
    }

    private static List<String> split(String text, String separator) {
      return Arrays.stream(text.split(separator)).map(String::strip).toList();
    }

    private static Map<String, Set<String>> types(Layout layout) {
      Map<String, Set<String>> types = new HashMap<>();
      FOLDERS.forEach(
          (key, ofPrograms) ->
              ofPrograms
                  .get(layout.ordinal())
                  .forEach(folder -> add(types, lastName(folder), key)));
      if (layout == COMFYUI) {
        INNER.forEach((name, keys) -> keys.forEach(key -> add(types, name, key)));
      }
      return types;
    }

    private static Map<String, Set<String>> all() {
      Map<String, Set<String>> all = new HashMap<>();
      OF_PROGRAMS.forEach(
          types -> types.forEach((name, keys) -> keys.forEach(key -> add(all, name, key))));
      return all;
    }

    private static void add(Map<String, Set<String>> types, String name, String key) {
      types.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new HashSet<>()).add(key);
    }
  }
}
