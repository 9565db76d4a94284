package dev.tensors.tsr.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.identify.matching.Types;
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
          , checkpoints/a.safetensors, UNet, , checkpoints
          , models/Checkpoints/a.safetensors, UNet, , Checkpoints
          , models/Checkpoints/sdxl/1/a.safetensors, UNet, , Checkpoints
          , loras/checkpoints/a.safetensors, Checkpoint, ,
          , checkpoints/loras/a.safetensors, Checkpoint, , loras
          , Stable-Diffusion/a.safetensors, UNet, ,
          SDNEXT, Stable-Diffusion/a.safetensors, UNet, , Stable-Diffusion
          , UNET/a.safetensors, UNet, ,
          , diffusion_models/a.safetensors, Checkpoint, , diffusion_models
          , diffusion_models/a.gguf, UNet, ,
          , lycoris/a.safetensors, LORA, ,
          COMFYUI, lycoris/a.safetensors, LORA, , lycoris
          A1111, checkpoints/a.safetensors, UNet, ,
          A1111, checkpoints/a.safetensors, VAE, , checkpoints
          COMFYUI, clip/a.safetensors, LORA, , clip
          , vae/a.safetensors, LORA, , vae
          , VAE-approx/a.safetensors, VAE, ,
          , t2i_adapter/a.safetensors, Controlnet, ,
          , controlnet/a.safetensors, Controlnet, ZImageTurbo,
          COMFYUI, controlnet/a.safetensors, Controlnet, ZImageTurbo, controlnet
          , ControlNet/a.safetensors, IPAdapter, ,
          , model_patches/a.safetensors, Controlnet, Qwen,
          , controlnet/a.safetensors, Controlnet, Qwen,
          , loras/a.safetensors, Controlnet, Qwen, loras
          , ultralytics/segm/a.pt, Detection, ,
          , loras/a.pt, Detection, , loras
          , loras/a.safetensors, Workflows, ,
          , loras/a.safetensors, , ,
          , a.safetensors, LORA, ,
          , loras, VAE, ,
          , C:\\models\\vae\\a.safetensors, LORA, , vae
          """)
  void tellsInWhichFolderOfAnotherTypeAModelLies(
      @Nullable Layout layout,
      String path,
      @Nullable String type,
      @Nullable String base,
      @Nullable String folder) {
    assertThat(Layout.wrongFolder(layout, path, type, base)).isEqualTo(Optional.ofNullable(folder));
  }

  @Test
  void knowsTheFoldersOfTypesByTheirNamesInAnyCase() {
    assertThat(List.of("loras", "LORA", "text-encoder", "Data", "models", "sdxl", "configs", ".."))
        .filteredOn(Layout::isFolderOfType)
        .containsExactly("loras", "LORA", "text-encoder");
  }
}
