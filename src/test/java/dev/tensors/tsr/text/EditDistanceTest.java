package dev.tensors.tsr.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class EditDistanceTest {

  /** Letters of which two have one remainder. */
  @Property
  void leavesOutNoTextThatIsNear(
      @ForAll @Chars({'a', 'b', 'c', '\u0161'}) @StringLength(min = 1, max = 8) String word,
      @ForAll @Chars({'a', 'b', 'c', '\u0161'}) @StringLength(max = 12) String text) {
    int distance = EditDistance.toPart(word, text);

    assertThat(EditDistance.mayBeToPart(word, text, distance)).isTrue();
  }
}
