package dev.tensors.tsr.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names are the same, and which are not. */
class FoldingTest {

  @ParameterizedTest
  @CsvSource({
    "Harbour_Fog-2, harbour_fog-2",
    "Pok\u00E9mon, pokemon",
    "Poke\u0301mon, pokemon",
    "STRASSE, strasse",
    "Stra\u00DFe, strasse",
    "\u1E9E, ss",
    "\u0130stanbul, istanbul",
    "D\u0131\u015F, dis",
    "\u041C\u039F\u03A3, \u043C\u03BF\u03C3",
    "\u039F\u03C2, \u03BF\u03C3",
    "\u0141\u00F3d\u017A, lodz",
    "Sm\u00F8rrebr\u00F8d \u00C6bler, smorrebrod aebler",
    "\u00DE\u00F3r\u00F0ur, thordur",
    "\uFF33\uFF24\uFF38\uFF2C, sdxl",
    "\uFF71\uFF86\uFF92, \u30A2\u30CB\u30E1",
    "\uFF76\uFF9E, \u30AC",
    "\u30AB\u3099, \u30AC",
    "\u1E69, s",
    "\uFB01ne, fine",
    "\u9EA6\u6A58\u5199\u5B9E, \u9EA6\u6A58\u5199\u5B9E"
  })
  void foldsAsPeopleRead(String text, String folded) {
    assertThat(Folding.of(text)).isEqualTo(folded);
  }

  @ParameterizedTest
  @CsvSource({
    "\u304B, \u304C", // ka, ga
    "\uAC00, \uAC01", // Korean ga, gak
    "\u0915, \u0915\u093F" // Hindi ka, ki
  })
  void keepsSyllablesApart(String one, String other) {
    assertThat(Folding.of(one)).isNotEqualTo(Folding.of(other));
  }

  @ParameterizedTest
  @CsvSource({"\uAC00, \uAC01"})
  void takesNoSyllableForTheBeginningOfAnother(String part, String whole) {
    assertThat(Folding.of(whole)).doesNotContain(Folding.of(part));
  }

  @ParameterizedTest
  @CsvSource({
    "ReV Animated, revanimated",
    "Deliberate v2, deliberatev2",
    "\u00C9t\u00E9 (fin), etefin",
    "***, ***"
  })
  void comparesLetters(String text, String letters) {
    assertThat(Folding.ofLetters(text)).isEqualTo(letters);
  }

  @ParameterizedTest
  @CsvSource({"add_detail-XL, add detail xl"})
  void takesSeparatorsOfNamesForOne(String name, String folded) {
    assertThat(Folding.ofName(name)).isEqualTo(folded);
  }
}
