package dev.tensors.tsr.modelfile.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.identify.Identifier.Identity;
import dev.tensors.tsr.modelfile.identify.matching.AlphaFinder.AlphaTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierTest {

  private final Identifier identifier = new Identifier();
  private Map<String, String> metadata = Map.of();

  private void add(String name, long... shape) {
    identifier.add(name, "F16", shape, 0);
  }

  private Identity identity() {
    return identifier.identify(metadata);
  }

  /** The attention of a LoRA's module that reads the text, as wide as the text encoder. */
  private void addUnetLora(long textWidth) {
    String module = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k";
    add(module + ".alpha");
    add(module + ".lora_down.weight", 16, textWidth);
    add(module + ".lora_up.weight", 640, 16);
  }

  @Test
  void tellsALorasBaseByTheWidthOfTheText() {
    addUnetLora(768);

    Identity found = identity();
    assertThat(found.type()).isEqualTo("LORA");
    assertThat(found.baseModel()).isEqualTo("SD 1.5");
    assertThat(found.baseCandidates()).contains("SD 1.4", "SD 1.5");
    assertThat(found.identifiedBy()).isEqualTo("tensors");
    assertThat(found.algorithm()).isEqualTo("LoRA");
    assertThat(found.rank()).isEqualTo(16);
    assertThat(found.precision()).isEqualTo("fp16");
    assertThat(found.parameters()).isEqualTo(16 * 768 + 640 * 16);
  }

  @Test
  void remembersOnlyFilesWithTheSameTensors() {
    Recognitions recognitions = new Recognitions();

    assertThat(loraBase(recognitions, 768)).isEqualTo("SD 1.5");
    assertThat(loraBase(recognitions, 2048)).isEqualTo("SDXL 1.0");
    assertThat(loraBase(recognitions, 768)).isEqualTo("SD 1.5");
    assertThat(loraBase(recognitions, 900)).isNull();
  }

  private static @Nullable String loraBase(Recognitions recognitions, long textWidth) {
    Identifier one = new Identifier(recognitions);
    String module = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k";
    one.add(module + ".lora_down.weight", "F16", new long[] {16, textWidth}, 0);
    one.add(module + ".lora_up.weight", "F16", new long[] {640, 16}, 0);
    return one.identify(Map.of()).baseModel();
  }

  @Test
  void leavesAnUnknownWidthOpen() {
    addUnetLora(900);

    assertThat(identity().type()).isEqualTo("LORA");
    assertThat(identity().baseModel()).isNull();
  }

  @Test
  void letsMetadataChooseWhatTheTensorsAllow() {
    metadata = Map.of("ss_sd_model_name", "ponyDiffusionV6XL_v6.safetensors");
    addUnetLora(2048);

    assertThat(identity().baseModel()).isEqualTo("Pony");
    assertThat(identity().identifiedBy()).isEqualTo("metadata");
  }

  @Test
  void doesNotBelieveMetadataThatTheTensorsRefute() {
    metadata = Map.of("ss_base_model_version", "flux-1-schnell", "ss_sd_model_name", "pony.ckpt");
    addUnetLora(768);

    assertThat(identity().baseModel()).isEqualTo("SD 1.5");
    assertThat(identity().identifiedBy()).isEqualTo("tensors");
  }

  @Test
  void saysNothingOfRandomNames() {
    for (int i = 0; i < 10_000; i++) {
      add("tensor" + i + "x", 3, 5);
    }

    assertThat(identity().type()).isNull();
    assertThat(identity().baseModel()).isNull();
    assertThat(identity().parameters()).isEqualTo(150_000);
  }

  @Test
  void findsTheAlphaOfTheLargestRank() {
    identifier.add("a.lora_down.weight", "F16", new long[] {4, 320}, 0);
    identifier.add("a.alpha", "F32", new long[] {}, 100);
    identifier.add("b.alpha", "BF16", new long[] {}, 200);
    identifier.add("b.lora_down.weight", "F16", new long[] {8, 320}, 300);

    assertThat(identity().alphaTensor()).isEqualTo(new AlphaTensor(200, "BF16", 2));
  }

  @Test
  void readsAlphaInEachType() {
    byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(8).array();
    assertThat(AlphaTensor.of(0, "F32").value(four)).isEqualTo(8.0);
    assertThat(AlphaTensor.of(0, "BF16").value(new byte[] {0, 0x41})).isEqualTo(8.0);
    assertThat(AlphaTensor.of(0, "F16").value(new byte[] {0, 0x48})).isEqualTo(8.0);
    assertThat(AlphaTensor.of(0, "F16").value(new byte[] {0, 0x7c})).isNull();
    assertThat(AlphaTensor.of(0, "U8")).isNull();
  }

  @Test
  void tellsAnEmbeddingByTheWidthOfItsVectors() {
    add("emb_params", 8, 768);

    assertThat(List.of(identity().type(), identity().baseModel()))
        .containsExactly("TextualInversion", "SD 1.5");
  }

  @Test
  void tellsTheAlgorithmOfAnAdapter() {
    assertThat(algorithm("m.lora_down.weight 8x4x3x3", "m.lora_up.weight 4x8x1x1"))
        .isEqualTo("LoCon LoCon 8");
    assertThat(
            algorithm("m.hada_w1_a 9x8", "m.hada_w1_b 8x4", "m.hada_w2_a 9x8", "m.hada_w2_b 8x4"))
        .isEqualTo("LoCon LoHa 8");
    assertThat(algorithm("m.lokr_w1 2x2", "m.lokr_w2_a 9x6", "m.lokr_w2_b 6x9"))
        .isEqualTo("LoCon LoKr 6");
    assertThat(algorithm("m.lokr_w1 2x2", "m.lokr_w2 9x9")).isEqualTo("LoCon LoKr null");
    assertThat(algorithm("m.lora_A.weight 8x4", "m.lora_B.weight 9x8", "m.lora_magnitude_vector 9"))
        .isEqualTo("DoRA DoRA 8");
    assertThat(algorithm("m.oft_blocks 4x8x8")).isEqualTo("LoCon OFT null");
    assertThat(algorithm("m.oft_blocks 2x4x8x8")).isEqualTo("LoCon BOFT null");
    assertThat(algorithm("m.on_input 1", "m.weight 640")).isEqualTo("LoCon IA3 null");
    assertThat(
            algorithm("m.a1.weight 4x9", "m.a2.weight 9x4", "m.b1.weight 4x9", "m.b2.weight 9x4"))
        .isEqualTo("LoCon GLoRA null");
    assertThat(algorithm("m.diff 9x4", "m.diff_b 9")).isEqualTo("LoCon full null");
  }

  private static String algorithm(String... tensors) {
    Identifier identifier = new Identifier();
    for (String tensor : tensors) {
      String[] words = tensor.split(" ");
      long[] shape = Arrays.stream(words[1].split("x")).mapToLong(Long::parseLong).toArray();
      identifier.add(words[0], "F16", shape, 0);
    }
    Identity found = identifier.identify(Map.of());
    return found.type() + " " + found.algorithm() + " " + found.rank();
  }

  @Test
  void tellsTheLargestOfMoreRanksThanAreKept() {
    for (int i = 0; i < 100; i++) {
      add("lora_unet_double_blocks_0_img_attn_qkv_" + i + ".lora_down.weight", 1 + i % 90, 3072);
    }

    assertThat(identity().rank()).isEqualTo(90);
  }

  @Test
  void tellsALokrsBaseByItsFactors() {
    for (int i = 0; i < 19; i++) {
      String module = "lycoris_double_blocks_" + i + "_img_attn_qkv";
      add(module + ".alpha");
      add(module + ".lokr_w1", 16, 16);
      add(module + ".lokr_w2", 576, 192);
    }

    assertThat(identity().type()).isEqualTo("LoCon");
    assertThat(identity().baseModel()).isEqualTo("Flux.1 D");
    assertThat(identity().rank()).isNull();
  }

  @Test
  void takesTheAlphaOfTheMetadataWhereNoTensorHoldsIt() {
    metadata = Map.of("ss_network_alpha", "8.0");
    add("m.lora_down.weight", 16, 320);
    add("m.lora_up.weight", 320, 16);

    assertThat(identity().alphaTensor()).isNull();
    assertThat(identity().claimedAlpha()).isEqualTo(8.0);
    metadata =
        Map.of("ss_network_alpha", "None", "lora_adapter_metadata", "{\"unet.lora_alpha\": 4}");
    assertThat(identity().claimedAlpha()).isEqualTo(4.0);
  }

  @Test
  void tellsThePrecision() {
    assertThat(precision("a F16 90", "b F32 10")).isEqualTo("fp16");
    assertThat(precision("a F16 60", "b F32 40")).isEqualTo("mixed");
    assertThat(precision("a BF16 50", "first_stage_model.b F32 500")).isEqualTo("bf16");
    assertThat(precision("a F8_E4M3 90", "b F32 9")).isEqualTo("fp8");
    assertThat(precision("a.weight F8_E4M3 90", "a.scale_weight F32 1")).isEqualTo("fp8_scaled");
    assertThat(precision("a F8_E4M3 60", "b BF16 40")).isEqualTo("fp8_mixed");
    assertThat(precision("a.weight U8 60", "a.weight.quant_state.bitsandbytes__nf4 U8 9"))
        .isEqualTo("nf4");
    assertThat(precision("a.weight U8 60", "a.weight_scale F8_E4M3 9", "a.weight_scale_2 F32 1"))
        .isEqualTo("nvfp4");
    assertThat(precision("a.qweight I32 60", "a.qzeros I32 9")).isEqualTo("int4");
    assertThat(precision("a Q8_0 60", "b F32 40")).isEqualTo("Q8_0");
    assertThat(precision("a U8 60")).isNull();
  }

  private static String precision(String... tensors) {
    Identifier identifier = new Identifier();
    for (String tensor : tensors) {
      String[] words = tensor.split(" ");
      identifier.add(words[0], words[1], new long[] {Long.parseLong(words[2])}, 0);
    }
    return identifier.identify(Map.of()).precision();
  }

  @Test
  void countsPackedParametersAsTheyAreUnpacked() {
    identifier.add("a.weight", "U8", new long[] {50, 1}, 0);
    identifier.add("a.weight.quant_state.bitsandbytes__nf4", "U8", new long[] {9}, 0);

    assertThat(identity().parameters()).isEqualTo(100);
  }

  /** A diffusion model of SDXL below the prefix of a checkpoint. */
  private void addSdxl() {
    String blocks = "model.diffusion_model.";
    add(blocks + "input_blocks.0.0.bias", 320);
    add(blocks + "middle_block.0.in_layers.0.bias", 1280);
    add(blocks + "output_blocks.0.0.in_layers.0.bias", 2560);
    add(blocks + "label_emb.0.0.weight", 1280, 2816);
    for (int layer = 0; layer < 10; layer++) {
      add(
          blocks + "input_blocks.7.1.transformer_blocks." + layer + ".attn2.to_k.weight",
          1280,
          2048);
    }
  }

  private void addLayers(int layers, String before, String after, long... shape) {
    for (int layer = 0; layer < layers; layer++) {
      add(before + layer + after, shape);
    }
  }

  private void addVae(String prefix) {
    add(prefix + "encoder.conv_in.weight", 128, 3, 3, 3);
    add(prefix + "decoder.conv_in.weight", 512, 4, 3, 3);
    add(prefix + "decoder.conv_out.weight", 3, 128, 3, 3);
    addLayers(3, prefix + "encoder.down.", ".downsample.conv.weight", 128, 128, 3, 3);
  }

  @Test
  void tellsWhatIsInsideACheckpoint() {
    addSdxl();
    addVae("first_stage_model.");
    String clip = "conditioner.embedders.0.transformer.text_model.encoder.layers.";
    addLayers(12, clip, ".layer_norm1.weight", 768);
    String openClip = "conditioner.embedders.1.model.";
    addLayers(32, openClip + "transformer.resblocks.", ".ln_1.weight", 1280);
    add(openClip + "ln_final.weight", 1280);

    assertThat(identity().type()).isEqualTo("Checkpoint");
    assertThat(identity().component()).isNull();
    assertThat(identity().architecture()).isEqualTo("sdxl");
    assertThat(identity().inside()).containsExactly("clip-g", "clip-l", "kl4");
  }

  @Test
  void tellsWhatACheckpointLacks() {
    addSdxl();
    addLayers(32, "conditioner.embedders.1.model.transformer.resblocks.", ".ln_1.weight", 1024);

    assertThat(identity().type()).isEqualTo("Checkpoint");
    assertThat(identity().inside()).isEmpty();
  }

  @Test
  void tellsEncodersThatAreNamedInside() {
    addSdxl();
    addVae("vae.");
    String llm = "text_encoders.qwen3_4b.transformer.model.";
    addLayers(36, llm + "layers.", ".input_layernorm.weight", 2560);
    addLayers(36, llm + "layers.", ".self_attn.q_norm.weight", 128);
    addLayers(
        12,
        "text_encoders.clip_l.transformer.text_model.encoder.layers.",
        ".layer_norm1.weight",
        768);
    add("vocoder.resblocks.0.convs1.0.weight", 512, 512, 3);
    add("text_embedding_projection.aggregate_embed.weight", 3840, 188160);

    assertThat(identity().inside())
        .containsExactly("clip-l", "kl4", "ltx-2-projection", "ltx-audio", "qwen3-4b");
  }

  /** Checkpoints of 2022 name CLIP's layers without text_model. */
  @Test
  void tellsClipInsideOldCheckpoints() {
    addSdxl();
    addLayers(12, "cond_stage_model.transformer.encoder.layers.", ".layer_norm1.weight", 768);

    assertThat(identity().inside()).containsExactly("clip-l");
  }

  /** Packed weights have no shape of their own; norms and biases keep theirs. */
  @Test
  void tellsPackedEncoders() {
    for (int layer = 0; layer < 36; layer++) {
      String name = "model.layers." + layer + ".";
      identifier.add(name + "self_attn.k_proj.weight", "U8", new long[] {1024, 1280}, 0);
      identifier.add(name + "self_attn.k_proj.weight_scale", "F8_E4M3", new long[] {1024, 160}, 0);
      add(name + "input_layernorm.weight", 2560);
      add(name + "self_attn.q_norm.weight", 128);
    }
    identifier.add("model.embed_tokens.weight", "U8", new long[] {151936, 1280}, 0);

    assertThat(identity().type()).isEqualTo("TextEncoder");
    assertThat(identity().component()).isEqualTo("qwen3-4b");
  }

  /** nvfp4 keeps the number of a vocabulary's words, and nf4 nothing. */
  @ParameterizedTest
  @CsvSource({"131072, 2560, mistral-small-3", "32000, 2560,", "335544320, 1,"})
  void tellsPackedVocabularies(long words, long width, @Nullable String component) {
    identifier.add("model.embed_tokens.weight", "U8", new long[] {words, width}, 0);
    addLayers(40, "model.layers.", ".input_layernorm.weight", 5120);
    addLayers(40, "model.layers.", ".self_attn.k_proj.weight", 1024, 5120);

    assertThat(identity().component()).isEqualTo(component);
  }

  /** The tensors of several architectures of llama.cpp have the same names and shapes. */
  @ParameterizedTest
  @CsvSource({"qwen3, qwen3-4b", "qwen3vl, qwen3-vl-4b", "llama,", ", qwen3-4b", "pig, qwen3-4b"})
  void believesTheArchitectureOfAGguf(@Nullable String architecture, @Nullable String component) {
    add("token_embd.weight", 151936, 2560);
    addLayers(36, "blk.", ".attn_norm.weight", 2560);
    addLayers(36, "blk.", ".attn_q_norm.weight", 128);
    addLayers(36, "blk.", ".attn_k.weight", 1024, 2560);
    metadata = architecture == null ? Map.of() : Map.of("general.architecture", architecture);

    assertThat(identity().type()).isEqualTo("TextEncoder");
    assertThat(identity().component()).isEqualTo(component);
  }

  /** Qwen3-VL 2B has the layers of Qwen3 1.7B, and no program for images loads it. */
  @Test
  void inventsNoClassOfAGguf() {
    add("token_embd.weight", 151936, 2048);
    addLayers(28, "blk.", ".attn_norm.weight", 2048);
    addLayers(28, "blk.", ".attn_q_norm.weight", 128);
    metadata = Map.of("general.architecture", "qwen3vl");

    assertThat(identity().type()).isEqualTo("TextEncoder");
    assertThat(identity().component()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"wi, t5-base", "wi_0,"})
  void tellsT5ByItsFeedForward(String name, @Nullable String component) {
    add("shared.weight", 32128, 768);
    for (int layer = 0; layer < 12; layer++) {
      String block = "encoder.block." + layer + ".layer.";
      add(block + "0.layer_norm.weight", 768);
      add(block + "0.SelfAttention.k.weight", 768, 768);
      add(block + "1.DenseReluDense." + name + ".weight", 3072, 768);
    }
    add("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", 32, 12);

    assertThat(identity().type()).isEqualTo("TextEncoder");
    assertThat(identity().component()).isEqualTo(component);
  }

  /** Mistral Nemo has 14336. */
  @ParameterizedTest
  @CsvSource({"32768, mistral-small-3", "14336,"})
  void tellsMistralSmallByItsFeedForward(int width, @Nullable String component) {
    add("model.embed_tokens.weight", 131072, 5120);
    addLayers(40, "model.layers.", ".input_layernorm.weight", 5120);
    addLayers(40, "model.layers.", ".self_attn.k_proj.weight", 1024, 5120);
    addLayers(40, "model.layers.", ".mlp.up_proj.weight", width, 5120);

    assertThat(identity().component()).isEqualTo(component);
  }

  @ParameterizedTest
  @CsvSource({"77, clip-l", "248, long-clip-l"})
  void tellsLongClipInTheNamesOfOpenClip(int words, String component) {
    add("positional_embedding", words, 768);
    add("ln_final.weight", 768);
    addLayers(12, "transformer.resblocks.", ".ln_1.weight", 768);
    addLayers(12, "transformer.resblocks.", ".attn.in_proj_weight", 2304, 768);

    assertThat(identity().component()).isEqualTo(component);
  }

  @Test
  void tellsMmaudiosVocoder() {
    add("vocoder.activation_post.downsample.lowpass.filter", 1, 1, 12);
    add("vocoder.resblocks.0.convs1.0.weight", 512, 512, 3);

    assertThat(identity().component()).isEqualTo("mmaudio");
  }

  /** SV3D has its VAE beside the encoder of the picture that it begins with. */
  @Test
  void tellsTheVaeOfAConditioner() {
    addSdxl();
    String vae = "conditioner.embedders.1.encoder.";
    add(vae + "encoder.conv_in.weight", 128, 3, 3, 3);
    add(vae + "decoder.conv_in.weight", 512, 4, 3, 3);
    add(vae + "decoder.conv_out.weight", 3, 128, 3, 3);
    addLayers(3, vae + "encoder.down.", ".downsample.conv.weight", 128, 128, 3, 3);

    assertThat(identity().inside()).containsExactly("kl4");
  }

  @Test
  void tellsT5OfLlamaCpp() {
    add("token_embd.weight", 256384, 4096);
    addLayers(24, "enc.blk.", ".attn_norm.weight", 4096);
    addLayers(24, "enc.blk.", ".attn_k.weight", 4096, 4096);
    addLayers(24, "enc.blk.", ".attn_rel_b.weight", 32, 64);
    metadata = Map.of("general.architecture", "t5encoder");

    assertThat(identity().component()).isEqualTo("umt5-xxl");
  }

  @Test
  void tellsNoClassOfWhatIsNoEncoder() {
    add("v.blk.0.attn_q.weight", 1280, 1280);
    add("mm.0.weight", 2560, 5120);

    assertThat(identity().type()).isNull();
    assertThat(identity().component()).isNull();
  }

  @Test
  void tellsEncodersBelowTheNamesOfModelsThatSee() {
    add("model.visual.deepstack_merger_list.0.norm.weight", 4096);
    add("model.language_model.embed_tokens.weight", 151936, 2560);
    String layers = "model.language_model.layers.";
    addLayers(36, layers, ".input_layernorm.weight", 2560);
    addLayers(36, layers, ".self_attn.q_norm.weight", 128);
    addLayers(36, layers, ".self_attn.k_proj.weight", 1024, 2560);

    assertThat(identity().type()).isEqualTo("TextEncoder");
    assertThat(identity().component()).isEqualTo("qwen3-vl-4b");
  }
}
