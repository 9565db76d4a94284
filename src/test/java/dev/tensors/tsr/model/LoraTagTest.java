package dev.tensors.tsr.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoraTagTest {

  @ParameterizedTest
  @CsvSource({
    "0.8, 0.8",
    "' 1 ', 1.0",
    "-.5, -0.5",
    "+2., 2.0",
    "-0, 0.0",
    "1e2, 100.0",
    "٠.٨, 0.8",
    "., ",
    "1-, ",
    "NaN, ",
    "1e999, ",
    "0x1p1, ",
  })
  void readsAWeight(String written, Double weight) {
    assertThat(LoraTag.in("<lora:fog:" + written + ">"))
        .containsExactly(new LoraTag("fog", weight, 6, 9));
  }

  @ParameterizedTest
  @CsvSource({"0.8, 0.8", "1, 1", "-0.0, 0", "100, 100", "1e-4, 0.0001", "1e7, 10000000"})
  void writesAWeightAsPeopleDo(double weight, String written) {
    assertThat(LoraTag.of("fog", weight)).isEqualTo("<lora:fog:" + written + ">");
  }
}
