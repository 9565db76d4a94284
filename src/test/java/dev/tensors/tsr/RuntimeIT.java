package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, and what the Java runtime says and leaves behind of its own accord. */
@DisabledOnOs(OS.WINDOWS)
class RuntimeIT {

  private static final String ARCHIVE =
      Path.of(System.getProperty("tsr.archive", "")).toAbsolutePath().toString();

  private Shell shell;
  private Library library;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    shell = new Shell(folder.toRealPath());
    library = new Library(shell.home().resolve("models"));
  }

  @Test
  void writesAThreadDumpToStderr() throws IOException, InterruptedException {
    Path model = library.holedModel("a.safetensors", 1L << 40, "{}"); // minutes to read
    Process scan = startScan(model);

    boolean dumped = false;
    try (BufferedReader err = scan.errorReader()) {
      readUntil(err, "reading " + model);
      shell.run("kill -QUIT " + scan.pid());
      dumped = readUntil(err, "Full thread dump");
      shell.run("kill -TERM " + scan.pid());
      err.lines().forEach(line -> {});
    }

    assertThat(scan.waitFor()).isEqualTo(130);
    assertThat(dumped).isTrue();
    assertThat(shell.home().resolve("out")).content().isEqualTo("[]\n");
  }

  /** As when another program cuts off the file beside the database that both have in memory. */
  @Test
  void leavesNothingInTheFolderWhenTheRuntimeCrashes() throws IOException, InterruptedException {
    Path model = library.holedModel("a.safetensors", 1L << 40, "{}");
    Process scan = startScan(model);

    try (BufferedReader err = scan.errorReader()) {
      readUntil(err, "reading " + model);
      shell.run("kill -BUS " + scan.pid());
      err.lines().forEach(line -> {});
    }

    assertThat(scan.waitFor()).isEqualTo(134);
    assertThat(shell.home().resolve("out")).isEmptyFile();
    shell.run("ls").shows("models\nout\n");
  }

  private Process startScan(Path model) throws IOException {
    String scan = "ulimit -c unlimited; exec tsr db scan --json -v " + model;
    return Shell.start(
        shell.process("/bin/sh", "-c", scan).redirectOutput(shell.home().resolve("out").toFile()));
  }

  /** Whether a line of this kind comes. */
  private static boolean readUntil(BufferedReader reader, String part) throws IOException {
    String line = reader.readLine();
    while (line != null && !line.contains(part)) {
      line = reader.readLine();
    }
    return line != null;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesStdoutEmptyWhereTheRuntimeCannotStart() throws IOException, InterruptedException {
    Result result = shell.run("ulimit -v 400000; tsr db list --json").exits(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Could not reserve enough space");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void runsInLessAddressSpaceThanJavaTakesByDefault() throws IOException, InterruptedException {
    shell.run("ulimit -v 2000000; tsr db list -q --json").prints("[]\n");
  }

  @Test
  void heedsNoOptionsForJavaThatLieInTheFolder() throws IOException, InterruptedException {
    Files.writeString(shell.home().resolve(".hotspotrc"), "+PrintFlagsFinal\n");

    shell.run("_JAVA_LAUNCHER_DEBUG=1 tsr db list -q --json").prints("[]\n");
  }

  /** The shell that runs the launcher may say on stderr that it does not know where it is. */
  @ParameterizedTest
  @CsvSource({
    "db list -q --json, 0, []",
    "db scan -q --json models, 4, []",
  })
  @EnabledOnOs(OS.LINUX)
  void runsInAFolderThatWasDeleted(String command, int exitCode, String out)
      throws IOException, InterruptedException {
    library.model("a.safetensors", 1);

    Result result =
        shell
            .run("mkdir gone; cd gone; rmdir ../gone; exec tsr %s".formatted(command))
            .exits(exitCode);
    result.shows(out + "\n");
    assertThat(result.err()).doesNotContain("cannot start").doesNotContain("initialization");
  }

  @Test
  void saysThatStdoutIsClosedAndDoesItsWork() throws IOException, InterruptedException {
    library.model("a.safetensors", 1);
    library.model("b.safetensors", 2);

    shell
        .run("tsr db scan -q models >&-")
        .fails(
            3,
            "tsr: the result could not be written: stdout is closed; redirect it to /dev/null\n");
    assertThat(shell.run("tsr db list").out()).hasLineCount(2);
  }

  @Test
  @Tag("long")
  void runsFromAFolderOfAnyNameButOneWithAColon() throws IOException, InterruptedException {
    shell.run("mkdir first; tar xzf '%s' -C first".formatted(ARCHIVE));

    String before = "first";
    for (String name : List.of("a%20b c", "100%", "a+b#c?d&e", "$(touch PWNED)", "a'b\"c", "-cp")) {
      Files.move(shell.home().resolve(before), shell.home().resolve(name));
      assertThat(shell.run("./'%s'/tsr/bin/tsr db list -q --json".formatted(quoted(name))))
          .as(name)
          .isEqualTo(new Result(0, "[]\n", ""));
      before = name;
    }
    assertThat(shell.home().resolve("PWNED")).doesNotExist();
    Files.move(shell.home().resolve(before), shell.home().resolve("a:b"));
    shell
        .run("a:b/tsr/bin/tsr --version")
        .fails(
            70,
            "tsr: a:b/tsr/bin/..: Java cannot run from a folder with a colon in its path; move"
                + " it\n");
  }

  private static String quoted(String name) {
    return name.replace("'", "'\\''");
  }

  @Test
  void namesWhatItsFolderLacks() throws IOException, InterruptedException {
    shell.run("tar xzf '%s'; rm -r tsr/lib/texts tsr/lib/*.aot".formatted(ARCHIVE));

    Result withoutTexts = shell.run("tsr/bin/tsr --version");
    Result withoutJar = shell.run("rm tsr/lib/picocli.jar; tsr/bin/tsr --version");
    Result withoutJava = shell.run("rm tsr/runtime/bin/java; tsr/bin/tsr --version");

    assertThat(withoutTexts.exits(0).out()).startsWith("tsr ");
    withoutJar.exits(70).shows("");
    assertThat(withoutJar.err()).startsWith("tsr: cannot start: java.lang.NoClassDefFoundError: ");
    withoutJava.fails(
        70,
        "tsr: tsr/bin/../runtime/bin/java cannot be run; unpack the whole archive" + " again\n");
  }

  /** The launcher's choice, as a program in the place of Java sees it. */
  @ParameterizedTest
  @CsvSource({
    "'', interpreting text",
    "db, interpreting text",
    "db list, reading list",
    "--json list triggers, reading list",
    "search list, reading read",
    "outdated --refresh, starting fetch",
    "triggers list, reading answer",
    "show list, reading show",
    "--version, interpreting text",
    "list --help, interpreting text",
    "link, starting fetch",
    "images, picturing work",
    "images help, picturing text",
    "db scan list, hashing write",
    "duplicates, hashing write",
    "list scan, reading list",
    "help scan, interpreting text",
    "--help scan, interpreting text",
    "scan --help, interpreting text",
    "--db help scan, hashing write",
    "scan -- --help, hashing write",
    "__complete -- verify, reading text",
  })
  void choosesTheCompilerAndTheCache(String arguments, String chosen)
      throws IOException, InterruptedException {
    shell
        .run(
            """
            mkdir -p tsr/bin tsr/lib tsr/runtime/bin
            cp "$TSR" tsr/bin
            printf '#!/bin/sh\\necho "$@"\\n' >tsr/runtime/bin/java
            chmod +x tsr/runtime/bin/java
            tsr/bin/tsr %s | grep -oE '[a-z]+[.](options|aot)' | sed '1d; s/[.].*//' | paste -sd ' '
            """
                .formatted(arguments))
        .prints(chosen + "\n");
  }

  /** Or the deletion of the folder warns of it. */
  @AfterEach
  void removeLink() throws IOException {
    Files.deleteIfExists(shell.home().resolve("tool"));
  }

  @Test
  void runsThroughASymlinkWhereThePathIsEmpty() throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/readlink")) || Files.exists(Path.of("/bin/readlink")));

    shell.run("ln -s \"$TSR\" tool; PATH= ./tool db list -q --json").prints("[]\n");
  }
}
