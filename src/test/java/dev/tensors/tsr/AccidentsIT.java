package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built program on a full disk, among odd names, and when the user has seen enough. */
@DisabledOnOs(OS.WINDOWS)
class AccidentsIT {

  /** Root may do anything, unless it has given that up. */
  private static final String UNPRIVILEGED =
      "$([ $(id -u) -gt 0 ] || echo setpriv --bounding-set=-dac_override,-dac_read_search)";

  private Shell shell;
  private Path home;
  private Library library;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    shell = new Shell(folder.toRealPath());
    home = shell.home();
    library = new Library(home.resolve("models"));
  }

  /** The disk is one in memory, of its own for this script. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFullAndKeepsWhatIsThere()
      throws IOException, InterruptedException, SQLException {
    String disk = "unshare -rm sh -c 'mount -t tmpfs -o size=1m none disk && %s'";
    assumeTrue(
        shell.run("mkdir disk; " + disk.formatted("true")).exitCode() == 0, "nobody may mount");
    Path first = library.model("first.safetensors", 1);
    for (int i = 0; i < 1000; i++) {
      library.model("more/m" + i + ".safetensors", 16, i, "{\"k\":\"" + "v".repeat(2000) + "\"}");
    }

    shell
        .run(
            disk.formatted(
                """
                tsr db scan -q --db disk/models.db models/first.safetensors
                tsr db scan -q --db disk/models.db models >told
                status=$?
                cp disk/models.db* .
                exit $status
                """))
        .ends(
            6,
            first + "\t97\t1\tnew\n",
            "tsr: "
                + home.resolve("disk/models.db")
                + ": the disk is full; make room and run the command again\n");
    assertThat(rows("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(rows("SELECT file_path FROM local_files"))
        .contains(first.toString())
        .containsAll(
            Files.readAllLines(home.resolve("told")).stream()
                .map(line -> line.split("\t")[0])
                .toList());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsOnADiskWithoutAnyRoom() throws IOException, InterruptedException {
    String disk = "unshare -rm sh -c 'mount -t tmpfs -o size=1m none disk && %s'";
    assumeTrue(
        shell.run("mkdir disk; " + disk.formatted("true")).exitCode() == 0, "nobody may mount");
    Path model = library.model("a.safetensors", 1);

    shell
        .run(
            disk.formatted(
                """
                tsr db scan -q --db disk/models.db models
                head -c 2000000 /dev/zero >disk/fill 2>/dev/null
                tsr db list -q --db disk/models.db
                tsr db note --db disk/models.db a.safetensors --rating 5
                tsr db page --db disk/models.db disk/page
                status=$?
                ls disk/page
                exit $status
                """))
        .ends(
            3,
            model + "\t97\t1\tnew\n" + model + "\t97\t\t\t\t\ntsr-page.lock\n",
            "tsr: "
                + home.resolve("disk/models.db")
                + ": the disk is full; make room and run the command again\n"
                + "tsr: disk/page: the page could not be written: the disk is full; make room"
                + " and run the command again\n");
  }

  @ParameterizedTest
  @CsvSource({
    "000, cannot be read; check its permissions",
    "444, 'cannot be written; check its permissions, and those of its folder and of the files"
        + " beside it'"
  })
  void leavesADatabaseAloneThatItHasNoPermissionFor(String mode, String reason)
      throws IOException, InterruptedException {
    library.model("a.safetensors", 1);
    shell.run("mkdir data; tsr db scan models --db data/models.db");

    Result result =
        shell.run(
            """
            before=$(cksum <data/models.db)
            chmod %s data/models.db
            %s tsr db scan models --db data/models.db
            echo $?
            chmod 644 data/models.db
            [ "$before" = "$(cksum <data/models.db)" ] && ls data
            """
                .formatted(mode, UNPRIVILEGED));

    String database = home.resolve("data/models.db").toString();
    result.prints("6\nmodels.db\n", "tsr: " + database + ": " + reason + "\n");
  }

  @Test
  void verifiesWithoutRememberingWhereTheDatabaseMayNotBeWritten()
      throws IOException, InterruptedException {
    Path file = library.model("a.safetensors", 1);
    shell.run("mkdir data; tsr db scan models --db data/models.db");

    shell
        .run(
            """
            chmod 444 data/models.db; chmod 555 data
            %s tsr db verify --db data/models.db
            echo $?
            chmod 755 data
            ls data
            """
                .formatted(UNPRIVILEGED))
        .prints(
            file + "\tok\n0\nmodels.db\n",
            "tsr: "
                + home.resolve("data/models.db")
                + ": read-only, so results are not recorded\n"
                + "1 ok, 0 damaged, 0 missing or unreadable\n");
  }

  @Test
  void copiesADatabaseThatMayNotBeWritten() throws IOException, InterruptedException {
    Path file = library.model("a.safetensors", 1);
    shell.run("tsr db scan models --db models.db");

    shell
        .run(
            """
            chmod 444 models.db
            %s tsr db backup -q copy.db --db models.db | head -1
            ls -l copy.db* | grep -c '^-r--r--r--.* copy.db$'
            ls | grep copy
            tsr db list -q --print0 --db copy.db | tr '\\0' '\\n'
            """
                .formatted(UNPRIVILEGED))
        .prints("path\t%s\n1\ncopy.db\n%s\n".formatted(home.resolve("copy.db"), file), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dry-run"})
  void exportsNothingIntoAFolderWithoutWritePermission(String dryRun)
      throws IOException, InterruptedException {
    Path file = linked("a.safetensors");
    keepPicture();

    Result result =
        shell.run(
            """
            echo '{"ModelId":1}' >models/a.cm-info.json
            chmod 555 models
            %s tsr db export --previews --for stability-matrix,a1111 --merge %s
            echo $?
            chmod 755 models
            ls models
            """
                .formatted(UNPRIVILEGED, dryRun));

    String reason = "cannot be written: permission denied; check the permissions of its folder";
    result.prints(
        """
        %1$s\tpreview\t%2$s.preview.jpeg\tfailed\t%3$s
        %1$s\tstability-matrix\t%2$s.cm-info.json\tfailed\t%3$s
        %1$s\ta1111\t%2$s.json\tfailed\t%3$s
        3
        a.cm-info.json
        a.safetensors
        """
            .formatted(file, file.resolveSibling("a"), reason),
        """
        tsr: %1$s.preview.jpeg: %2$s
        tsr: %1$s.cm-info.json: %2$s
        tsr: %1$s.json: %2$s
        3 failed
        """
            .formatted(file.resolveSibling("a"), reason));
  }

  /** Keeps a picture of the version that {@link #linked} files have. */
  private void keepPicture() throws IOException, InterruptedException {
    shell.run("mkdir -p .cache/tensors/previews/2; echo x >.cache/tensors/previews/2/7.jpeg");
  }

  @Test
  void namesTheFileThatExportMayNotRead() throws IOException, InterruptedException {
    Path file = linked("a.safetensors");
    keepPicture();

    Result result =
        shell.run(
            """
            echo '{"notes":""}' >models/a.json
            chmod 000 models/a.json .cache/tensors/previews/2/7.jpeg
            %s tsr db export --previews --for a1111 --merge
            echo $?
            """
                .formatted(UNPRIVILEGED));

    String closed = "cannot be read: permission denied; check its permissions";
    Path picture = home.resolve(".cache/tensors/previews/2/7.jpeg");
    result.shows(
        """
        %1$s\tpreview\t%2$s.preview.jpeg\tfailed\tthe kept picture %4$s %3$s
        %1$s\ta1111\t%2$s.json\tfailed\t%3$s
        3
        """
            .formatted(file, file.resolveSibling("a"), closed, picture));
  }

  @Test
  void comparesTheWeightsOfACopyInPlaceOfAFileThatItMayNotRead()
      throws IOException, InterruptedException {
    Path closed = library.model("a.safetensors", 1);
    Path copy = library.model("b.safetensors", 1);
    Path other = library.model("c.safetensors", 16, 1, "{\"k\":\"v\"}");
    shell.run("touch -d 2026-01-01 models/a.safetensors; tsr db scan models");

    Result result =
        shell.run(
            """
            chmod 000 models/a.safetensors
            %s tsr db duplicates --same-weights --json
            echo $?
            """
                .formatted(UNPRIVILEGED));

    assertThat(result.out())
        .contains("\"files\":[\"%s\",\"%s\",\"%s\"]".formatted(closed, copy, other))
        .endsWith("\n3\n");
    result.says(
        """
        tsr: %s: permission denied; check its permissions
        1 copy, 97 B can be freed; 1 file has the same weights under another header
        """
            .formatted(closed));
  }

  /** A file that is linked by a sidecar which is gone then. */
  private Path linked(String name) throws IOException, InterruptedException {
    Path file = library.model(name, 1);
    Path sidecar = file.resolveSibling(name.replace(".safetensors", ".civitai.info"));
    Files.writeString(
        sidecar,
        """
        {"id":2,"modelId":1,"name":"v","model":{"name":"M","type":"LORA"},
         "files":[{"id":3,"name":"a","hashes":{"SHA256":"%s"}}],
         "images":[{"id":7,"url":"https://image.civitai.com/x/7.jpeg","type":"image","nsfwLevel":1}]}"""
            .formatted(Library.sha256(file)));
    shell.run("tsr db scan --import models");
    Files.delete(sidecar);
    return file;
  }

  /** It may have a picture, a sidecar, or another model of the same name. */
  @Test
  void exportsNothingIntoAFolderThatItMayNotList() throws IOException, InterruptedException {
    Path file = linked("a.safetensors");

    Result result =
        shell.run(
            """
            touch models/a.png
            chmod 311 models
            %s tsr db export --for a1111 --previews
            echo $?
            chmod 755 models
            ls models
            """
                .formatted(UNPRIVILEGED));

    String reason = "its folder cannot be listed: permission denied; check its permissions";
    Path sidecar = file.resolveSibling("a.json");
    result.prints(
        "%1$s\tpreview\t\tfailed\t%3$s\n%1$s\ta1111\t%2$s\tfailed\t%3$s\n3\na.png\na.safetensors\n"
            .formatted(file, sidecar, reason),
        "tsr: %1$s: %3$s\ntsr: %2$s: %3$s\n2 failed\n".formatted(file, sidecar, reason));
  }

  /** Its sidecars may be as they were read, and are not read again. */
  @Test
  void importsNothingFromAFolderThatItMayNotList() throws IOException, InterruptedException {
    Path file = linked("a.safetensors");
    Files.writeString(file.resolveSibling("a.json"), "{\"notes\":\"n\"}");

    Result result =
        shell.run(
            """
            tsr db import -q models
            chmod 311 models
            %s tsr db import models
            echo $?
            chmod 755 models
            tsr db import models
            """
                .formatted(UNPRIVILEGED));

    assertThat(result.out()).endsWith("a.json\ta1111\tnotes_only\ttext\n3\n");
    result.says(
        """
        tsr: %s: cannot be listed, and no sidecar in it was read: permission denied; check its \
        permissions
        Sidecars: 1 unchanged
        """
            .formatted(file.getParent()));
  }

  @Test
  void namesWhatMayNotBeReadAndKeepsWhatItKnew()
      throws IOException, InterruptedException, SQLException {
    Path file = library.model("a.safetensors", 1);
    library.model("b/b.safetensors", 2);
    shell.run("tsr db scan models --db models.db");

    Result result =
        shell.run(
            """
            chmod 000 models/a.safetensors models/b
            %s tsr db scan --rehash models --db models.db
            echo $?
            chmod 755 models/b
            """
                .formatted(UNPRIVILEGED));

    String closed = ": permission denied; check its permissions\n";
    assertThat(result.out().lines().map(line -> line.replaceFirst(".*\t", "")))
        .containsExactly("failed", "failed", "3");
    assertThat(result.err())
        .contains("tsr: " + library.path("b") + closed)
        .contains("tsr: " + file + closed);
    assertThat(rows("SELECT count(*) FROM local_files WHERE missing_since IS NULL"))
        .containsExactly("2");
  }

  /** One row of a table, for which the terms choose very many files: its memory is bounded. */
  @Test
  @Tag("long")
  void showsTheAskedFieldsOfFewAmongManyFiles()
      throws IOException, InterruptedException, SQLException {
    library.model("a.safetensors", 1);
    shell.run("tsr db scan -q --db models.db models").exits(0);
    execute(
        """
        INSERT INTO models (id, civitai_id, name, type, fetched_at)
          VALUES (1, 1, 'Harbour', 'LORA', '2026');
        INSERT INTO model_versions
            (civitai_id, model_id, name, base_model, version_index, download_url)
          VALUES (10, 1, 'v1', 'Pony', 1, NULL), (11, 1, 'v2', 'Pony', 0, 'https://c.example/11');
        UPDATE local_files SET civitai_model_id = 1, civitai_version_id = 10;
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
        INSERT INTO local_files (file_path, sha256, size_bytes, mtime_ns, created_at)
          SELECT '/' || i || printf('%064d', i) || '.safetensors', printf('%064d', i), i, i,
            '2026-01-02T03:04:05Z' FROM n;
        """);

    shell
        .run(
            "tsr db outdated -q --db models.db --format table"
                + " --where 'size:>0 hash:any added:any modified:any precision:any,none'")
        .exits(0)
        .says("");
  }

  /**
   * The first limit is too small for the copy of it, the others for the catalogue or its journal.
   */
  @ParameterizedTest
  @Tag("long")
  @CsvSource({"50, false", "101, true", "180, true"})
  void leavesALegacyDatabaseUnchangedWithoutRoom(int percent, boolean copied)
      throws IOException, InterruptedException, SQLException {
    try (InputStream in = AccidentsIT.class.getResourceAsStream("/legacy.sql")) {
      execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    execute(
        """
        WITH RECURSIVE number (n) AS (SELECT 100 UNION SELECT n + 1 FROM number WHERE n < 100000)
        INSERT INTO trained_words SELECT n, 4, 'word ' || n, n FROM number
        """);
    Path database = home.resolve("models.db");
    byte[] original = Files.readAllBytes(database);
    long blocks = original.length * (long) percent / 100 / 512;

    Result result =
        shell.run("ulimit -f %d; tsr db list -q --db models.db".formatted(blocks)).exits(6);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("tsr: " + database + ": ")
        .endsWith("; check the disk\n")
        .hasLineCount(1);
    assertThat(database).hasBinaryContent(original);
    shell.run("ls").shows(copied ? "models.db\nmodels.db.before-1\n" : "models.db\n");
    assertThat(shell.run("tsr db list --db models.db").out()).hasLineCount(2);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesTheTerminalAsItWasAfterCtrlC() throws IOException, InterruptedException {
    assumeTrue(shell.run("command -v script").exitCode() == 0, "script makes the terminal");
    library.holedModel("a.safetensors", 1L << 40, "{}"); // minutes to read
    Files.writeString(
        home.resolve("session"),
        """
        trap : INT
        stty -g >before
        tsr db scan models
        echo $? >status
        stty -g >after
        """);

    Process session = Shell.start(shell.process("script", "-qec", "exec sh session", "/dev/null"));
    String said;
    long pressed;
    try (Reader screen = session.inputReader();
        OutputStream keyboard = session.getOutputStream()) {
      readUntil(screen, "B/s");
      pressed = System.nanoTime();
      keyboard.write(3); // Ctrl-C
      keyboard.flush();
      said = readUntil(screen, null);
    }

    assertThat(session.waitFor()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - pressed)).isLessThan(Duration.ofSeconds(2));
    assertThat(home.resolve("status")).hasContent("130");
    assertThat(said).endsWith("interrupted; results so far are kept\r\n");
    assertThat(home.resolve("after")).hasSameTextualContentAs(home.resolve("before"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void keepsTheNextCopyWhereTheOldestMayNotBeRead() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      Path copy = library.model(i + ".safetensors", 1);
      Files.setLastModifiedTime(copy, FileTime.fromMillis(1000 * i));
    }
    shell.run("tsr db scan models --db models.db; chmod 000 models/0.safetensors");

    Result result =
        shell.run(
            UNPRIVILEGED
                + " tsr db duplicates -q --print0 --db models.db | tr '\\0' '\\n'; chmod 600 models/*");

    result.shows(library.path("2.safetensors") + "\n");
    result.says(
        "tsr: " + library.path("0.safetensors") + ": permission denied; check its permissions\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesNoCopyOfAFileThatWasReadOnlyInPart()
      throws IOException, InterruptedException, SQLException {
    Path small = library.model("a.safetensors", 1);
    Files.copy(small, library.path("b.safetensors"));
    shell.run("tsr db scan models --db models.db");
    String large =
        """
        UPDATE local_files SET size_bytes = %d, mtime_ns = %d000000000 WHERE file_path = '%s';
        """;
    for (Path file : new Path[] {small, library.path("b.safetensors")}) {
      Path whole = library.holedModel(file.getFileName().toString(), 1L << 40, "{}");
      Files.setLastModifiedTime(whole, FileTime.fromMillis(1_000_000));
      execute(large.formatted(Files.size(whole), 1000, whole));
    }

    Process program =
        Shell.start(shell.process("sh", "-c", "exec tsr db duplicates --print0 --db models.db"));
    String said;
    try (Reader talk = program.errorReader()) {
      readUntil(talk, "--no-check skips this\n");
      shell.run("kill -INT " + program.pid());
      said = readUntil(talk, null);
    }

    assertThat(program.waitFor()).isEqualTo(130);
    assertThat(said).isEqualTo("tsr: interrupted; results so far are kept\n");
    assertThat(program.inputReader().readAllAsString()).isEmpty();
  }

  /** What comes, up to and with this text; null: all. */
  private static String readUntil(Reader reader, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      text.append((char) c);
      if (end != null && text.toString().endsWith(end)) {
        break;
      }
    }
    return text.toString();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesWhatIsNotNamedInUtf8AndGoesOn() throws IOException, InterruptedException {
    Path good = library.model("good.safetensors", 1);
    String folder = "$(printf 'models/b\\377')";

    Result result =
        shell
            .run(
                """
                cp models/good.safetensors "$(printf 'models/a\\377.safetensors')"
                mkdir "%1$s"
                cp models/good.safetensors "%1$s/b.safetensors"
                tsr db scan models
                """
                    .formatted(folder))
            .exits(3);
    result.shows(
        """
        %2$s\t97\t1\tnew
        %1$s/a�.safetensors\t\t\tfailed
        %1$s/b�/b.safetensors\t\t\tfailed
        """
            .formatted(good.getParent(), good));
    assertThat(result.err())
        .startsWith(
            """
            tsr: %1$s/a�.safetensors: its name is not UTF-8; rename it
            tsr: %1$s/b�/b.safetensors: its name is not UTF-8; rename it
            1 new, 2 failed; \
            """
                .formatted(good.getParent()));
    shell
        .run("tsr db scan models")
        .prints(
            "", "0 new, 1 unchanged, 2 known to be bad (tsr db list --failed); nothing to read\n");
    Path named = good.resolveSibling("b�");
    shell
        .run("tsr db scan -q \"" + folder + "\"")
        .ends(
            3, named + "\t\t\tfailed\n", "tsr: " + named + ": its name is not UTF-8; rename it\n");
    shell.run("rm models/a*; rm -r models/b*");
    shell.run("tsr db scan models").says("0 new, 1 unchanged; nothing to read\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void recordsPathsAsLongAsTheSystemTakesAndNamesThoseThatAreLonger()
      throws IOException, InterruptedException, SQLException {
    library.model("good.safetensors", 1);

    Result result =
        shell.run(
            """
            name=$(printf '%0250d' 0)
            cd models
            while [ ${#PWD} -lt 3700 ]; do mkdir $name; cd $name; done
            file=$(printf "%0$((4000 - ${#PWD} - 13))d.safetensors" 0)
            cp ~/models/good.safetensors $file
            mkdir $name
            (cd $name && cp ~/models/good.safetensors $name.sft)
            cd
            tsr db scan -q models --db models.db
            echo $?
            tsr db scan -q --all models --db models.db | cut -f 4
            rm -rf models/0*
            """);

    assertThat(result.out().lines().map(line -> line.replaceFirst(".*\t", "")))
        .containsExactlyInAnyOrder("new", "new", "failed", "3", "unchanged", "unchanged", "failed");
    assertThat(result.err().lines().distinct().toList())
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith(": File name too long"));
    assertThat(rows("SELECT max(length(file_path)), count(*) FROM local_files"))
        .containsExactly("4000");
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("models.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("models.db"));
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
