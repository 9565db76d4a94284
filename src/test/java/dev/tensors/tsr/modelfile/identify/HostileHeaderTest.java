package dev.tensors.tsr.modelfile.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.modelfile.identify.Identifier.Identity;
import dev.tensors.tsr.modelfile.identify.matching.Forms;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers that are made to take time or memory. */
class HostileHeaderTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Identifier identifier = new Identifier();

  private void add(String name, long... shape) {
    identifier.add(name, "F16", shape, 0);
  }

  private Identity identified() {
    return identifier.identify(Map.of());
  }

  @Test
  @Tag("long")
  void readsAMillionTensorsOfAMillionForms() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            add("double_blocks.x" + i + ".lora_down.weight", 16, 3072);
          }
          assertThat(identified().type()).isNull();
          assertThat(identified().parameters()).isEqualTo(1_000_000L * 16 * 3072);
        });
  }

  @Test
  @Tag("long")
  void readsAMillionTensorsOfOneForm() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            add("lora_unet_double_blocks_" + i + "_img_attn_qkv.lora_down.weight", 1 + i, i);
          }
          assertThat(identified().type()).isEqualTo("LORA");
          assertThat(identified().baseModel()).isNull();
          assertThat(identified().rank()).isEqualTo(1_000_000);
        });
  }

  @Test
  @Tag("long")
  void readsAsManyFormsAsAreKept() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < Forms.MOST; i++) {
            add("model.diffusion_model.joint_blocks.0.x_block.attn2.x" + i + ".weight", 16, 3072);
          }
          assertThat(identified().baseModel()).isNull();
        });
  }

  @Test
  @Tag("long")
  void readsLongNames() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < 100; i++) {
            add("1.".repeat(200_000) + i, 16);
            add("12345".repeat(80_000), 16);
            add(".".repeat(400_000) + ".alpha");
            add("a".repeat(400_000) + ".lokr_w1", 4, 4);
          }
          assertThat(identified().type()).isNull();
        });
  }

  @Test
  void countsShapesWithoutOverflow() {
    add("a", 0, Long.MAX_VALUE);
    add("b", 1L << 40, 1L << 40);
    add("c", -1, 2);
    add("d", Long.MAX_VALUE);

    assertThat(identified().parameters()).isEqualTo(Long.MAX_VALUE);
    assertThat(identified().baseModel()).isNull();
  }

  @Test
  void multipliesFactorsWithoutOverflow() {
    add("lycoris_blocks_0_attn1_to_q.lokr_w1", 1L << 40, 1L << 40);
    add("lycoris_blocks_0_attn1_to_q.lokr_w2", 1L << 40, 1L << 40);

    assertThat(identified().type()).isEqualTo("LoCon");
    assertThat(identified().baseModel()).isNull();
  }
}
