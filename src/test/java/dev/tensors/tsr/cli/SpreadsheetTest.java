package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV that spreadsheets open. */
class SpreadsheetTest extends CommandTest {

  @Test
  void beginsWithAMarkInEachKindOfResult() {
    library.model("a.safetensors", 16, 1, "{\"modelspec.trigger_phrase\":\"=1+1, -2\"}");
    workplace.scan();

    tsr.db("prune --format csv --bom").shows("\ufeffid,file_path,sha256,missing_since\r\n");
    tsr.db("triggers a --format csv --bom").shows("\ufeffword\r\n'=1+1\r\n'-2\r\n");
    assertThat(tsr.db("stats --format csv --bom").out())
        .startsWith("\ufeffdb_path,schema_version,");
    tsr.db("triggers a --format csv").shows("word\r\n=1+1\r\n-2\r\n");
  }

  @ParameterizedTest
  @CsvSource({"--json", "--format=tsv", "--format=jsonl", "-q"})
  void isForCsvOnly(String option) {
    Result result = tsr.db("list", option, "--bom").exits(2);
    result.shows(option.equals("--json") ? "[]\n" : "");
    assertThat(result.err()).startsWith("tsr: --bom is for --format csv only\nUsage: tsr db list ");
  }
}
