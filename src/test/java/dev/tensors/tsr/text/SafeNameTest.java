package dev.tensors.tsr.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafeNameTest {

  @Test
  void replacesWhatSomeSystemForbids() {
    assertThat(
            List.of(
                    "a/b",
                    "a\\b",
                    "a:b*c?",
                    "<a>|\"b\"",
                    "a\nb\u0000",
                    "a\u202eb",
                    "\ud800x",
                    "a\ufffd")
                .stream()
                .map(SafeName::of))
        .containsExactly("a_b", "a_b", "a_b_c_", "_a___b_", "a_b_", "a_b", "_x", "a_");
  }

  @Test
  void leadsOutOfNoFolderAndIsNeverEmptyOrHidden() {
    assertThat(
            List.of("", " ", ".", "..", "...", " .. ", ".a", "a. .", "../a").stream()
                .map(SafeName::of))
        .containsExactly("_", "_", "_", "_", "_", "_", "_a", "a", "_._a");
  }

  @Test
  void isNoDeviceOfWindows() {
    assertThat(
            List.of("CON", "nul.x", "com1", "LPT9.a.b", "com\u00b2", "conx", "com10", "aux ")
                .stream()
                .map(SafeName::of))
        .containsExactly(
            "_CON", "_nul.x", "_com1", "_LPT9.a.b", "_com\u00b2", "conx", "com10", "_aux");
  }

  @Test
  void isComposedAndShortInBytesWithoutHalfACharacter() {
    assertThat(SafeName.of("e\u0301")).isEqualTo("\u00e9");
    assertThat(SafeName.of("\ud83d\ude00".repeat(100)))
        .isEqualTo("\ud83d\ude00".repeat(50))
        .satisfies(
            name ->
                assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200));
    assertThat(SafeName.of("a".repeat(1_000_000))).hasSize(200);
  }
}
