package dev.tensors.tsr.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class HyperlinkTest {

  private static String link(String address, String text) {
    StringBuilder link = new StringBuilder();
    Hyperlink.append(address, text, link);
    return link.toString().replace('\033', '^');
  }

  @Test
  void standsAroundTheText() {
    assertThat(link("https://a.example/?b=c;d#e", "^[1mtext^[0m"))
        .isEqualTo("^]8;;https://a.example/?b=c;d#e^\\^[1mtext^[0m^]8;;^\\");
  }

  @Test
  void nothingInAnAddressEndsItsSequence() {
    assertThat(link("a\033\\\007\u009c b\n\u202e\ud800", "x"))
        .isEqualTo("^]8;;a%1B\\%07%C2%9C%20b%0A%E2%80%AE?^\\x^]8;;^\\");
  }

  @Test
  void anAddressThatIsLongerThanTerminalsTakeIsNoLink() {
    assertThat(link("a".repeat(2083), "x")).startsWith("^]8;;a");
    assertThat(link("a".repeat(2084), "x")).isEqualTo("x");
    assertThat(link("é".repeat(400), "x")).isEqualTo("x");
  }

  @Test
  void aFileIsNamedByTheBytesOfItsPath() {
    assertThat(Hyperlink.toFile("/models/Lora/a-b_c.1~(x).safetensors"))
        .isEqualTo("file:///models/Lora/a-b_c.1~(x).safetensors");
    assertThat(Hyperlink.toFile("/麦 %41?#;\033]8;;\\\n"))
        .isEqualTo("file:///%E9%BA%A6%20%2541%3F%23%3B%1B%5D8%3B%3B%5C%0A");
  }
}
