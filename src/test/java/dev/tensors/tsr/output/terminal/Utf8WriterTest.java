package dev.tensors.tsr.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8WriterTest {

  private static final String BOAT = "\uD83D\uDEA4";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void keepsASurrogatePairWholeWhereverItIsDivided() throws IOException {
    String text = "a".repeat(8191) + BOAT + "é云";

    try (Utf8Writer writer = new Utf8Writer(bytes)) {
      for (int i = 0; i < text.length(); i++) {
        writer.write(text, i, 1);
      }
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void takesTextInEachForm() throws IOException {
    Utf8Writer writer = new Utf8Writer(bytes);

    writer.append(new StringBuilder("ab")).append("cdef", 1, 3).append('g');
    writer.write("hij".toCharArray(), 1, 1);
    assertThat(bytes.size()).isZero();
    writer.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("abdegi");
  }

  @Test
  void writesEachRowOnceWhenRowsAreFlushed() throws IOException {
    Utf8Writer writer = new Utf8Writer(bytes);

    for (String row : List.of("ab", "c", "é", "de", "", BOAT, "f")) {
      writer.append(row).flush();
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("abcéde" + BOAT + "f");
  }

  @Test
  void failsAgainUntilTheTextIsWritten() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("full");
          }
        };
    Utf8Writer writer = new Utf8Writer(full);

    for (String text : List.of("a", "")) {
      assertThatThrownBy(() -> writer.append(text).flush()).hasMessage("full");
    }
  }
}
