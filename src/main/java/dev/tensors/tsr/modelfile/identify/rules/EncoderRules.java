package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.CLIP_VISION;
import static dev.tensors.tsr.modelfile.identify.matching.Types.OTHER;
import static dev.tensors.tsr.modelfile.identify.matching.Types.TEXT_ENCODER;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * Encoders of texts and of images, in the names of transformers, of open_clip and of llama.cpp. A
 * class is told by vectors, indices and the vocabulary, which quantising leaves as they are. A file
 * that only the rules without a class match is an encoder of another one, such as Llama 2.
 */
public final class EncoderRules {

  private static final String CLIP = "text_model.encoder.layers.#.layer_norm1.weight";
  private static final String CLIP_WORDS = "text_model.embeddings.position_embedding.weight";
  private static final String OPEN_CLIP = "transformer.resblocks.#.ln_#.weight";
  private static final String OPEN_CLIP_WORDS = "positional_embedding";

  private static final String T5 =
      "encoder.block.#.layer.#.layer_norm.weight|enc.blk.#.attn_norm.weight";
  private static final String T5_BIAS =
      "encoder.block.#.layer.#.SelfAttention.relative_attention_bias.weight"
          + "|enc.blk.#.attn_rel_b.weight";
  private static final String T5_VOCABULARY =
      "shared.weight|encoder.embed_tokens.weight|token_embd.weight";

  /** T5 1.1 and what came after it have them, T5 has not. */
  private static final String T5_GATES =
      "encoder.block.#.layer.#.DenseReluDense.wi_#.weight|enc.blk.#.ffn_gate.weight";

  private static final String VISION = "vision_model.encoder.layers.#.layer_norm1.weight";

  private static final String NORM = layers("input_layernorm.weight", "attn_norm.weight");
  private static final String Q_NORM = layers("self_attn.q_norm.weight", "attn_q_norm.weight");
  private static final String K = layers("self_attn.k_proj.weight", "attn_k.weight");
  private static final String K_BIAS = layers("self_attn.k_proj.bias", "attn_k.bias");
  private static final String V = layers("self_attn.v_proj.weight", "attn_v.weight");
  private static final String SINKS = layers("self_attn.sinks", "attn_sinks.weight");
  private static final String UP = layers("mlp.up_proj.weight", "ffn_up.weight");
  private static final String GEMMA =
      layers("post_feedforward_layernorm.weight", "post_ffw_norm.weight");
  private static final String VOCABULARY =
      "model.embed_tokens.weight|embed_tokens.weight|token_embd.weight";
  private static final String DEEPSTACK = "*visual.deepstack_merger_list.#.norm.weight";

  /** Vocabularies. */
  private static final long T5_WORDS = 32128;

  private static final long UMT5_WORDS = 256384;
  private static final long QWEN_WORDS = 151936;

  /** That of ACE-Step's planner, with tokens for sounds. */
  private static final long ACE_WORDS = 217204;

