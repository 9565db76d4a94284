package dev.tensors.tsr.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    assertThat(identifier.alpha()).isEqualTo(new AlphaTensor(200, "BF16", 2));
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
}
