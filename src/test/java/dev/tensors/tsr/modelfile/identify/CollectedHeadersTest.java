package dev.tensors.tsr.modelfile.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.modelfile.identify.Identifier.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Identifies the headers of real files, where a collection of them lies beside the project. */
class CollectedHeadersTest {

  private static final Path HEADERS =
      Path.of(System.getProperty("tsr.headers", "../shared/headers"));

  @Test
  void isRightOrOpenOfEach() throws IOException {
    assumeTrue(Files.isDirectory(HEADERS), "there is no collection of headers beside the project");
    List<String> wrong = new ArrayList<>();
    int bases = 0;
    int open = 0;
    try (Stream<Path> files = Files.walk(HEADERS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        JsonNode header = JsonMapper.shared().readTree(file.toFile());
        Identity found = identify(header);
        JsonNode expected = header.get("expected");
        String line =
            file.getParent().getFileName()
                + "/"
                + file.getFileName()
                + ": "
                + found
                + " "
                + expected;
        if (!types(expected).contains(String.valueOf(found.type()))) {
          wrong.add("type of " + line);
        }
        List<String> names = new ArrayList<>();
        if (expected.has("civitai_base_any_of")) {
          expected.get("civitai_base_any_of").forEach(name -> names.add(name.asString()));
          bases++;
          open += found.baseModel() == null ? 1 : 0;
        }
        if (found.baseModel() != null && !names.contains(found.baseModel())) {
          wrong.add("base of " + line);
        }
        if (expected.has("rank")
            && !Long.valueOf(expected.get("rank").asLong()).equals(found.rank())) {
          wrong.add("rank of " + line);
        }
      }
    }
    assertThat(wrong).isEmpty();
    // Those without shapes, of which names alone tell little, are among them.
    assertThat(open).isLessThan(bases / 6);
  }

  /** Of each encoder and VAE among them the class, and of checkpoints what is inside. */
  @ParameterizedTest
  @CsvSource({
    "real/flux2_vae, flux2",
    "expanded/qwen2.5_vl_7b_fp8_scaled_full, qwen2.5-vl-7b",
    "verified/ace_step_1.5_vae, oobleck-ace-1.5",
    "verified/clip_l_hf, clip-l",
    "verified/clip_vision_vit_bigg, clip-vision-g",
    "verified/clip_vision_vit_h, clip-vision-h",
    "verified/flux1_ae, ae16",
    "verified/flux1_clip_l, clip-l",
    "verified/flux1_vae_diffusers, ae16",
    "verified/flux2_vae_diffusers, flux2",
    "verified/qwen3_4b_te, qwen3-4b",
    "verified/qwen_image_layered_vae, qwen-image-layered",
    "verified/sd15_vae_ldm_prefixed, kl4",
    "verified/sd_vae_diffusers, kl4",
    "verified/sd3_t5xxl, t5-xxl",
    "verified/sdxl_clip_g_hf, clip-g",
    "verified/wan21_vae, wan21",
    "verified/wan22_vae, wan22",
    "verified/wan_umt5_xxl_native, umt5-xxl-native",
    "verified/sd15_checkpoint, clip-l kl4",
    "verified/sd35_medium, ae16",
    "verified/sd3_medium_incl_clips, ae16 clip-g clip-l",
    "verified/flux1_schnell, ''",
    "verified/sdxl_unet_only_ldm, ''",
    "verified/ltx2_19b_transformer, ''",
    "real/flux1_lora_kohya_te1, ''",
  })
  void tellsClasses(String header, String classes) throws IOException {
    Path file = HEADERS.resolve(header + ".json");
    assumeTrue(Files.exists(file), "there is no such header beside the project");

    Identity found = identify(JsonMapper.shared().readTree(file.toFile()));
    List<String> all = new ArrayList<>(found.inside());
    if (found.component() != null) {
      all.add(found.component());
    }
    assertThat(String.join(" ", all)).isEqualTo(classes);
  }

  private static List<String> types(JsonNode expected) {
    return switch (expected.get("kind").asString()) {
      case "lora" -> List.of("LORA", "LoCon", "DoRA");
      case "checkpoint" -> List.of("Checkpoint");
      case "diffusion_model" -> List.of("UNet");
      case "text_encoder" -> List.of("TextEncoder");
      case "clip_vision" -> List.of("ClipVision");
      case "ip_adapter" -> List.of("IPAdapter");
      case "style_model" -> List.of("Other");
      case "controlnet" -> List.of("Controlnet");
      case "embedding" -> List.of("TextualInversion");
      case "motion_module" -> List.of("MotionModule");
      case "upscaler" -> List.of("Upscaler");
      case "vae" -> List.of("VAE");
      default -> List.of("?");
    };
  }

  private static Identity identify(JsonNode header) {
    Identifier identifier = new Identifier();
    for (Map.Entry<String, JsonNode> tensor : header.get("tensors").properties()) {
      JsonNode shape = tensor.getValue().get("shape");
      long[] lengths = new long[shape == null || shape.isNull() ? 1 : shape.size()];
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = shape == null || shape.isNull() ? 1 : shape.get(i).asLong();
      }
      JsonNode dtype = tensor.getValue().get("dtype");
      identifier.add(
          tensor.getKey(), dtype == null || dtype.isNull() ? "F16" : dtype.asString(), lengths, 0);
    }
    Map<String, String> metadata = new HashMap<>();
    if (header.has("metadata") && header.get("metadata").isObject()) {
      header
          .get("metadata")
          .properties()
          .forEach(e -> metadata.put(e.getKey(), e.getValue().asString()));
    }
    return identifier.identify(metadata);
  }
}
