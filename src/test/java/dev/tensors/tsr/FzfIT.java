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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The recipe in docs/scripts.md picks a LoRA with the real fzf, in a terminal. */
@EnabledOnOs(OS.LINUX)
@Tag("long")
class FzfIT {

  private static final Pattern RECIPE =
      Pattern.compile("^```sh\n(lora\\(\\).*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void library() throws IOException, InterruptedException {
    shell = new Shell(folder.toRealPath()).with("TERM", "xterm");
    assumeTrue(shell.run("command -v script").exitCode() == 0, "script makes the terminal");
    assumeTrue(shell.run("command -v fzf").exitCode() == 0, "fzf is not installed");
    Library library = new Library(shell.home().resolve("models"));
    library.lora("harbour 'fog' $(x).safetensors", "{\"modelspec.trigger_phrase\": \"sea mist\"}");
    library.lora("lantern night.safetensors", "{\"modelspec.trigger_phrase\": \"lantern\"}");
    library.model("no lora.safetensors", 1);
    shell.run("tsr scan -q models").exits(0);
    Matcher recipe = RECIPE.matcher(Files.readString(Path.of("docs/scripts.md")));
    assertThat(recipe.find()).isTrue();
    Files.writeString(
        shell.home().resolve("pick"),
        "stty rows 24 cols 120\n"
            + recipe.group(1)
            + "lora \"$@\" >picked\necho exit $? >>picked\n");
  }

  /** Types when the screen shows something, and tells what the screen showed. */
  private String type(String command, String shown, String keys) throws Exception {
    Process session = Shell.start(shell.process("script", "-qec", command, "/dev/null"));
    StringBuilder text = new StringBuilder();
    try (Reader screen = session.inputReader();
        OutputStream keyboard = session.getOutputStream()) {
      while (text.indexOf(shown) < 0) {
        int c = screen.read();
        assertThat(c).as("the session ended after: %s", text).isNotNegative();
        text.append((char) c);
      }
      keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      screen.transferTo(Writer.nullWriter());
    }
    session.waitFor();
    return text.toString();
  }

  private String picked() throws IOException {
    return Files.readString(shell.home().resolve("picked"));
  }

  @Test
  void enterPrintsTheLineOfWhatTheCardBesideShows() throws Exception {
    String screen = type("sh pick fog", "sea mist", "\r");

    assertThat(screen).contains("harbour 'fog' $(x).safetensors").doesNotContain("lantern");
    assertThat(picked()).isEqualTo("<lora:harbour 'fog' $(x):1> sea mist\nexit 0\n");
  }

  @Test
  void escapePrintsNothing() throws Exception {
    type("sh pick", "lantern night.safetensors", "\033");

    assertThat(picked()).isEqualTo("exit 1\n");
  }
}
