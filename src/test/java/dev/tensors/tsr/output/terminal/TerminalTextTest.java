package dev.tensors.tsr.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {

  @Test
  void controlCharactersAreSpelledOut() {
    assertThat(TerminalText.visible("a\nb\tc\rd\033[2J\0\u007f\u009b"))
        .isEqualTo("a\\nb\\tc\\rd\\x1b[2J\\x00\\x7f\\u009b");
  }

  @Test
  void soIsWhatHidesOrTurnsText() {
    assertThat(TerminalText.visible("\u202e\u2066\u200f\u061c\u200b\u2028\ufeff\ud800"))
        .isEqualTo("\\u202e\\u2066\\u200f\\u061c\\u200b\\u2028\\ufeff\\ud800");
  }

  @Test
  void soAreTagsAndWhateverElseIsNotSeen() {
    assertThat(TerminalText.visible("a\u00adb\ufff9c\u3164d\u115fe\u034ff\udb40\udc41"))
        .isEqualTo("a\\u00adb\\ufff9c\\u3164d\\u115fe\\u034ff\\U000e0041");
    assertThat(TerminalText.visible("🏴\udb40\udc67 \udb40\udfff"))
        .isEqualTo("🏴\\U000e0067 \\U000e03ff");
  }

  @Test
  void aJoinerOrSelectorIsHiddenOnlyWhereItChangesNothing() {
    assertThat(TerminalText.visible("\u200dx\u200dy v1\ufe0f a\ufe00 b\udb40\udd00"))
        .isEqualTo("\\u200dx\\u200dy v1\\ufe0f a\\ufe00 b\\U000e0100");
    assertThat(TerminalText.visible("❤\ufe0f\ufe0f\u200d\u200d"))
        .isEqualTo("❤\ufe0f\\ufe0f\u200d\\u200d");
  }

  @Test
  void anyScriptStaysTheSameString() {
    for (String text :
        new String[] {
          "",
          "C:\\a \"b\"",
          "naïve 日本語 العربية",
          "👩‍💻 👍🏽 نمی‌خواهم",
          "❤️‍🔥 1️⃣ ⚡ 🇩🇪 葛\udb40\udd00 क्‍ष"
        }) {
      assertThat(TerminalText.visible(text)).isSameAs(text);
    }
  }

  @Test
  void widthIsInColumns() {
    assertThat(TerminalText.width("")).isZero();
    assertThat(TerminalText.width("abc…é")).isEqualTo(5);
    assertThat(TerminalText.width("日本")).isEqualTo(4);
    assertThat(TerminalText.width("😀")).isEqualTo(2);
    assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
    assertThat(TerminalText.width("⚡✨")).isEqualTo(4);
    assertThat(TerminalText.width("❤\ufe0f1\ufe0f\u20e3🇩🇪")).isEqualTo(6);
    assertThat(TerminalText.width("👍🏽"))
        .isEqualTo(4); // as terminals show it that know no skin tones
    assertThat(TerminalText.width("\n\033\u0085")).isZero();
  }

  @Test
  void cutKeepsTheStart() {
    assertThat(TerminalText.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(TerminalText.cut("abcdef", 5)).isEqualTo("abcd…");
    assertThat(TerminalText.cut("abcdef", 1)).isEqualTo("…");
    assertThat(TerminalText.cut("abcdef", 0)).isEmpty();
    assertThat(TerminalText.cut("日本語", 4)).isEqualTo("日…");
    assertThat(TerminalText.cut("😀😀😀", 5)).isEqualTo("😀😀…");
    assertThat(TerminalText.cut("ae\u0301bcd", 3)).isEqualTo("ae\u0301…");
    assertThat(TerminalText.cut("a👩‍💻bc", 5)).isEqualTo("a…");
    assertThat(TerminalText.cut("a👍🏽bcd", 5)).isEqualTo("a…");
    assertThat(TerminalText.cut("🇩🇪🇫🇷🇮🇹", 5)).isEqualTo("🇩🇪🇫🇷…");
  }

  @Test
  void cutStartKeepsTheEnd() {
    assertThat(TerminalText.cutStart("abcdef", 6)).isEqualTo("abcdef");
    assertThat(TerminalText.cutStart("abcdef", 5)).isEqualTo("…cdef");
    assertThat(TerminalText.cutStart("abcdef", 1)).isEqualTo("…");
    assertThat(TerminalText.cutStart("abcdef", 0)).isEmpty();
    assertThat(TerminalText.cutStart("日本語", 4)).isEqualTo("…語");
    assertThat(TerminalText.cutStart("😀😀😀", 5)).isEqualTo("…😀😀");
    assertThat(TerminalText.cutStart("aae\u0301b", 2)).isEqualTo("…b");
    assertThat(TerminalText.cutStart("abc👩‍💻d", 4)).isEqualTo("…d");
    assertThat(TerminalText.cutStart("🇩🇪🇫🇷🇮🇹", 4)).isEqualTo("…🇮🇹");
  }
}
