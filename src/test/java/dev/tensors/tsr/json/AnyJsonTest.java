package dev.tensors.tsr.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Any bytes are read as JSON, or are unreadable. */
class AnyJsonTest {

  private static JsonValue read(byte[] text) throws UnreadableJson {
    try (JsonReader reader = new JsonReader(text, texts -> texts)) {
      return reader.value();
    }
  }

  @Property(seed = "20260204")
  void anyBytesAreJsonOrUnreadable(@ForAll byte[] bytes) throws UnreadableJson {
    try {
      byte[] written = JsonLayout.COMPACT.write(read(bytes)).getBytes(UTF_8);
      assertThat(read(written)).isEqualTo(read(bytes));
    } catch (UnreadableJson e) {
      assertThat(e.reason()).matches("(is|has) .+");
    }
  }

  @Test
  void bytesOfAnOddEncodingAreUnreadable() {
    byte[] mixedEndian = {0, 0, '"', 0};
    assertThatThrownBy(() -> read(mixedEndian)).isInstanceOf(UnreadableJson.class);
  }

  private static String written(String text, JsonForm form) throws UnreadableJson {
    try (JsonReader reader = new JsonReader(text, form)) {
      return JsonLayout.COMPACT.write(reader.value());
    }
  }

  private static void assertUnreadable(String text, JsonForm form, String reason) {
    assertThatThrownBy(() -> written(text, form))
        .isInstanceOf(UnreadableJson.class)
        .hasMessage(reason);
  }

  @Test
  void eachFormAllowsMoreThanTheOneBeforeIt() throws UnreadableJson {
    String damaged = "is not JSON, or is incomplete";
    assertUnreadable("[NaN]", JsonForm.STRICT, damaged);
    assertThat(written("[NaN, -Infinity, 1e5]", JsonForm.NON_FINITE)).isEqualTo("[null,null,1e5]");
    assertUnreadable("[\"a\tb\"]", JsonForm.NON_FINITE, damaged);
    assertThat(written("[\"a\tb\"]", JsonForm.LENIENT)).isEqualTo("[\"a\\tb\"]");
    assertUnreadable("['it\\'s']", JsonForm.LENIENT, damaged);
    assertThat(written("['it\\'s']", JsonForm.PYTHON)).isEqualTo("[\"it's\"]");
  }

  @Test
  void textsThatAreOnlyReadMayHaveMoreThanKeptOnes() throws UnreadableJson {
    String name = "{\"a\\ud83d\":1}";
    assertUnreadable(name, JsonForm.NON_FINITE, "has a name with an unpaired surrogate");
    assertThat(written(name, JsonForm.LENIENT)).isEqualTo("{\"a\ud83d\":1}");
    String deep = "[".repeat(200) + "]".repeat(200);
    assertUnreadable(deep, JsonForm.NON_FINITE, "nests deeper than 100 levels");
    assertThat(written(deep, JsonForm.LENIENT)).isEqualTo(deep);
    assertUnreadable("[" + deep + "]", JsonForm.LENIENT, "nests deeper than 200 levels");
    String text = "\"" + "x".repeat(JsonValueReader.LONGEST_TEXT + 1) + "\"";
    assertUnreadable(text, JsonForm.NON_FINITE, "has a text of more than 8388608 characters");
    assertThat(written(text, JsonForm.LENIENT)).isEqualTo(text);
  }

  @Test
  void namesNumbersAndValuesHaveLimitsInEachForm() {
    for (JsonForm form : JsonForm.values()) {
      assertUnreadable("1".repeat(1001), form, "has a number of more than 1000 digits");
      assertUnreadable(
          "{\"" + "x".repeat(50_001) + "\":1}", form, "has a name of more than 50000 characters");
      assertUnreadable("[" + "0,".repeat(500_000) + "0]", form, "has more than 500000 values");
    }
  }
}
