package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command once on the built program: its class, its resources and its native code are there.
 * What it does is tested in the other classes of this package, in the build's JVM.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class CommandsIT {

  private static Workplace workplace;

  @BeforeAll
  static void makeALibrary(@TempDir Path folder) throws IOException {
    workplace = Workplace.in(folder);
    workplace.library().model("a.safetensors", 1);
    workplace.library().model("b.safetensors", 1);
    workplace.scan();
  }

  /** The arguments behind the name that make a command answer offline, where it needs any. */
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("link", "--offline"),
          Map.entry("cache", "--linked"),
          Map.entry("search", "x"),
          Map.entry("show", "a.safetensors"),
          Map.entry("triggers", "a.safetensors"),
          Map.entry("note", "a.safetensors"),
          Map.entry("prompts", "a.safetensors"),
          Map.entry("needs", "-"),
          Map.entry("images", "src"),
          Map.entry("page", "target/page-of-two-files"),
          Map.entry("unlink", "a.safetensors"),
          Map.entry("ignore", "--list"),
          Map.entry("backup", "target/backup-of-two-files.db --force"),
          Map.entry("export", "--for a1111"),
          Map.entry("organise", "--check"));

  static Stream<String> commands() {
    return Commands.NAMES.stream()
        .filter(name -> !List.of("scan", "relocate", "diff").contains(name));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void answersInJson(String command) {
    String line = command + " --json " + ARGUMENTS.getOrDefault(command, "");

    assertThat(workplace.tsr().db(line).exits(0).out())
        .startsWith(List.of("stats", "page", "backup").contains(command) ? "{" : "[")
        .endsWith("\n");
  }

  @Test
  void scans() {
    Path models = workplace.library().path("");

    workplace.tsr().db("scan -q --all", models).prints(unchanged("a") + unchanged("b"));
  }

  @Test
  void relocates() {
    Path models = workplace.library().path("");
    Library copy = new Library(models.resolveSibling("copy"));
    copy.model("a.safetensors", 1);
    copy.model("b.safetensors", 1);

    workplace
        .tsr()
        .db("relocate --dry-run", models, copy.path(""))
        .prints(
            "%1$s/a.safetensors\tmoved\n%1$s/b.safetensors\tmoved\n".formatted(copy.path("")),
            "2 would move\n");
  }

  private static String unchanged(String name) {
    return workplace.library().path(name + ".safetensors") + "\t97\t1\tunchanged\n";
  }
}
