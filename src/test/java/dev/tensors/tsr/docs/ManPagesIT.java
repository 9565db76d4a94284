package dev.tensors.tsr.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual pages that come with the program: whole, and as man wants them. */
@DisabledOnOs(OS.WINDOWS)
class ManPagesIT {

  private static final Path FOLDER =
      Shell.PROGRAM.toAbsolutePath().resolve("../../share/man/man1").normalize();

  private Shell shell;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    shell = new Shell(folder.toRealPath());
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(FOLDER)) {
      return pages.sorted().toList();
    }
  }

  /** The pages that are not other names of one. */
  static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>();
    for (Path page : pages()) {
      if (!Files.readString(page).startsWith(".so ")) {
        texts.add(page);
      }
    }
    return texts;
  }

  @Test
  void areThereForEveryCommand() throws IOException, InterruptedException {
    String commands = commands("tsr --help") + commands("tsr db --help");

    assertThat(commands.lines())
        .hasSameSizeAs(pages().subList(1, pages().size()))
        .contains("db", "scan", "completion");
  }

  @Test
  void tellOfVariablesAndFiles() throws IOException {
    String page = unescaped(Files.readString(FOLDER.resolve("tsr.1")));

    assertThat(page)
        .containsSubsequence("\n.SH ENVIRONMENT\n", "\n.SH FILES\n", "\n.SH EXAMPLES\n");
    assertThat(page)
        .contains(
            "TENSORS_DB",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "CIVITAI_API_KEY",
            "CIVITAI_API_URL",
            "HTTPS_PROXY",
            "SSL_CERT_FILE",
            "NO_COLOR",
            "~/.local/share/tensors/models.db",
            "~/.config/tensors/config.toml",
            "~/.cache/tensors/previews");
  }

  private String commands(String help) throws IOException, InterruptedException {
    String listed = shell.run(help).out().replaceFirst("(?s).*\nCommands:\n(.*?)\n\n.*", "$1\n");
    return listed.replaceAll("(?m)^  (\\w+) .*", "$1").replaceAll("(?m)^ .*\n", "");
  }

  @ParameterizedTest
  @Tag("long")
  @MethodSource("texts")
  void sayWhatTheHelpSays(Path page) throws IOException, InterruptedException {
    String roff = unescaped(Files.readString(page));
    String help = shell.run(command(page) + " --help").out();
    List<String> names = found("(?m)^ +(-\\w(?=, )|--[\\w-]+)|(?<=^  -\\w, )--[\\w-]+", help);
    List<String> exitCodes = found("(?m)^ +\\d+(?= {2,})", help.replaceFirst("(?s).*codes:", ""));
    List<String> examples = found("(?m)^ +tsr .*", help.replaceFirst("(?s).*Examples:", ""));

    assertThat(names).doesNotContain("--db");
    assertThat(exitCodes).contains("0", "2");
    assertThat(examples).isNotEmpty();
    assertThat(Stream.of(names, exitCodes).flatMap(List::stream))
        .allSatisfy(one -> assertThat(roff).containsPattern("\n(-[\\w-]+, )?" + one + "[,=\n]"));
    assertThat(examples).allSatisfy(one -> assertThat(roff).contains(one));
  }

  private static String unescaped(String roff) {
    return roff.replaceAll("\\\\f[BIR]", "")
        .replace("\\-", "-")
        .replace("\\(aq", "'")
        .replace("\\(ti", "~");
  }

  /** The command of a page: its name has a hyphen for each space. */
  private static String command(Path page) {
    return page.getFileName().toString().replace(".1", "").replace('-', ' ');
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(String::strip)
        .toList();
  }

  @Test
  void areSoundRoff() throws IOException, InterruptedException {
    assumeTrue(shell.run("command -v mandoc").exitCode() == 0, "mandoc is not installed");

    shell
        .run("cd '%s' && mandoc -T lint -W error man1/*.1".formatted(FOLDER.getParent()))
        .prints("");
  }

  @Test
  void areFoundWhereTheProgramIsOnThePath() throws IOException, InterruptedException {
    assumeTrue(shell.run("man -w ls").exitCode() == 0, "man is not installed");

    assertThat(shell.run("man -w tsr-db-scan").out().strip())
        .isEqualTo(FOLDER.resolve("tsr-db-scan.1").toString());
    assertThat(shell.run("man tsr-scan").out()).containsPattern("tsr-db-scan +- ");
  }
}
