package dev.tensors.tsr.pictures.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class DominantColourTest {

  /** A picture whose first {@code rows} rows have one colour, and the others another one. */
  private static BufferedImage picture(int rows, int colour, int other) {
    BufferedImage picture = new BufferedImage(90, 90, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 90; y++) {
      for (int x = 0; x < 90; x++) {
        picture.setRGB(x, y, y < rows ? colour : other);
      }
    }
    return picture;
  }

  @Test
  void isTheOneOfMostPixels() {
    assertThat(DominantColour.of(picture(50, 0xFF336699, 0xFFFFFFFF))).isEqualTo("369");
    assertThat(DominantColour.of(picture(40, 0xFF336699, 0xFFFFFFFF))).isEqualTo("fff");
  }

  @Test
  void isTheMeanOfLikeOnes() {
    assertThat(DominantColour.of(picture(45, 0xFF400000, 0xFF5F1F1F))).isEqualTo("400");
    assertThat(DominantColour.of(picture(2, 0xFF400000, 0xFF5F1F1F))).isEqualTo("511");
  }

  @Test
  void looksAtNoPixelThatIsSeenThrough() {
    assertThat(DominantColour.of(picture(80, 0x00FF0000, 0xFF00FF00))).isEqualTo("0f0");
    assertThat(DominantColour.of(picture(90, 0x00FF0000, 0))).isEqualTo("888");
  }
}
