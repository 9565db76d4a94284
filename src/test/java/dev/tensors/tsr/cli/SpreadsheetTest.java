package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Workplace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV that spreadsheets open. */
class SpreadsheetTest {

  @TempDir private Path folder;

  @Test
  void beginsWithAMarkInEachKindOfResult() {
    Workplace workplace = Workplace.in(folder);
    workplace
        .library()
        .model("a.safetensors", 16, 1, "{\"modelspec.trigger_phrase\":\"=1+1, -2\"}");
    Program tsr = workplace.scan().tsr();

    assertThat(tsr.db("prune", "--format", "csv", "--bom").out())
        .isEqualTo("\ufeffid,file_path,sha256,missing_since\r\n");
    assertThat(tsr.db("triggers", "a", "--format", "csv", "--bom").out())
        .isEqualTo("\ufeffword\r\n'=1+1\r\n'-2\r\n");
    assertThat(tsr.db("stats", "--format", "csv", "--bom").out())
        .startsWith("\ufeffdb_path,schema_version,");
    assertThat(tsr.db("triggers", "a", "--format", "csv").out())
        .isEqualTo("word\r\n=1+1\r\n-2\r\n");
  }

  @ParameterizedTest
  @CsvSource({"--json", "--format=tsv", "--format=jsonl", "-q"})
  void isForCsvOnly(String option) {
    Result result = Workplace.in(folder).tsr().db("list", option, "--bom");
    result.exits(2);
    assertThat(result.out()).isEqualTo(option.equals("--json") ? "[]\n" : "");
    assertThat(result.err()).startsWith("tsr: --bom is for --format csv only\nUsage: tsr db list ");
  }
}
