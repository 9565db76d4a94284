package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentPreviewTest {

  @ParameterizedTest
  @CsvSource({
    "db list --json, true, false",
    "db list -j, true, false",
    "db list -qj, true, false",
    "db list -jqv, true, true",
    "db list --format json, true, false",
    "db list --format=JSON, true, false",
    "db list --format jsonl, false, false",
    "db list json, false, false",
    "db list -tjson, false, false",
    "db list -bvae, false, false",
    "db list -v, false, true",
    "db list -qvv, false, true",
    "db list --verbose, false, true",
    "db list --log-file=x, false, true",
    "db list --log-file x, false, true",
    "--version, false, false",
  })
  void seesJsonAndLogBeforeTheArgumentsAreParsed(String line, boolean json, boolean log) {
    ArgumentPreview arguments = ArgumentPreview.of(line.split(" "));

    assertThat(arguments.asksForJson()).isEqualTo(json);
    assertThat(arguments.asksForLog()).isEqualTo(log);
  }
}
