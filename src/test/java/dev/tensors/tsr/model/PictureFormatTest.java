package dev.tensors.tsr.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.model.files.PictureFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFormatTest {

  /** The format of a file whose first box has these brands. */
  private static @Nullable PictureFormat of(String major, String compatible) {
    char size = (char) (16 + compatible.length());
    return of("\0\0\0" + size + "ftyp" + major + "\0\0\0\0" + compatible + "\0\0\0 metaavif");
  }

  private static @Nullable PictureFormat of(String content) {
    return PictureFormat.of(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void recognisesAvifByAnyOfItsBrands() {
    assertThat(of("avif", "avifmif1miaf")).isEqualTo(PictureFormat.AVIF);
    assertThat(of("avis", "")).isEqualTo(PictureFormat.AVIF);
    assertThat(of("mif1", "mif1miafavif")).isEqualTo(PictureFormat.AVIF);
    assertThat(of("msf1", "avisiso8")).isEqualTo(PictureFormat.AVIF);
    assertThat(of("iso8", "msf1avis")).isEqualTo(PictureFormat.AVIF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"isom", "iso2", "iso9", "mp41", "mp42", "avc1", "M4V ", "dash", "qt  "})
  void recognisesVideosByTheirMajorBrand(String major) {
    assertThat(of(major, "isom")).isEqualTo(PictureFormat.MP4);
  }

  /** HEIC, HEIF, JPEG 2000, audio and raw pictures, some of which are compatible with videos. */
  @ParameterizedTest
  @ValueSource(strings = {"heic", "mif1", "msf1", "hevc", "jp2 ", "M4A ", "crx ", "avia"})
  void takesNoOtherFormatForAVideo(String major) {
    assertThat(of(major, "mif1heicisommp42")).isNull();
  }

  @Test
  void recognisesAFileThatEndsWithinItsBrands() {
    assertThat(of("\0\0\0 ftypavif")).isEqualTo(PictureFormat.AVIF);
    assertThat(of("\0\0\0 ftypisom\0\0")).isEqualTo(PictureFormat.MP4);
    assertThat(of("\u00FF\0\0 ftypmif1\0\0\0\0avif")).isEqualTo(PictureFormat.AVIF);
    assertThat(of("\0\0\0 ftypmif1\0\0\0\0avi")).isNull();
    assertThat(of("\0\0\0 ftypiso")).isNull();
    assertThat(of("")).isNull();
  }

  @Test
  void looksAtNoMoreThanTheFirstBytes() {
    String brands = "mif1".repeat(PictureFormat.FIRST_BYTES / 4) + "avif";

    assertThat(of("\0\1\0\0ftypmif1\0\0\0\0" + brands)).isNull();
  }
}
