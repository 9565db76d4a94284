package dev.tensors.tsr.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.OutputTarget;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonFormatTest {

  private static final String DETAILED =
      """
      {"id":7,"name":"Detail \\"XL\\", v2","path":"loras/detail.safetensors",\
      "size_bytes":228460000,"added_at":"2026-02-03T04:05:06Z","score":0.5,"missing":true,\
      "tags":["style",null,"anime"],"about":{"rank":32,"by":[{"user":"ann"}],"none":null}}\
      """;

  private static final String NOTHING =
      """
      {"id":null,"name":null,"path":null,"size_bytes":null,"added_at":null,"score":null,\
      "missing":null,"tags":null,"about":null}\
      """;

  @Test
  void rowsAreOneArrayWithAnObjectALine() {
    assertThat(Written.rows(Format.JSON, Model.COLUMNS, List.of(Model.DETAILED, Model.NOTHING)))
        .isEqualTo("[" + DETAILED + ",\n " + NOTHING + "]\n");
  }

  @Test
  void noRowsAreAnEmptyArray() {
    assertThat(Written.rows(Format.JSON, Model.COLUMNS, List.of())).isEqualTo("[]\n");
  }

  @Test
  void jsonlIsAnObjectALine() {
    assertThat(Written.rows(Format.JSONL, Model.COLUMNS, List.of(Model.DETAILED, Model.NOTHING)))
        .isEqualTo(DETAILED + "\n" + NOTHING + "\n");
    assertThat(Written.rows(Format.JSONL, Model.COLUMNS, List.of())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "JSONL"})
  void anObjectIsALine(Format format) {
    assertThat(Written.object(format, Statistics.COLUMNS, Statistics.FEW))
        .isEqualTo(
            """
            {"database":"home/ann/tsr.db",\
            "files":{"local_files":57,"by":{"linked":9},"bases":["SDXL","Flux"]},\
            "bytes":{"total_size":7000000000},"note":null}
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "JSONL"})
  void anObjectThatNeverCameIsEmpty(Format format) {
    StringWriter out = new StringWriter();
    format.object(new OutputTarget(out, 0, false), Model.COLUMNS).close();
    assertThat(out).hasToString("{}\n");
  }

  @Test
  void whatHasNoNumberInJsonIsNull() {
    List<Double> numbers = List.of(1e10, -0.25, Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(Written.rows(Format.JSONL, Written.column(ValueKind.NUMBER), numbers))
        .isEqualTo("{\"value\":1.0E10}\n{\"value\":-0.25}\n{\"value\":null}\n{\"value\":null}\n");
  }

  @Test
  void whatCouldActOnATerminalIsEscaped() {
    List<String> texts =
        Arrays.asList(
            "a\tb\nc\rd\0e\033[31m",
            "back\\slash \"quote\"",
            "\u007f\u0080\u009b\u009f\u2028\u2029\ufeff",
            "\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2069",
            "\ud83d \ude00\ud83d",
            "\ud83d\ude00 日本語 é می\u200cخ 👩\u200d💻 \u200d");
    assertThat(Written.rows(Format.JSONL, Written.column(ValueKind.TEXT), texts))
        .isEqualTo(
            """
            {"value":"a\\tb\\nc\\rd\\u0000e\\u001b[31m"}
            {"value":"back\\\\slash \\"quote\\""}
            {"value":"\\u007f\\u0080\\u009b\\u009f\\u2028\\u2029\\ufeff"}
            {"value":"\\u061c\\u200b\\u200e\\u200f\\u202a\\u202e\\u2066\\u2069"}
            {"value":"\\ud83d \\ude00\\ud83d"}
            {"value":"\ud83d\ude00 日本語 é می\u200cخ 👩\u200d💻 \\u200d"}
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "JSONL"})
  void everyRowIsOnItsWayBeforeTheNext(Format format) {
    StringWriter out = new StringWriter();
    try (Rows<String> rows =
        format.rows(new OutputTarget(out, 0, false), Written.column(ValueKind.TEXT))) {
      rows.add("a");
      assertThat(out.toString()).contains("{\"value\":\"a\"}");
      rows.add("b");
      assertThat(out.toString()).contains("{\"value\":\"b\"}");
    }
  }
}
