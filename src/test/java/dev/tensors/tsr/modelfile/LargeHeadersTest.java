package dev.tensors.tsr.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeHeadersTest {

  @Test
  @Tag("long")
  void readsALargeHeader() {
    StringBuilder header = new StringBuilder("{");
    int tensors = 200_000;
    for (int i = tensors - 1; i >= 0; i--) {
      header
          .append("\"model.diffusion_model.input_blocks.")
          .append(i)
          .append(".weight\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[")
          .append(i)
          .append(',')
          .append(i + 1)
          .append(i == 0 ? "]}}" : "]},");
    }

    assertThat(valid(header.toString(), tensors).tensorCount()).isEqualTo(tensors);
  }

  @Test
  @Tag("long")
  void dropsValuesThatAreTooLarge() {
    String large = "\\u00e9".repeat(HeaderText.LONGEST_STRING + 100);
    String header =
        """
        {"__metadata__": {"a": "1", "thumbnail": "%s", "list": ["%s"], "z": "2"}}\
        """
            .formatted(large, "x".repeat(2 << 20));

    Header read = valid(header, 0);

    assertThat(read.metadata().keySet()).containsExactly("a", "thumbnail", "list", "z");
    assertThat(read.metadata()).contains(entry("a", "1"), entry("thumbnail", null));
    assertThat(read.metadata()).contains(entry("list", null), entry("z", "2"));
    assertThat(read.dropped()).containsExactly("thumbnail", "list");
  }

  @Test
  void dropsValuesThatAreTooLargeTogether() {
    String half = "x".repeat(HeaderText.LONGEST_STRING / 2);
    String header =
        """
        {"__metadata__": {"a": "%s", "b": "%s", "c": "1", "d": ""}}\
        """
            .formatted(half, half);

    Header read = valid(header, 0);

    assertThat(read.dropped()).containsExactly("c");
    assertThat(read.metadata().get("b")).isEqualTo(half);
    assertThat(read.metadata().get("d")).isEmpty();
  }

  @Test
  void checksWhatItDropsToo() {
    String header = "{\"__metadata__\":{\"a\":\"" + "x".repeat(9 << 20) + "\\q\"}}";

    assertThat(SafetensorsFile.of(header, 0).read())
        .isEqualTo(
            new HeaderReading.Refused("the header is not valid JSON: see its character 9437208"));
  }

  private static Header valid(String header, int dataSize) {
    HeaderReading reading = SafetensorsFile.of(header, dataSize).read();
    assertThat(reading).isInstanceOf(HeaderReading.Valid.class);
    return ((HeaderReading.Valid) reading).header();
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, false",
    "0000800000000000, false",
    "0100800000000000, true",
    "ffffffffffffffff, false", // refused before anything is read
    "01008000000000, false", // too short to be a model
  })
  void tellsALargeOneByItsLength(String start, boolean large) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(start));

    assertThat(HeaderReader.isLarge(bytes)).isEqualTo(large);
  }
}
