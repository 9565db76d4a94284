package dev.tensors.tsr.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {

  private static final String GOOD =
      """
      {
        "__metadata__": {"ss_output_name": "my_style", "format": "pt", "modelspec.title": "Ü\\n"},
        "lora_up": {"dtype": "F16", "shape": [2, 1], "data_offsets": [0, 4]},
        "alpha": {"dtype": "F32", "shape": [], "data_offsets": [4, 8]}
      }
      """;

  @Test
  void tellsSizeTensorsAndMetadataInTheFilesOrder() {
    Header header = valid(GOOD, 8);

    assertThat(header.size()).isEqualTo(GOOD.length() + 1);
    assertThat(header.tensorCount()).isEqualTo(2);
    assertThat(header.metadata())
        .containsExactly(
            entry("ss_output_name", "my_style"),
            entry("format", "pt"),
            entry("modelspec.title", "Ü\n"));
    assertThat(header.dropped()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \t\r\n{}   ",
        """
        {"__metadata__": null}\
        """,
        """
        {"": {"dtype": "I64", "shape": [0, 18446744073709551615], "data_offsets": [0, 0]}}\
        """,
        """
        {"a": {"x": {"shape": [[]]}, "data_offsets": [0, 0], "dtype": "U8", "shape": [0]}}\
        """,
      })
  void acceptsWithoutTensorBytes(String header) {
    assertThat(SafetensorsFile.of(header, 0).read()).isInstanceOf(HeaderReading.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BOOL 4",
        "F4 8",
        "F6_E2M3 16,1,2,0,1",
        "U8 4",
        "F8_E8M0 2,2",
        "BF16 2",
        "F32 1",
        "X9 77"
      })
  void knowsHowManyBitsADtypeTakes(String tensor) {
    String[] part = tensor.split(" ");
    String fields = "{\"a\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[0,%d]}}";
    int size = part[0].startsWith("F6") ? 0 : 4;

    assertThat(valid(fields.formatted(part[0], part[1], size), size).tensorCount()).isEqualTo(1);
  }

  @Test
  void acceptsTensorsInAnyOrderAndEmptyOnesWhereOthersMeet() {
    String header =
        """
        {
          "c": {"dtype": "U8", "shape": [2], "data_offsets": [2, 4]},
          "e": {"dtype": "U8", "shape": [0], "data_offsets": [2, 2]},
          "f": {"dtype": "U8", "shape": [0], "data_offsets": [4, 4]},
          "a": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]},
          "d": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]},
          "b": {"dtype": "U8", "shape": [1], "data_offsets": [1, 2]}
        }
        """;

    assertThat(valid(header, 4).tensorCount()).isEqualTo(6);
  }

  @Test
  void keepsMetadataThatIsNoStringAsJsonText() {
    String header =
        """
        {"__metadata__": {
          "number": 1.50e3, "large": 123456789012345678901234567890, "truth": true, "none": null,
          "list": [ 1, "a/\\"b\\"", [ ] ], "object": { "k" : { } }, "text": "1.50e3"
        }}
        """;

    assertThat(valid(header, 0).metadata())
        .containsExactly(
            entry("number", "1.50e3"),
            entry("large", "123456789012345678901234567890"),
            entry("truth", "true"),
            entry("none", "null"),
            entry("list", "[1,\"a/\\\"b\\\"\",[]]"),
            entry("object", "{\"k\":{}}"),
            entry("text", "1.50e3"));
  }

  @Test
  void keepsTheLastOfMetadataOfOneKey() {
    String header =
        """
        {"__metadata__": {"a": "1", "b": "2", "a": "3"}}\
        """;

    assertThat(valid(header, 0).metadata()).containsExactly(entry("a", "3"), entry("b", "2"));
  }

  @Test
  void leavesTheStreamOpenAtTheFirstTensorByte() throws IOException {
    byte[] file = SafetensorsFile.of(GOOD, 8).bytes();
    Arrays.fill(file, file.length - 8, file.length, (byte) 7);
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(file) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    HeaderReader.read(in, file.length);

    assertThat(closed[0]).isFalse();
    assertThat(in.readAllBytes()).containsExactly(7, 7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void refusesAFileThatEndsBeforeItsLength() throws IOException {
    byte[] file = SafetensorsFile.of(GOOD, 8).bytes();
    InputStream shorter = new ByteArrayInputStream(file, 0, 50);

    assertThat(HeaderReader.read(shorter, file.length))
        .isEqualTo(
            new HeaderReading.Refused(
                "the file became shorter while it was read: is it still being written?"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8, 100})
  void passesOnTheFailureOfTheStream(int readable) {
    byte[] file = SafetensorsFile.of(GOOD, 8).bytes();
    IOException failure = new IOException("Input/output error");
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }
        };
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(file, 0, readable), failing);

    assertThatThrownBy(() -> HeaderReader.read(in, file.length)).isSameAs(failure);
  }

  @Test
  void givesWhatNobodyCanChange() {
    Header header = valid(GOOD, 8);

    assertThatThrownBy(() -> header.metadata().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(new Header(2, 0, Map.of(), List.of())).isEqualTo(valid("{}", 0));
  }

  private static Header valid(String header, int dataSize) {
    HeaderReading reading = SafetensorsFile.of(header, dataSize).read();
    assertThat(reading).isInstanceOf(HeaderReading.Valid.class);
    return ((HeaderReading.Valid) reading).header();
  }
}
