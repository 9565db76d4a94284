package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of tsr completion, in those of their shells that are installed. */
@DisabledOnOs(OS.WINDOWS)
class CompletionIT {

  private static final String BASH =
      """
      eval "$(tsr completion bash)"
      COMP_LINE='%s'
      COMP_POINT=${#COMP_LINE}
      _tsr tsr "${COMP_LINE##*[ =:]}"
      echo "${COMPREPLY[@]}"
      """;

  private static final String ZSH =
      """
      compdef() { }
      compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -r -- "$@" }
      _files() { print files }
      eval "$(tsr completion zsh)"
      words=(%s)
      CURRENT=$#words PREFIX=$words[-1]
      _tsr
      """;

  private static final String FISH =
      """
      tsr completion fish | source
      string join -- ' ' (complete -C '%s' | string replace -r '\t.*' '')
      """;

  private static Shell shell;

  @BeforeAll
  static void scan(@TempDir Path folder) throws IOException, InterruptedException {
    shell = new Shell(folder.toRealPath());
    new Library(shell.home().resolve("models")).model("harbour fog.safetensors", 1);
    shell.run("tsr db scan -q models");
  }

  @ParameterizedTest
  @CsvSource({
    "bash, 'tsr db tri', triggers",
    "bash, 'tsr db triggers har', harbour\\ fog.safetensors",
    "bash, 'tsr db list --format=js', json jsonl",
    "bash, 'tsr list is:unu', unused",
    "bash, 'tsr search not:type:contr', controlnet",
    "bash, 'tsr list type:vae,contr', 'vae\\,controlnet'",
    "zsh, 'tsr db tri', triggers",
    "zsh, 'tsr db triggers har', harbour fog.safetensors",
    "zsh, 'tsr db list --format=js', --format=json --format=jsonl",
    "zsh, 'tsr db scan x', files",
    "zsh, 'tsr list is:unu', is:unused",
    "fish, 'tsr db tri', triggers",
    "fish, 'tsr db triggers har', harbour fog.safetensors",
    "fish, 'tsr db list --format=js', --format=json --format=jsonl",
    "fish, 'tsr db scan mod', models/",
    "fish, 'tsr list is:unu', is:unused",
  })
  void completes(String name, String line, String words) throws IOException, InterruptedException {
    assumeTrue(shell.run("command -v " + name).exitCode() == 0, name + " is not installed");

    Result result = shell.run(name + " <<'END'\n" + script(name).formatted(line) + "END\n");

    assertThat(result.err()).isEmpty();
    result.shows(words + "\n");
  }

  private static String script(String shell) {
    return switch (shell) {
      case "bash" -> BASH;
      case "zsh" -> ZSH;
      default -> FISH;
    };
  }

  @Test
  void saysNothingWhereThereIsNoCatalogue(@TempDir Path folder)
      throws IOException, InterruptedException {
    Shell empty = new Shell(folder.toRealPath());

    empty.run("tsr __complete -- db triggers x").prints("");
  }
}
