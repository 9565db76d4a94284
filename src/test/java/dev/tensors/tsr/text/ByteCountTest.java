package dev.tensors.tsr.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "512, 512 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "65536, 64.0 KiB",
    "102348, 99.9 KiB",
    "102399, 100 KiB",
    "1048063, 1023 KiB",
    "1048064, 1.0 MiB",
    "7000000000, 6.5 GiB",
    "9223372036854775807, 8.0 EiB",
  })
  void unitsAreOf1024(long bytes, String shown) {
    assertThat(ByteCount.human(bytes)).isEqualTo(shown);
  }
}
