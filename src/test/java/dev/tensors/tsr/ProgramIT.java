package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built program as such: where it lies, how it is called, and what surrounds it. */
@DisabledOnOs(OS.WINDOWS)
class ProgramIT {

  private static final Path ARCHIVE =
      Path.of(System.getProperty("tsr.archive", "")).toAbsolutePath();

  private Shell shell;
  private Library library;
  private Path database;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    shell = new Shell(folder.toRealPath());
    library = new Library(shell.home().resolve("models"));
    database = shell.home().resolve(".local/share/tensors/models.db");
  }

  /** Or the deletion of the folder warns of each that leads out of it. */
  @AfterEach
  void removeLinks() throws IOException, InterruptedException {
    shell.run("find . -type l -exec rm {} +");
  }

  @Test
  void tellsItsVersion() throws IOException, InterruptedException {
    var name =
        Pattern.compile("tsr-(.+)-(linux|macos)-(x64|arm64)\\.tar\\.gz")
            .matcher(ARCHIVE.getFileName().toString());
    assertThat(name.matches()).isTrue();

    shell.run("tsr --version").prints("tsr " + name.group(1) + "\n");
  }

  @Test
  void givesACopyNoPermissionsThatTheUmaskForbids() throws IOException, InterruptedException {
    library.model("a.safetensors", 1);

    shell
        .run(
            """
            tsr db scan -q models >scanned && chmod 664 .local/share/tensors/models.db
            umask 027; tsr db backup -q copy.db >made; ls -l copy.db | cut -c 1-10
            """)
        .prints("-rw-r-----\n");
  }

  /** A narrow table of export leaves out the manager before the path that tells it. */
  @Test
  void exportKeepsTheColumnsThatTellWhatWasDone() throws IOException, InterruptedException {
    assumeTrue(shell.run("command -v script").exitCode() == 0, "script makes the terminal");
    library.model("a.safetensors", 1);

    Result result =
        shell.run(
            """
            tsr db scan -q models >scanned
            COLUMNS=36 NO_COLOR=1 script -qec 'tsr db export -q --for a1111 models' /dev/null
            """);

    assertThat(result.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .first()
        .isEqualTo("FILE PATH STATUS");
  }

  @Test
  void needsNoJavaAndHeedsNoOptionsForOne() throws IOException, InterruptedException {
    assertScans(
        """
        export PATH=/nowhere JAVA_HOME=/nowhere JAVA_TOOL_OPTIONS=-Dsaid=aloud
        export JDK_JAVA_OPTIONS=--no-such-option _JAVA_OPTIONS=-Xmx1k
        "$TSR" db scan -q models
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ln -s \"$TSR\" tool; ./tool db scan -q models",
        "ln -s \"$TSR\" tool; ln -s \"$PWD/tool\" again; ./again db scan -q models",
        "mkdir a b; ln -s \"$TSR\" a/tool; ln -s ../a/tool b/tool; b/tool db scan -q models",
        "ln -s \"${TSR%/bin/tsr}\" folder; cd folder/bin; ./tsr db scan -q \"$HOME/models\"",
        "mkdir bin; ln -s \"$TSR\" bin/tool; PATH=$PWD/bin:$PATH; tool db scan -q models",
        "mkdir bin; ln -s \"$TSR\" bin/tool; PATH=bin:$PATH; tool db scan -q models",
        "tsr db scan -q models",
        "cd \"${TSR%/*}\"; ./tsr db scan -q \"$HOME/models\"",
        "cd \"${TSR%/*}\"; sh tsr db scan -q \"$HOME/models\"",
        "cd /; \"$TSR\" db scan -q \"$HOME/models\"",
        "ln -s \"$TSR\" tool; PATH= ./tool db scan -q models",
        "cd models; PATH=.:$PATH; ln -s \"$TSR\" tool; tool db scan -q ."
      })
  void runsHoweverItIsCalled(String script) throws IOException, InterruptedException {
    assertScans(script);
  }

  @Test
  void startsFastFromAnyFolderItIsUnpackedTo() throws IOException, InterruptedException {
    String unpack = "mkdir 'a été 模型'; cd 'a été 模型'; tar xzf '" + ARCHIVE + "'\n";

    assertScans(
        unpack
            + """
            echo -Xlog:class+load:file=classes.log >>tsr/lib/java.options
            tsr/bin/tsr db scan -q ../models
            mv classes.log ..
            """);
    assertThat(shell.home().resolve("classes.log"))
        .content()
        .contains(" dev.tensors.tsr.cli.Tsr source: shared objects file")
        .contains(" picocli.CommandLine source: shared objects file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db list",
        "db list --json",
        "db show a.safetensors",
        "db triggers a.safetensors",
        "db stats",
        "db prompts a.safetensors",
        "db outdated",
        "db scan --help",
        "help db organise",
        "--help",
        "__complete -- db tri",
        "completion bash",
        "--version"
      })
  void readsWithoutTheClassesOfOtherCommands(String command)
      throws IOException, InterruptedException {
    library.model("a.safetensors", 1);

    shell.run(
        """
        tar xzf '%s'
        tsr/bin/tsr db scan -q models
        echo -Xlog:class+load:file=classes.log >>tsr/lib/java.options
        tsr/bin/tsr %s
        """
            .formatted(ARCHIVE, command));

    assertThat(Files.readAllLines(shell.home().resolve("classes.log")))
        .anyMatch(line -> line.contains(" dev.tensors.tsr.cli.Tsr source: shared objects file"))
        .noneMatch(line -> line.contains(".tsr.scan.Scan ") || line.contains(" java.net.http."))
        .noneMatch(line -> line.endsWith("/tsr.jar") || line.endsWith("/picocli.jar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm tsr/lib/*.aot", ": >tsr/lib/list.aot", "touch tsr/lib/tsr.jar"})
  void runsWithoutItsCache(String accident) throws IOException, InterruptedException {
    shell
        .run("tar xzf '%s'; %s; tsr/bin/tsr db list -q --json".formatted(ARCHIVE, accident))
        .prints("[]\n");
  }

  @Test
  void needsNoTemporaryFolder() throws IOException, InterruptedException {
    unpackWithoutTemporaryFolder("-Xlog:library:file=libraries.log");

    assertScans("tsr/bin/tsr db scan -q models");
    assertThat(Files.readAllLines(shell.home().resolve("libraries.log")))
        .filteredOn(line -> line.contains("Loaded library /"))
        .allMatch(line -> line.contains(shell.home().resolve("tsr") + "/"))
        .anyMatch(line -> line.contains("/tsr/lib/libsqlitejdbc."));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fitsATableToTheTerminalWithoutATemporaryFolder() throws IOException, InterruptedException {
    assumeTrue(shell.run("command -v script").exitCode() == 0, "script makes the terminal");
    unpackWithoutTemporaryFolder("");
    Path file = library.model("long-".repeat(20) + "end.safetensors", 1);
    shell.run("tsr db scan models");

    shell
        .run("NO_COLOR=1 script -qec 'stty cols 60; tsr/bin/tsr db list -q' /dev/null")
        .prints(
            """
            FILE                                                    SIZE\r
            \033]8;;file://%s\033\\long-long-long-long-long-long-long-…ong-long-long-end…\033]8;;\033\\  97 B\r
            """
                .formatted(file));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void spellsControlCharactersOfNulEndedPathsOnATerminalOnly()
      throws IOException, InterruptedException {
    assumeTrue(shell.run("command -v script").exitCode() == 0, "script makes the terminal");
    library.model("a.sft", 1);
    library.model("b\u001b[31m\n.sft", 1);
    shell.run("touch -d 2020-01-01 models/a.sft; tsr db scan models");

    shell
        .run("script -qec 'tsr db duplicates -q --print0' /dev/null")
        .shows(library.path("b\\x1b[31m\\n.sft") + "\0");
    shell.run("tsr db duplicates -q --print0").shows(library.path("b\u001b[31m\n.sft") + "\0");
  }

  /** In /proc and in /System nobody can make a file, as in a /tmp that is mounted noexec. */
  private void unpackWithoutTemporaryFolder(String javaOption)
      throws IOException, InterruptedException {
    String nowhere = Files.exists(Path.of("/proc")) ? "/proc" : "/System";
    shell.run(
        """
        tar xzf '%s'
        echo -Djava.io.tmpdir=%s >>tsr/lib/java.options
        echo %s >>tsr/lib/java.options
        """
            .formatted(ARCHIVE, nowhere, javaOption));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"})
  void keepsTheDatabaseFromClosedStreams(String closed)
      throws IOException, InterruptedException, SQLException {
    library.file("a.safetensors", new byte[0]); // something to say on stderr
    library.model("b.safetensors", 1);

    shell.run("tsr db scan models " + closed).exits(3);
    shell.run("tsr db list --json " + closed).exits((" " + closed).contains(" >&-") ? 3 : 0);
    assertThat(rows("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(rows("SELECT file_path FROM local_files"))
        .containsExactly(library.path("b.safetensors").toString());
  }

  @Test
  void refusesAFolderAsStandardInput() throws IOException, InterruptedException {
    library.model("a.safetensors", 1);

    shell
        .run("tsr db scan -q models; tsr db needs <models")
        .ends(
            3,
            library.path("a.safetensors") + "\t97\t1\tnew\n",
            "tsr: standard input cannot be used: it is a folder; for the pictures in it: find"
                + " FOLDER -type f | tsr db needs --paths\n");
  }

  @Test
  void knowsNamesOfAnyScriptInTheLocaleOfCron() throws IOException, InterruptedException {
    library.model("a.safetensors", 1);

    Result result =
        shell.run(
            """
            unset LANG LC_CTYPE
            export LC_ALL=C
            mkdir 模型 目录
            mv models/a.safetensors 模型/麦橘写实.safetensors
            tsr db scan -q 模型/麦橘写实.safetensors --db 目录/库.db
            tsr db list -q --json --db 目录/库.db | grep -o '"file_path":"[^"]*"'
            ls 目录/库.db
            """);

    Path home = shell.home();
    result.prints(
        """
        %s/模型/麦橘写实.safetensors\t97\t1\tnew
        "file_path":"%s/模型/麦橘写实.safetensors"
        目录/库.db
        """
            .formatted(home, home));
  }

  @Test
  void endsQuietlyWhenItsReaderHasSeenEnough()
      throws IOException, InterruptedException, SQLException {
    String name = "long-".repeat(40);
    for (int i = 0; i < 600; i++) {
      library.model(name + i + ".safetensors", i); // more than fits into a pipe
    }

    for (String command :
        List.of("scan --all models", "list", "list --json", "list --format table")) {
      String script = "{ tsr db %s -q; echo $? >status; } | head -n 1 >first; cat status";
      assertThat(shell.run(script.formatted(command)))
          .as(command)
          .isEqualTo(new Result(0, "0\n", ""));
      assertThat(shell.home().resolve("first")).content().hasLineCount(1);
    }
    assertThat(rows("SELECT count(*) FROM local_files")).containsExactly("600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db list",
        "db list --json",
        "db scan -q --all models",
        "db stats",
        "completion bash",
        "--version",
        "--help"
      })
  @EnabledOnOs(OS.LINUX)
  void saysThatTheResultCouldNotBeWritten(String command)
      throws IOException, InterruptedException, SQLException {
    library.model("a.safetensors", 1);
    shell.run("tsr db scan models");

    shell
        .run("tsr " + command + " >/dev/full")
        .fails(
            3, "tsr: the result could not be written: No space left on device; check the disk\n");
    assertThat(rows("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void goesOnWhenTheResultCannotBeWritten() throws IOException, InterruptedException, SQLException {
    Path file = library.model("a.safetensors", 1);
    Files.writeString(
        file.resolveSibling("a.json"), "{\"activation text\": \"fog\", \"notes\": \"grey\"}");

    shell
        .run("tsr db scan -q --all --import models absent >/dev/full")
        .fails(
            4,
            """
            tsr: absent: no such folder or file; nothing was marked missing. Is a disk not mounted?
            tsr: the result could not be written: No space left on device; check the disk
            """);
    assertThat(rows("SELECT value FROM imported_notes WHERE key = 'triggers'"))
        .containsExactly("fog");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void keepsWhatIsDoneWhenInterrupted(String signal)
      throws IOException, InterruptedException, SQLException {
    assumeTrue(heeds(signal), "this build was started with the signal ignored");
    Path small = library.model("a.safetensors", 1);
    Path large = library.holedModel("b.safetensors", 1L << 40, "{}"); // minutes to read
    Path out = shell.home().resolve("out");
    Process scan =
        Shell.start(
            shell
                .process(
                    Shell.PROGRAM.toString(), "db", "scan", "models", "--json", "--jobs", "1", "-v")
                .redirectOutput(out.toFile()));

    List<String> said = new ArrayList<>();
    try (BufferedReader err = scan.errorReader()) {
      String line = err.readLine();
      while (line != null && !line.endsWith("reading " + large)) {
        line = err.readLine();
      }
      shell.run("kill -" + signal + " " + scan.pid());
      err.lines().forEach(said::add);
    }

    assertThat(scan.waitFor()).isEqualTo(130);
    assertThat(said).hasSize(2);
    assertThat(said.getFirst()).startsWith("1 new; ");
    assertThat(said.getLast()).isEqualTo("tsr: interrupted; results so far are kept");
    assertThat(out)
        .content()
        .isEqualTo(
            """
            [{"id":1,"file_path":"%s","sha256":"%s","size_bytes":97,"header_size":73,\
            "tensor_count":1,"status":"new","error":null}]
            """
                .formatted(small, Library.sha256(small)));
    assertThat(rows("SELECT file_path FROM local_files")).containsExactly(small.toString());
  }

  /** Whether a shell that is started from here can be told so; a background job may not. */
  private boolean heeds(String signal) throws IOException, InterruptedException {
    String script = "trap 'echo heard' %s; kill -%s $$".formatted(signal, signal);
    return shell.run(script).out().equals("heard\n");
  }

  /** Asserts that this script scans the models, and that tsr says nothing on the way. */
  private void assertScans(String script) throws IOException, InterruptedException {
    Path model = library.model("a.safetensors", 1);

    shell.run(script).prints(model + "\t97\t1\tnew\n");
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
