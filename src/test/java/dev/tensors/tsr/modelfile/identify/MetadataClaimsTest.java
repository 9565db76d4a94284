package dev.tensors.tsr.modelfile.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.identify.Identifier.BaseModel;
import dev.tensors.tsr.modelfile.identify.matching.Family;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which base model metadata chooses among those that the tensors leave. */
class MetadataClaimsTest {

  private static BaseModel base(Family family, String... keysAndValues) {
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      metadata.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return BaseModel.of(family, metadata);
  }

  private static String trainedOn(Family family, String model) {
    return base(family, "ss_sd_model_name", model).name();
  }

  @Test
  void tellsTheDerivativesOfSdxlByTheNameOfTheModelTrainedOn() {
    assertThat(trainedOn(Family.SDXL, "ponyDiffusionV6XL_v6StartWithThisOne.safetensors"))
        .isEqualTo("Pony");
    assertThat(trainedOn(Family.SDXL, "autismmixSDXL_autismmixPony.safetensors")).isEqualTo("Pony");
    assertThat(trainedOn(Family.SDXL, "Illustrious-XL-v0.1.safetensors")).isEqualTo("Illustrious");
    assertThat(trainedOn(Family.SDXL, "illustriousXL_v01.safetensors")).isEqualTo("Illustrious");
    assertThat(trainedOn(Family.SDXL, "waiNSFWIllustrious_v140.safetensors"))
        .isEqualTo("Illustrious");
    assertThat(trainedOn(Family.SDXL, "noobaiXLNAIXL_vPred10Version.safetensors"))
        .isEqualTo("NoobAI");
    assertThat(trainedOn(Family.SDXL, "noob-illustrious-merge.safetensors")).isEqualTo("NoobAI");
    assertThat(trainedOn(Family.SDXL, "ponyRealism_lightning.safetensors")).isEqualTo("Pony");
    assertThat(trainedOn(Family.SDXL, "dreamshaperXL_lightningDPMSDE.safetensors"))
        .isEqualTo("SDXL Lightning");
    assertThat(trainedOn(Family.SDXL, "sd_xl_base_0.9.safetensors")).isEqualTo("SDXL 0.9");
  }

  @Test
  void takesWholeWordsOnly() {
    assertThat(base(Family.SDXL, "ss_sd_model_name", "ponytail_hyperreal.safetensors"))
        .isEqualTo(new BaseModel("SDXL 1.0", Family.SDXL.names(), "tensors"));
  }

  @Test
  void leavesItOpenWhereAMergeNamesTwo() {
    BaseModel found =
        base(
            Family.SDXL, "modelspec.merged_from", "noobaiXL.safetensors,ponyDiffusion.safetensors");

    assertThat(found.name()).isNull();
    assertThat(found.candidates()).containsExactly("NoobAI", "Pony");
  }

  @Test
  void tellsTheModelsOfFlux() {
    assertThat(base(Family.FLUX_1, "modelspec.architecture", "flux-1-schnell/lora").name())
        .isEqualTo("Flux.1 S");
    assertThat(base(Family.FLUX_1, "modelspec.architecture", "Flux.1-dev/kontext").name())
        .isEqualTo("Flux.1 Kontext");
    assertThat(base(Family.FLUX_1, "ss_base_model_version", "flux1", "ss_model_type", "chroma"))
        .isEqualTo(new BaseModel("Chroma", List.of("Chroma"), "metadata"));
    assertThat(trainedOn(Family.FLUX_1_DEV, "flux1-krea-dev.safetensors")).isEqualTo("Flux.1 Krea");
    assertThat(base(Family.FLUX_1, "ss_base_model_version", "flux1"))
        .isEqualTo(new BaseModel("Flux.1 D", Family.FLUX_1.names(), "tensors"));
  }