  public static final List<Rule> RULES =
      List.of(
          // CLIP
          rule("CLIP").has("text_model.encoder.layers.#.mlp.fc1.weight"),
          rule("CLIP (open_clip)")
              .has("transformer.resblocks.#.attn.in_proj_weight", "ln_final.weight"),
          clip("clip-l", 768, 12, 12).ifTold(CLIP_WORDS, 0, 77),
          clip("long-clip-l", 768, 12, 12).longer(CLIP_WORDS, 0, 77),
          clip("clip-h", 1024, 23, 24).ifTold(CLIP_WORDS, 0, 77),
          clip("clip-g", 1280, 32, 32).ifTold(CLIP_WORDS, 0, 77),
          clip("long-clip-g", 1280, 32, 32).longer(CLIP_WORDS, 0, 77),
          openClip("clip-l", 768, 12, 12).ifTold(OPEN_CLIP_WORDS, 0, 77),
          openClip("long-clip-l", 768, 12, 12).longer(OPEN_CLIP_WORDS, 0, 77),
          openClip("clip-h", 1024, 23, 24).ifTold(OPEN_CLIP_WORDS, 0, 77),
          openClip("clip-g", 1280, 32, 32).ifTold(OPEN_CLIP_WORDS, 0, 77),
          openClip("long-clip-g", 1280, 32, 32).longer(OPEN_CLIP_WORDS, 0, 77),
          rule("Jina CLIP 2").as("jina-clip-2").has("model.encoder.layers.#.mixer.Wqkv.weight"),
          // T5
          rule("T5").has("encoder.block.#.layer.#.SelfAttention.k.weight"),
          rule("T5 (llama.cpp)").has("enc.blk.#.attn_k.weight"),
          oneBias(t5("t5-xxl", 4096, 64, 24)).ifTold(T5_VOCABULARY, 0, T5_WORDS),
          eachBias(t5("umt5-xxl", 4096, 64, 24), 24).ifTold(T5_VOCABULARY, 0, UMT5_WORDS),
          oneBias(t5("t5-xxl-old", 1024, 128, 24)).ifTold(T5_VOCABULARY, 0, T5_WORDS),
          eachBias(t5("pile-t5-xl", 2048, 32, 24), 24).ifTold(T5_VOCABULARY, 0, T5_WORDS),
          oneBias(t5("mt5-xl", 2048, 32, 24)).length(T5_VOCABULARY, 0, 250112),
          oneBias(t5("t5-base", 768, 12, 12)).lacks(T5_GATES).ifTold(T5_VOCABULARY, 0, T5_WORDS),
          eachBias(t5("umt5-base", 768, 12, 12), 12).ifTold(T5_VOCABULARY, 0, UMT5_WORDS),
          oneBias(t5("byt5-small-glyph", 1472, 6, 12)).ifTold(T5_VOCABULARY, 0, 1510),
          rule("UMT5 (Wan)")
              .as("umt5-xxl-native")
              .has("token_embedding.weight", "blocks.#.attn.q.weight", "blocks.#.ffn.gate.#.weight")
              .ifTold("token_embedding.weight", 0, UMT5_WORDS)
              .ifTold("norm.weight", 0, 4096),
          // Language models
          rule("language model")
              .has("model.layers.#.self_attn.k_proj.weight", "model.embed_tokens.weight"),
          rule("language model without prefix")
              .has("layers.#.self_attn.k_proj.weight", "embed_tokens.weight"),
          rule("language model (llama.cpp)").has("blk.#.attn_k.weight", "token_embd.weight"),
          rule("Ming-Image").as("ming-image").has("thinker.layers.#.mlp.image_gate.proj.weight"),
          rule("T5Gemma")
              .as("t5gemma")
              .has("model.encoder.layers.#.pre_self_attn_layernorm.weight"),
          lm("gemma2-2b", 2304, 26).has(GEMMA).lacks(Q_NORM).ifTold(VOCABULARY, 0, 256000),
          lm("gemma3-4b", 2560, 34).has(GEMMA, Q_NORM).asMany(V, K),
          lm("gemma3-12b", 3840, 48).has(GEMMA, Q_NORM).asMany(V, K),
          lm("gemma4-12b", 3840, 48).has(GEMMA, Q_NORM, V).fewer(V, K),
          lm("gpt-oss-20b", 2880, 24).has(SINKS).ifTold(VOCABULARY, 0, 201088),
          qwen2("qwen2.5-vl-3b", 2048, 36, 256).ifTold(VOCABULARY, 0, QWEN_WORDS),
          qwen2("qwen2.5-vl-7b", 3584, 28, 512).ifTold(VOCABULARY, 0, 152064),
          rule("Qwen 3.5")
              .as("qwen3.5")
              .has("model.layers.#.linear_attn.A_log|layers.#.linear_attn.A_log")
              .every(NORM, 0, 1024, 2048, 2560, 4096, 5120),
          qwen3("qwen3-vl-4b", 2560, 36).fileHas(DEEPSTACK),
          qwen3("qwen3-vl-8b", 4096, 36).fileHas(DEEPSTACK),
          qwen3("qwen3-vl-32b-h3", 5120, 50).fileHas(DEEPSTACK),
          qwen3("qwen3-0.6b", 1024, 28).fileLacks(DEEPSTACK).ifTold(VOCABULARY, 0, QWEN_WORDS),
          qwen3("qwen3-0.6b-ace", 1024, 28).fileLacks(DEEPSTACK).length(VOCABULARY, 0, 151669),
          qwen3("qwen3-1.7b", 2048, 28).fileLacks(DEEPSTACK).ifTold(VOCABULARY, 0, QWEN_WORDS),
          qwen3("qwen3-1.7b-ace", 2048, 28).fileLacks(DEEPSTACK).length(VOCABULARY, 0, ACE_WORDS),
          qwen3("qwen3-4b", 2560, 36).fileLacks(DEEPSTACK).ifTold(VOCABULARY, 0, QWEN_WORDS),
          qwen3("qwen3-4b-ace", 2560, 36).fileLacks(DEEPSTACK).length(VOCABULARY, 0, ACE_WORDS),
          qwen3("qwen3-8b", 4096, 36).fileLacks(DEEPSTACK).ifTold(VOCABULARY, 0, QWEN_WORDS),
          mistral(40),
          mistral(30),
          plain("ministral-3-3b", 3072, 26).length(VOCABULARY, 0, 131072),
          llama("llama-3.1-8b", 128256),
          llama("llava-llama3", 128320),
          // Images
          vision("CLIP vision or SigLIP")
              .has("vision_model.encoder.layers.#.mlp.fc1.weight")
              .lacks("text_model.*", "multi_modal_projector.*"),
          vision("CLIP vision (open_clip)")
              .has("visual.transformer.resblocks.#.attn.in_proj_weight")
              .lacks("ln_final.*"),
          vision("DINOv2").has("encoder.layer.#.layer_scale2.lambda1"),
          vision("clip-vision-l", 1024, 24),
          vision("clip-vision-h", 1280, 32),
          vision("clip-vision-g", 1664, 48),
          vision("siglip-so400m", 1152, 27),
          // What stands between an encoder and its model
          Rule.of(OTHER, Family.ANY, "text projection of LTX-2")
              .as("ltx-2-projection")
              .has("text_embedding_projection.aggregate_embed.weight")
              .lacks("*transformer_blocks.*", "*layers.#.self_attn.*"),
          Rule.of(OTHER, Family.ANY, "text projection of LTX-2.3")
              .as("ltx-2.3-projection")
              .has("text_embedding_projection.audio_aggregate_embed.weight")
              .lacks("*transformer_blocks.*", "*layers.#.self_attn.*"));

