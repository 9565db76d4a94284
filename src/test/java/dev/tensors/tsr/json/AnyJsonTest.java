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
}
