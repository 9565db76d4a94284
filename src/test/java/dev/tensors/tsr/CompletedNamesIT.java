package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of files that a shell could take for commands, and terms, completed by the Tab key in a
 * terminal and then given to a command by Enter.
 */
@EnabledOnOs(OS.LINUX)
@Tag("long")
class CompletedNamesIT {

  /** A name in the catalogue and how a user begins to type it. */
  private record Case(String name, String typed) {}

  private static final List<Case> CASES =
      List.of(
          new Case("a$(touch PWNED)`touch PWNED`.sft", "a"),
          new Case("b'c\"d\\e!!f g*[h{i,j}&;|<>#~=k.sft", "b"),
          new Case("-l m.sft", "-"),
          new Case("~n o.sft", "~"),
          new Case("p=q:r@s.sft", "p=q:"));

  /** Names that no shell can show on a line are not offered. */
  private static final Case BROKEN = new Case("y\ntouch PWNED\ny\tz.sft", "y");

  /** What a user types, and the last word that the command then gets. */
  private static final Map<String, String> TERMS =
      new TreeMap<>(
          Map.of(
              "list type:contr", "type:controlnet",
              "list not:is:unu", "not:is:unused",
              "list type:vae,contr", "type:vae,controlnet",
              "list tag:se", "tag:sea fog",
              "list 'tag:se", "tag:sea fog",
              "stats --where type:contr", "type:controlnet",
              "stats --where=type:contr", "--where=type:controlnet",
              "stats --where 'is:here type:contr", "is:here type:controlnet",
              "stats --where \"is:here tag:se", "is:here tag:sea\\ fog",
              "stats --where 'tag:\"se", "tag:\"sea fog\""));

  private static final String BASH =
      """
      eval "$(tsr completion bash)"
      complete -o default -F _tsr show
      show() { printf '%s\\1' "${@: -1}" >>said; }
      PS1='READY>'
      bind 'set bell-style none'
      """;

  private static final String ZSH =
      """
      autoload -Uz compinit
      compinit -D
      eval "$(tsr completion zsh)"
      compdef _tsr show
      show() { printf '%s\\1' "${@[-1]}" >>said }
      PS1='READY>'
      unsetopt beep
      """;

  private static final String FISH =
      """
      tsr completion fish | source
      complete -c show -f -a '(__tsr_complete)'
      function show; printf '%s\\1' $argv[-1] >>said; end
      function fish_prompt; printf 'READY>'; end
      set -g fish_autosuggestion_enabled 0
      """;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void areOneWordAsTheyAre(String name, @TempDir Path folder)
      throws IOException, InterruptedException {
    Shell shell = new Shell(folder.toRealPath()).with("TERM", "xterm");
    assumeTrue(shell.run("command -v script").exitCode() == 0, "script makes the terminal");
    assumeTrue(shell.run("command -v " + name).exitCode() == 0, name + " is not installed");
    Library library = new Library(shell.home().resolve("models"));
    for (Case one : CASES) {
      library.model(one.name(), one.name().length());
    }
    library.model(BROKEN.name(), 1);
    shell.run("tsr db scan -q models");

    List<String> names = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (Case one : CASES) {
      for (String quote : List.of("", "'", "\"")) {
        names.add(one.name());
        String typed = quote.isEmpty() ? one.typed().replace("~", "\\~") : one.typed();
        keys.add("show db triggers -- " + quote + typed + "\t\r");
      }
    }
    names.add(BROKEN.typed());
    keys.add("show db triggers -- " + BROKEN.typed() + "\t\r");
    type(shell, start(shell, name), keys);

    assertThat(Files.readString(shell.home().resolve("said")).split("\1"))
        .containsExactlyElementsOf(names);
    assertThat(shell.run("ls").out().lines()).doesNotContain("PWNED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void areTerms(String name, @TempDir Path folder) throws IOException, InterruptedException {
    Shell shell = new Shell(folder.toRealPath()).with("TERM", "xterm");
    assumeTrue(shell.run("command -v script").exitCode() == 0, "script makes the terminal");
    assumeTrue(shell.run("command -v " + name).exitCode() == 0, name + " is not installed");
    new Library(shell.home().resolve("models")).model("a.safetensors", 1);
    shell.run("tsr scan -q models; tsr note -q a --tag 'sea fog'");

    List<String> terms = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    TERMS.forEach(
        (typed, term) -> {
          keys.add("show " + typed + "\t\r");
          terms.add(term);
        });
    type(shell, start(shell, name), keys);

    assertThat(Files.readString(shell.home().resolve("said")).split("\1"))
        .containsExactlyElementsOf(terms);
  }

  /** The command that starts this shell as it is when a user types into it. */
  private static String start(Shell shell, String name) throws IOException {
    return switch (name) {
      case "bash" -> {
        Files.writeString(shell.home().resolve("rc"), BASH);
        yield "bash --rcfile rc -i";
      }
      case "zsh" -> {
        Files.writeString(shell.home().resolve(".zshrc"), ZSH);
        yield "zsh -i";
      }
      default -> {
        Path configuration = Files.createDirectories(shell.home().resolve(".config/fish"));
        Files.writeString(configuration.resolve("config.fish"), FISH);
        // Or fish begins to read all manual pages in the background.
        Files.createDirectories(shell.home().resolve(".local/share/fish/generated_completions"));
        yield "fish -i";
      }
    };
  }

  /** Types each of these when the shell has its prompt. */
  private static void type(Shell shell, String command, List<String> keys)
      throws IOException, InterruptedException {
    Process session = Shell.start(shell.process("script", "-qec", command, "/dev/null"));
    try (Reader screen = session.inputReader();
        OutputStream keyboard = session.getOutputStream()) {
      for (String some : keys) {
        awaitPrompt(screen);
        keyboard.write(some.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
      }
      awaitPrompt(screen);
      keyboard.write("exit\r".getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      screen.transferTo(Writer.nullWriter());
    }
    session.waitFor();
  }

  private static void awaitPrompt(Reader screen) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("READY>") < 0) {
      int c = screen.read();
      assertThat(c).as("the session ended after: %s", text).isNotNegative();
      text.append((char) c);
    }
  }
}
