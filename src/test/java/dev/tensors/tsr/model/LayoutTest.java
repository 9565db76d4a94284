package dev.tensors.tsr.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.identify.rules.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          COMFYUI, Checkpoint, , a.safetensors, checkpoints
          COMFYUI, UNet, Flux.1 D, a.safetensors, diffusion_models
          COMFYUI, UNet, Flux.1 D, a.GGUF, unet
          COMFYUI, TextEncoder, , a.gguf, text_encoders
          COMFYUI, LoCon, , a.safetensors, loras
          COMFYUI, Controlnet, SDXL 1.0, a.safetensors, controlnet
          COMFYUI, Controlnet, ZImageTurbo, a.safetensors, model_patches
          COMFYUI, Controlnet, Qwen, a.safetensors,
          COMFYUI, MotionModule, , a.ckpt, animatediff_models
          COMFYUI, Detection, , a.safetensors, detection
          COMFYUI, Detection, , a.pt,
          COMFYUI, Workflows, , a.safetensors,
          COMFYUI, , , a.safetensors,
          A1111, TextualInversion, , a.safetensors, ../embeddings
          A1111, UNet, , a.safetensors,
          FORGE, UNet, , a.gguf, Stable-diffusion
          FORGE, LoCon, , a.safetensors, LyCORIS
          FORGE, IPAdapter, , a.safetensors, ControlNet
          SWARMUI, TextEncoder, , a.safetensors, text_encoders
          SDNEXT, TextEncoder, , a.safetensors, Text-encoder
          STABILITY_MATRIX, LoCon, , a.safetensors, LyCORIS
          STABILITY_MATRIX, Detection, , a.pt, Ultralytics
          FOOOCUS, UNet, , a.safetensors,
          FOOOCUS, TextEncoder, , a.safetensors, clip
          """)
  void namesTheFolderOfAType(
      Layout layout,
      @Nullable String type,
      @Nullable String base,
      String file,
      @Nullable String folder) {
    assertThat(layout.folder(type, base, file)).isEqualTo(Optional.ofNullable(folder));
  }

  @Test
  void comfyUiHasAFolderForEachTypeThatTensorsShow() {
    assertThat(Types.ALL)
        .filteredOn(type -> Layout.COMFYUI.folder(type, null, "a.safetensors").isEmpty())
        .containsExactly("Other");
  }

  @Test
  void namesTheProgramsAsTheCommandLineDoes() {
    assertThat(Arrays.stream(Layout.values()).map(Layout::word))
        .containsExactly(
            "comfyui", "a1111", "forge", "swarmui", "sdnext", "stability-matrix", "fooocus");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          UNet, , a.safetensors, UNETLoader
          UNet, , a.gguf, UnetLoaderGGUF
          TextEncoder, , a.gguf, CLIPLoaderGGUF
          TextEncoder, , a.safetensors, CLIPLoader
          LORA, , a.safetensors, LoraLoader
          Controlnet, ZImageTurbo, a.safetensors, ModelPatchLoader
          TextualInversion, , a.safetensors,
          MotionModule, , a.safetensors,
          """)
  void namesTheNodeThatLoadsAType(
      String type, @Nullable String base, String file, @Nullable String node) {
    assertThat(Layout.loader(type, base, file)).isEqualTo(Optional.ofNullable(node));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          checkpoints, UNet, , a.safetensors, false
          Stable-Diffusion, UNet, , a.safetensors, true
          UNET, UNet, , a.safetensors, true
          diffusion_models, Checkpoint, , a.safetensors, false
          lycoris, LORA, , a.safetensors, true
          vae, LORA, , a.safetensors, false
          VAE-approx, VAE, , a.safetensors, true
          t2i_adapter, Controlnet, , a.safetensors, true
          controlnet, Controlnet, ZImageTurbo, a.safetensors, true
          ControlNet, IPAdapter, , a.safetensors, true
          model_patches, Controlnet, Qwen, a.safetensors, true
          controlnet, Controlnet, Qwen, a.safetensors, true
          loras, Controlnet, Qwen, a.safetensors, false
          segm, Detection, , a.pt, true
          loras, Detection, , a.pt, false
          loras, Workflows, , a.safetensors, true
          loras, , , a.safetensors, true
          """)
  void knowsWhichFoldersSomeProgramSearchesForAType(
      String folder, @Nullable String type, @Nullable String base, String file, boolean takes) {
    assertThat(Layout.isFolderOfType(folder)).isTrue();
    assertThat(Layout.takes(folder, type, base, file)).isEqualTo(takes);
  }

  @Test
  void otherFoldersAreOfNoType() {
    assertThat(List.of("models", "sdxl", "configs", "..", "")).noneMatch(Layout::isFolderOfType);
  }
}
