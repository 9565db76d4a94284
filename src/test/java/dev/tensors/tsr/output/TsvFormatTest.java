package dev.tensors.tsr.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.formats.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

class TsvFormatTest {

  @Test
  void theTablesColumnsWithoutAHeader() {
    assertThat(Written.rows(Format.TSV, Model.COLUMNS, List.of(Model.DETAILED, Model.NOTHING)))
        .isEqualTo(
            "7\tDetail \"XL\", v2\tloras/detail.safetensors\t228460000\t2026-02-03T04:05:06Z"
                + "\ttrue\tstyle; ; anime\n"
                + "\t\t\t\t\t\t\n");
  }

  @Test
  void noRowsAreNothing() {
    assertThat(Written.rows(Format.TSV, Model.COLUMNS, List.of())).isEmpty();
  }

  @Test
  void nothingIsCut() {
    String wide = "x".repeat(1000);
    assertThat(Written.rows(Format.TSV, 20, true, Written.column(ValueKind.TEXT), List.of(wide)))
        .isEqualTo(wide + "\n");
  }

  @Test
  void aValueIsOneFieldOfOneLine() {
    List<String> texts =
        List.of("a\tb\nc\rd\\e", "\033[31m\u007f\0", "\u009b\u2028\u202e\ud800", "日本 \"é\"");
    assertThat(Written.rows(Format.TSV, Written.column(ValueKind.TEXT), texts))
        .isEqualTo(
            """
            a\\tb\\nc\\rd\\\\e
            \\x1b[31m\\x7f\\x00
            \\u009b\\u2028\\u202e\\ud800
            日本 "é"
            """);
  }

  @Test
  void anObjectIsALineForEachLeaf() {
    assertThat(Written.object(Format.TSV, Statistics.COLUMNS, Statistics.FEW))
        .isEqualTo(
            "database\thome/ann/tsr.db\nlocal_files\t57\nlinked\t9\nbases\tSDXL; Flux\n"
                + "total_size\t7000000000\n");
  }
}