  private EncoderRules() {}

  private static Rule rule(String name) {
    return Rule.of(TEXT_ENCODER, Family.ANY, name);
  }

  /** A tensor of each layer, in the names of transformers, with and without prefix, and of GGUF. */
  private static String layers(String name, String gguf) {
    return "model.layers.#.%1$s|layers.#.%1$s|blk.#.%2$s".formatted(name, gguf);
  }

  private static Rule clip(String component, long width, long fewest, long most) {
    return layered(rule(component + " (transformers)").as(component), CLIP, width, fewest, most);
  }

  private static Rule openClip(String component, long width, long fewest, long most) {
    return layered(rule(component + " (open_clip)").as(component), OPEN_CLIP, width, fewest, most)
        .has("ln_final.weight");
  }

  private static Rule layered(Rule rule, String norm, long width, long fewest, long most) {
    return rule.every(norm, 0, width).reaches(norm, 0, fewest - 1).endsAt(norm, 0, most - 1);
  }

  /** A T5 by its width, the heads of each layer and its layers. */
  private static Rule t5(String component, long width, long heads, long layers) {
    return rule(component)
        .as(component)
        .every(T5, 0, width)
        .length(T5_BIAS, 1, heads)
        .reaches(T5, 0, layers - 1)
        .endsAt(T5, 0, layers - 1);
  }

  /** The first layer alone has a bias by distance. */
  private static Rule oneBias(Rule rule) {
    return rule.endsAt(T5_BIAS, 0, 0);
  }

  private static Rule eachBias(Rule rule, long layers) {
    return rule.reaches(T5_BIAS, 0, layers - 1);
  }

  /** A language model by its width and its layers. */
  private static Rule lm(String component, long width, long layers) {
    return rule(layers + " layers of " + component)
        .as(component)
        .every(NORM, 0, width)
        .reaches(NORM, 0, layers - 1)
        .endsAt(NORM, 0, layers - 1);
  }

  private static Rule qwen2(String component, long width, long layers, long keys) {
    return lm(component, width, layers).length(K_BIAS, 0, keys).lacks(SINKS, Q_NORM, GEMMA);
  }

  private static Rule qwen3(String component, long width, long layers) {
    return lm(component, width, layers).has(Q_NORM).lacks(K_BIAS, SINKS, GEMMA);
  }

  /** A language model without biases and without norms of queries. */
  private static Rule plain(String component, long width, long layers) {
    return lm(component, width, layers).lacks(Q_NORM, K_BIAS, SINKS, GEMMA);
  }

  /** Mistral Nemo has the same width, layers and vocabulary. */
  private static Rule mistral(long layers) {
    return plain("mistral-small-3", 5120, layers)
        .length(VOCABULARY, 0, 131072)
        .ifTold(UP, 0, 32768);
  }

  private static Rule llama(String component, long vocabulary) {
    return plain(component, 4096, 32)
        .length(VOCABULARY, 0, vocabulary)
        .ifTold(K, 0, 1024)
        .ifTold(UP, 0, 14336);
  }

  private static Rule vision(String name) {
    return Rule.of(CLIP_VISION, Family.ANY, name);
  }

  /** An encoder of images by its width and its layers. */
  private static Rule vision(String component, long width, long layers) {
    return vision(component)
        .as(component)
        .lacks("text_model.*", "multi_modal_projector.*")
        .every(VISION, 0, width)
        .reaches(VISION, 0, layers - 1)
        .endsAt(VISION, 0, layers - 1);
  }
}
