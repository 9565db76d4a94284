package dev.tensors.tsr.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GgufReaderTest {

  private final ByteBuffer file = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
  private final List<String> tensors = new ArrayList<>();

  private GgufReaderTest start(int version, long tensors, long entries) {
    file.put("GGUF".getBytes(StandardCharsets.US_ASCII));
    file.putInt(version).putLong(tensors).putLong(entries);
    return this;
  }

  private GgufReaderTest text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.putLong(bytes.length).put(bytes);
    return this;
  }

  private HeaderReading read(int length) throws IOException {
    byte[] bytes = Arrays.copyOf(file.array(), length);
    return GgufReader.read(
        new ByteArrayInputStream(bytes),
        length,
        (name, dtype, shape, begin) ->
            tensors.add(name + " " + dtype + " " + Arrays.toString(shape) + " " + begin));
  }

  private String refused(int length) throws IOException {
    return ((HeaderReading.Refused) read(length)).reason();
  }

  private void oneTensor(long rows) {
    start(3, 1, 2).text("general.architecture");
    file.putInt(8);
    text("flux").text("tokens");
    file.putInt(9).putInt(8).putLong(2);
    text("a").text("b").text("double_blocks.0.img_attn.qkv.weight");
    file.putInt(2).putLong(256).putLong(rows).putInt(12).putLong(0);
  }

  @Test
  void readsMetadataAndTensors() throws IOException {
    oneTensor(2);
    int start = (file.position() + 31) / 32 * 32;

    Header header = ((HeaderReading.Valid) read(start + 288)).header();

    assertThat(header.size()).isEqualTo(start);
    assertThat(header.tensorCount()).isEqualTo(1);
    assertThat(header.metadata())
        .containsExactly(
            java.util.Map.entry("general.architecture", "flux"),
            java.util.Map.entry("tokens", "[array of 2 strings]"));
    assertThat(tensors).containsExactly("double_blocks.0.img_attn.qkv.weight Q4_K [2, 256] 0");
  }

  @Test
  void refusesAFileThatIsTooShort() throws IOException {
    oneTensor(2);
    int start = (file.position() + 31) / 32 * 32;

    assertThat(refused(start + 287))
        .isEqualTo(
            "truncated after %s of %s bytes: an interrupted download?"
                .formatted(start + 287, start + 288));
    assertThat(refused(40)).contains("within the header");
    assertThat(refused(0)).isEqualTo("the file is empty");
  }

  @Test
  void refusesShapesThatOverflow() throws IOException {
    oneTensor(Long.MAX_VALUE / 2);

    assertThat(refused(4096)).contains("has a shape too large for");
  }

  @Test
  void refusesOtherVersionsAndCounts() throws IOException {
    start(1, 0, 0);
    assertThat(refused(24)).isEqualTo("a .gguf file of version 1; versions 2 and 3 are known");
    file.clear();
    start(3, -1, 0);
    assertThat(refused(24))
        .isEqualTo("it claims 18446744073709551615 tensors, and 1000000 is the limit");
  }

  @Test
  void refusesArraysThatNestDeeply() throws IOException {
    start(3, 0, 1).text("a");
    file.putInt(9);
    for (int i = 0; i < 20; i++) {
      file.putInt(9).putLong(1);
    }

    assertThat(refused(1024)).isEqualTo("its metadata nests arrays deeper than 4 levels");
  }
}
