package dev.tensors.tsr.civitai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  private static final Secrets SECRETS =
      Secrets.of(Arrays.asList(null, "s3cret+Key/", "ann:p@ss word", "abc"));

  @ParameterizedTest
  @CsvSource({
    "key s3cret+Key/ and s3cret+Key/, key *** and ***",
    "S3CRET+KEY/, ***",
    "?k=s3cret%2BKey%2f&x, ?k=***&x",
    "%73%33%63%72%65%74%2B%4b%65%79%2F, ***",
    "s3cret%252BKey%252F, ***",
    "\\u0073\\u0033cret+Key/, ***",
    "Bearer czNjcmV0K0tleS8=, Bearer ***",
    "Basic YW5uOnBAc3Mgd29yZA==, Basic ***",
    "Basic yw5uonbac3mgd29yza, Basic ***",
    "ann:p@ss word, ***",
    "p%40ss%20word, ***",
    "s3cret Key and abc, s3cret Key and abc"
  })
  void takesThemOutInAnyForm(String text, String masked) {
    assertThat(SECRETS.mask(text)).isEqualTo(masked);
  }

  @Test
  void leavesATextAloneWhereThereAreNone() {
    assertThat(Secrets.of(List.of("", " ", "abc")).mask("abc $1 \\")).isEqualTo("abc $1 \\");
  }

  @Test
  void findsThemInAnswersInAnyCase() {
    assertThat(SECRETS.mayBeIn("{\"x\": \"S3CRET+key/\"}".getBytes(UTF_8))).isTrue();
    assertThat(SECRETS.mayBeIn("s3cret+Key".getBytes(UTF_8))).isFalse();
    assertThat(Secrets.NONE.mayBeIn(new byte[0])).isFalse();
  }
}
