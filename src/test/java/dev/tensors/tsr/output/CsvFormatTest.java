package dev.tensors.tsr.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.OutputTarget;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFormatTest {

  private static final String HEADER =
      "id,name,path,size_bytes,added_at,score,missing,tags,about\r\n";

  @Test
  void everyColumnUnderItsKey() {
    assertThat(Written.rows(Format.CSV, Model.COLUMNS, List.of(Model.DETAILED, Model.NOTHING)))
        .isEqualTo(
            HEADER
                + "7,\"Detail \"\"XL\"\", v2\",loras/detail.safetensors,228460000,"
                + "2026-02-03T04:05:06Z,0.5,true,style; ; anime,"
                + "\"{\"\"rank\"\":32,\"\"by\"\":[{\"\"user\"\":\"\"ann\"\"}],\"\"none\"\":null}\""
                + "\r\n,,,,,,,,\r\n");
  }

  @Test
  void theHeaderComesEvenWithoutRows() {
    assertThat(Written.rows(Format.CSV, Model.COLUMNS, List.of())).isEqualTo(HEADER);
  }

  @Test
  void lineEndsAreKeptAndOtherControlCharactersSpelledOut() {
    List<String> texts = List.of("a\tb", "a\r\nb", "\033[31m\u009b\u202e", "日本 \\n");
    assertThat(Written.rows(Format.CSV, Written.column(ValueKind.TEXT), texts))
        .isEqualTo("value\r\na\tb\r\n\"a\r\nb\"\r\n\\x1b[31m\\u009b\\u202e\r\n日本 \\n\r\n");
  }

  @Test
  void forSpreadsheetsItIsMarkedAndComputesNothing() {
    List<String> texts = List.of("=1+1", "+1", "-a, b", "@SUM(1)", "\t=1", "＝1", "a=1", "'", "日本");
    assertThat(Written.rows(Format.SPREADSHEET, Written.column(ValueKind.TEXT), texts))
        .isEqualTo(
            "\ufeffvalue\r\n'=1+1\r\n'+1\r\n\"'-a, b\"\r\n'@SUM(1)\r\n'\t=1\r\n'＝1\r\na=1\r\n'\r\n日本\r\n");
    assertThat(Written.rows(Format.SPREADSHEET, Written.column(ValueKind.NUMBER), List.of(-0.5, 3)))
        .isEqualTo("\ufeffvalue\r\n-0.5\r\n3\r\n");
    assertThat(Written.rows(Format.CSV, Written.column(ValueKind.TEXT), List.of("=1+1")))
        .isEqualTo("value\r\n=1+1\r\n");
    assertThat(Written.rows(Format.SPREADSHEET, Model.COLUMNS, List.of()))
        .isEqualTo("\ufeff" + HEADER);
  }

  @Test
  void anObjectsMapsAreColumnsOfTheirOwn() {
    assertThat(Written.object(Format.CSV, Statistics.COLUMNS, Statistics.FEW))
        .isEqualTo(
            "database,local_files,linked,bases,total_size,note\r\n"
                + "home/ann/tsr.db,57,9,SDXL; Flux,7000000000,\r\n");
  }

  @Test
  void anObjectThatNeverCameIsAHeader() {
    StringWriter out = new StringWriter();
    Format.CSV.object(new OutputTarget(out, 0, false), Statistics.COLUMNS).close();
    assertThat(out).hasToString("database,files,bytes,note\r\n");
  }
}