  @Test
  void ignoresWhatTheTensorsRefute() {
    assertThat(base(Family.FLUX_1, "ss_base_model_version", "sd_1.5").identifiedBy())
        .isEqualTo("tensors");
    assertThat(base(Family.SD_1, "ss_sd_model_name", "ponyDiffusionV6XL.safetensors"))
        .isEqualTo(new BaseModel("SD 1.5", Family.SD_1.names(), "tensors"));
    assertThat(base(null, "modelspec.architecture", "flux-1-dev").name()).isNull();
  }

  @Test
  void takesTheNameOfTheFileItselfForNoEvidence() {
    assertThat(
            base(Family.SDXL, "modelspec.title", "Pony XL", "ss_output_name", "my_pony_lora")
                .name())
        .isEqualTo("SDXL 1.0");
  }

  @Test
  void tellsTheVersionsOfStableDiffusion() {
    assertThat(trainedOn(Family.SD_1, "sd-v1-4.ckpt")).isEqualTo("SD 1.4");
    assertThat(trainedOn(Family.SD_1, "v1-5-pruned-emaonly.safetensors")).isEqualTo("SD 1.5");
    assertThat(trainedOn(Family.SD_1, "dreamshaper_8LCM.safetensors")).isEqualTo("SD 1.5 LCM");
    assertThat(base(Family.SD_2, "ss_base_model_version", "sd_v2_v"))
        .isEqualTo(new BaseModel(null, List.of("SD 2.0 768", "SD 2.1 768"), null));
    assertThat(base(Family.SD_2, "ss_base_model_version", "sd_2.1").name()).isEqualTo("SD 2.1");
    assertThat(base(Family.SD_3_MEDIUM, "ss_base_model_version", "5-medium").name())
        .isEqualTo("SD 3.5 Medium");
  }

  @Test
  void tellsTheModelsOfWanAndOthers() {
    assertThat(base(Family.WAN_14B_T2V, "ss_base_model_version", "wan_2.2_14b").name())
        .isEqualTo("Wan Video 2.2 T2V-A14B");
    assertThat(base(Family.WAN_14B, "ss_base_model_version", "wan_2.2_14b"))
        .isEqualTo(
            new BaseModel(null, List.of("Wan Video 2.2 T2V-A14B", "Wan Video 2.2 I2V-A14B"), null));
    assertThat(trainedOn(Family.WAN_14B_T2V, "wan2.2_t2v_high_noise_14B.safetensors"))
        .isEqualTo("Wan Video 2.2 T2V-A14B");
    assertThat(trainedOn(Family.WAN_14B_I2V, "wan2.1_i2v_480p_14B.safetensors"))
        .isEqualTo("Wan Video 14B i2v 480p");
    assertThat(trainedOn(Family.Z_IMAGE, "z_image_turbo_bf16.safetensors"))
        .isEqualTo("ZImageTurbo");
    assertThat(base(Family.LUMINA_OR_Z_IMAGE, "ss_network_module", "networks.lora_lumina").name())
        .isEqualTo("Lumina");
    assertThat(base(Family.PIXART, "modelspec.architecture", "pixart-sigma").name())
        .isEqualTo("PixArt E");
  }

  @Test
  void leavesItToTheTensorsWhereTwoClaimsContradictEachOther() {
    assertThat(
            base(
                Family.FLUX_1,
                "ss_base_model_version",
                "flux_kontext",
                "modelspec.architecture",
                "flux-1-schnell"))
        .isEqualTo(new BaseModel("Flux.1 D", Family.FLUX_1.names(), "tensors"));
  }

  @Test
  void readsNoTextOfAnyLength() {
    assertThat(trainedOn(Family.SDXL, "pony ".repeat(100_000))).isEqualTo("SDXL 1.0");
  }

  @Test
  void namesOnlyBaseModelsThatAFileCanHave() {
    assertThat(Identifier.baseModels())
        .containsAll(ClaimedNames.ARCHITECTURES.values().stream().flatMap(List::stream).toList())
        .containsAll(
            ClaimedNames.WORDS.stream().flatMap(List::stream).map(Map.Entry::getValue).toList());
  }
}
