package dev.tensors.tsr.modelfile.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.GgufReader;
import dev.tensors.tsr.modelfile.Header.HeaderReading;
import dev.tensors.tsr.modelfile.identify.Identifier.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Identifies .gguf files, whose shapes stand in the reverse order. */
class GgufIdentityTest {

  private static final int F32 = 0;
  private static final int Q4_K = 12;

  private final ByteBuffer entries = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer tensors = ByteBuffer.allocate(65_536).order(ByteOrder.LITTLE_ENDIAN);
  private final List<String> names = new ArrayList<>();
  private int entryCount;

  private static void text(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putLong(bytes.length).put(bytes);
  }

  private void entry(String key, String value) {
    text(entries, key);
    text(entries.putInt(8), value);
    entryCount++;
  }

  private void entry(String key, int value) {
    text(entries, key);
    entries.putInt(4).putInt(value);
    entryCount++;
  }

  /** Adds a tensor of a shape as PyTorch has it, the outermost length first. */
  private void tensor(String name, int type, long... shape) {
    names.add(name);
    text(tensors, name);
    tensors.putInt(shape.length);
    for (int i = shape.length - 1; i >= 0; i--) {
      tensors.putLong(shape[i]);
    }
    tensors.putInt(type).putLong(0);
  }

  private void flux() {
    entry("general.architecture", "flux");
    tensor("img_in.weight", F32, 3072, 64);
    tensor("vector_in.in_layer.weight", F32, 3072, 768);
    tensor("guidance_in.in_layer.weight", F32, 3072, 256);
    for (int i = 0; i < 19; i++) {
      tensor("double_blocks." + i + ".img_attn.norm.key_norm.scale", F32, 128);
      tensor("double_blocks." + i + ".img_attn.proj.weight", Q4_K, 3072, 3072);
    }
    for (int i = 0; i < 38; i++) {
      tensor("single_blocks." + i + ".linear1.weight", Q4_K, 21504, 3072);
    }
  }

  private Identity identified() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    file.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3);
    file.putLong(names.size()).putLong(entryCount);
    file.put(entries.flip()).put(tensors.flip());
    Identifier identifier = new Identifier();
    HeaderReading reading =
        GgufReader.read(
            new ByteArrayInputStream(file.array()), Long.MAX_VALUE / 2, identifier::add);
    return identifier.identify(((HeaderReading.Valid) reading).header().metadata());
  }

  @Test
  void tellsADiffusionModel() throws IOException {
    flux();
    entry("general.file_type", 15);

    Identity found = identified();

    assertThat(found.type()).isEqualTo("UNet");
    assertThat(found.baseModel()).isEqualTo("Flux.1 D");
    assertThat(found.precision()).isEqualTo("Q4_K_M");
    assertThat(found.parameters())
        .isEqualTo(3072L * (64 + 768 + 256) + 19 * (128 + 3072L * 3072) + 38L * 21504 * 3072);
  }

  @Test
  void tellsTheTypeOfMostElementsWhereTheMetadataContradictsIt() throws IOException {
    flux();
    entry("general.file_type", 7);

    assertThat(identified().precision()).isEqualTo("Q4_K");
  }

  @Test
  void tellsATextEncoder() throws IOException {
    entry("general.architecture", "t5encoder");
    tensor("token_embd.weight", F32, 32128, 4096);
    tensor("enc.blk.0.attn_k.weight", Q4_K, 4096, 4096);

    Identity found = identified();
    assertThat(found.type()).isEqualTo("TextEncoder");
    assertThat(found.baseModel()).isNull();
  }
}
