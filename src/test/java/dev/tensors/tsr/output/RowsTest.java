package dev.tensors.tsr.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.OutputTarget;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every format. */
class RowsTest {

  private static final List<Column<String>> COLUMNS =
      List.of(
          Column.of("text", "TEXT", ValueKind.TEXT, text -> text),
          Column.of("number", "NUMBER", ValueKind.NUMBER, Integer::valueOf));

  @ParameterizedTest
  @EnumSource
  void aRowThatCannotBeHadLeavesNoTrace(Format format) {
    StringWriter out = new StringWriter();
    try (Rows<String> rows = format.rows(new OutputTarget(out, 0, false), COLUMNS)) {
      assertThatThrownBy(() -> rows.add("x")).isInstanceOf(NumberFormatException.class);
      rows.add("1");
      assertThatThrownBy(() -> rows.add("y")).isInstanceOf(NumberFormatException.class);
    }
    assertThat(out).hasToString(Written.rows(format, COLUMNS, List.of("1")));
  }

  @ParameterizedTest
  @EnumSource
  void closingTwiceEndsTheDocumentOnceAndLeavesTheWriterOpen(Format format) {
    StringWriter out = new StringWriter();
    BufferedWriter buffered = new BufferedWriter(out);
    Rows<String> rows = format.rows(new OutputTarget(buffered, 0, false), COLUMNS);
    rows.add("1");
    rows.close();
    rows.close();
    assertThat(out).hasToString(Written.rows(format, COLUMNS, List.of("1")));
    assertThatIllegalStateException().isThrownBy(() -> rows.add("2"));
  }

  @ParameterizedTest
  @EnumSource
  void anObjectIsOneRow(Format format) {
    StringWriter out = new StringWriter();
    try (Rows<String> rows = format.object(new OutputTarget(out, 0, false), COLUMNS)) {
      rows.add("1");
      assertThatIllegalStateException().isThrownBy(() -> rows.add("2"));
    }
    assertThat(out).hasToString(Written.object(format, COLUMNS, "1"));
  }

  @ParameterizedTest
  @EnumSource(names = {"TSV", "CSV", "JSONL"})
  void aLineFormatSendsEachRowAtOnce(Format format) {
    StringWriter out = new StringWriter();
    try (Rows<String> rows =
        format.rows(new OutputTarget(new BufferedWriter(out), 0, false), COLUMNS)) {
      rows.add("1");
      assertThat(out).hasToString(Written.rows(format, COLUMNS, List.of("1")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWritersTroubleIsUnchecked(Format format) {
    FilterWriter full =
        new FilterWriter(new StringWriter()) {
          @Override
          public void flush() throws IOException {
            throw new IOException("no space left");
          }
        };
    Rows<String> rows = format.rows(new OutputTarget(full, 0, false), COLUMNS);
    assertThatThrownBy(rows::close)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("no space left");
  }

  @Test
  void anObjectThatNeverCameIsNothingToReadOrCut() {
    StringWriter out = new StringWriter();
    Format.TABLE.object(new OutputTarget(out, 0, false), COLUMNS).close();
    Format.TSV.object(new OutputTarget(out, 0, false), COLUMNS).close();
    assertThat(out).hasToString("");
  }
}
