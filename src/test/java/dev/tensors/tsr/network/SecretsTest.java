package dev.tensors.tsr.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  /** A percent sign or a backslash of the secret itself can look like the start of another one. */
  @ParameterizedTest
  @CsvSource({
    "a%41b, <***>",
    "a%2541b, <***>",
    "a%252541b, <***>",
    "a\\u0041b, <***>",
    "a\\u005cu0041b, <***>",
    "a%5cu0041b, <***>"
  })
  void takesThemOutWhereTheyLookEncodedThemselves(String written, String masked) {
    Secrets secrets = Secrets.of(List.of("a%41b", "a\\u0041b"));

    assertThat(secrets.mask("<" + written + ">")).isEqualTo(masked);
  }

  @Test
  void takesOutTheLongestOfThoseThatBeginAlike() {
    assertThat(Secrets.of(List.of("abcd", "abcdef")).mask("abcdef abcde")).isEqualTo("*** ***e");
  }

  @Test
  void takesOutLongOnesThatComeManyTimesInATextInLinearTime() {
    String key = "0123456789abcdef".repeat(250).replaceFirst("0", "k");
    Secrets secrets = Secrets.of(List.of(key));

    assertThat(secrets.mask("x" + key + "y" + key.toUpperCase(Locale.ROOT))).isEqualTo("x***y***");
    String almost = key.substring(1).repeat(1000);
    assertThat(secrets.mask(almost + key)).isEqualTo(almost + "***");
    StringBuilder escaped = new StringBuilder();
    key.chars().forEach(c -> escaped.append("%%25%02x".formatted(c)));
    assertThat(secrets.mask("<" + escaped + ">")).isEqualTo("<***>");
  }

  @Test
  void leavesATextAloneWhereThereAreNone() {
    assertThat(Secrets.of(List.of("", " ", "abc")).mask("abc $1 \\")).isEqualTo("abc $1 \\");
  }

  @Test
  void leavesShortOnesInAnswersWhichMayBeWords() {
    Secrets secrets = Secrets.of(List.of("fogs", "s3cret+Key/")).inAnswers();

    assertThat(secrets.mask("fogs S3CRET%2Bkey/")).isEqualTo("fogs ***");
    assertThat(Secrets.NONE.inAnswers().mask("fogs")).isEqualTo("fogs");
  }
}
