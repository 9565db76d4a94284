package dev.tensors.tsr.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "dreamshapper, DreamShaper, 1 WHOLE",
    "dreamshapper, DreamShaper XL, 1 BEGINNING",
    "realistc vision, Realistic Vision V6.0 B1, 1 BEGINNING",
    "gibli, Studio Ghibli Style, 1 LATER",
    "pokemno, Pokémon, 1 WHOLE", // two letters swapped
    "pokemon, Pokémon, ", // no error
    "gibli, Tighiblitz, ", // not from the beginning of a word
    "fgo, fog, ", // too short
    "harbour, Hamburger, ",
    "harbour, '', ",
  })
  void countsErrors(String word, String name, String nearness) {
    assertThat(new Spelling(word).to(name).map(found -> found.errors() + " " + found.part()))
        .isEqualTo(java.util.Optional.ofNullable(nearness));
  }
}
