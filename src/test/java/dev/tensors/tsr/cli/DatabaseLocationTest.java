package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CrashedChange;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file is the database, and what happens where it is not there. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class DatabaseLocationTest {

  /** More than any command takes here; a pipe would be waited for without an end. */
  private static final Duration GENEROUS = Duration.ofSeconds(30);

  private Path home;
  private Path model;
  private Program tsr;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("home"));
    model = new Library(home.resolve("models")).model("a.safetensors", 1);
    tsr = new Program(home);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "search",
        "stats",
        "duplicates",
        "verify",
        "prune",
        "outdated",
        "link",
        "triggers a",
        "prompts 1",
        "outdated --refresh",
        "prune --dry-run"
      })
  void saysThatANamedDatabaseIsNotThere(String command) {
    Path database = home.resolve("none.db");
    Result expected =
        new Result(
            4,
            command.equals("stats") ? "{}\n" : "[]\n",
            "tsr: %s: no such database; create it with tsr db scan FOLDER --db FILE\n"
                .formatted(database));
    String[] arguments = ("db --json " + command).split(" ");

    assertThat(tsr.with("TENSORS_DB", database.toString()).run(arguments)).isEqualTo(expected);
    tsr.with("TENSORS_DB", "");
    assertThat(tsr.run(("db --db " + database + " --json " + command).split(" ")))
        .isEqualTo(expected);
    assertThat(home).isDirectoryContaining(home.resolve("models")::equals);
    assertThat(database).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan .", "cache 1", "list", "scan --dry-run ."})
  void saysThatTheFolderOfANamedDatabaseIsNotThere(String command) {
    Path database = home.resolve("unmounted/models.db");
    tsr.with("TENSORS_DB", database.toString());

    Result result = tsr.run(("db --json " + command).split(" ")).exits(4);
    result.shows("[]\n");
    assertThat(result.err()).startsWith("tsr: " + database + ": ").hasLineCount(1);
    assertThat(database.getParent()).doesNotExist();
  }

  @Test
  void makesANamedDatabaseInAFolderThatIsThere() {
    scan("--db", home.resolve("new.db").toString()).exits(0);
    assertThat(home.resolve("new.db")).isRegularFile();
  }

  @Test
  void makesTheFolderOfTheDefaultDatabaseForTheUserAlone() throws IOException {
    scan().exits(0);
    Path folder = home.resolve(".local/share/tensors");
    assertThat(folder.resolve("models.db")).isRegularFile();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "?"})
  void refusesToGuessTheHomeFolder(String value) {
    Program homeless = new Program(home, value);
    String refusal =
        "tsr: HOME is not set to an absolute path, so there is no default database; name one with"
            + " --db or TENSORS_DB\n";

    homeless.db("list --json").ends(2, "[]\n", refusal);
    homeless.db("scan", model).fails(2, refusal);

    homeless.with("XDG_DATA_HOME", home.resolve("data").toString());
    homeless.db("scan", model).exits(0);
    homeless
        .with("XDG_DATA_HOME", "")
        .with("TENSORS_DB", home.resolve("data/tensors/models.db") + "");
    assertThat(homeless.db("list").out()).startsWith(model.toString());
    assertThat(Path.of("?")).doesNotExist();
  }

  /** Beside the file itself, or another program that opens that would not see what is in them. */
  @Test
  void followsASymlinkToTheDatabaseFirst() throws IOException {
    Path real = Files.createDirectory(home.resolve("real")).resolve("catalogue.db");
    Path link = Files.createSymbolicLink(home.resolve("models.db"), Path.of("real/catalogue.db"));

    list(link).exits(4);
    scan("--db", link.toString()).exits(0);

    assertThat(real).isRegularFile();
    assertThat(list(link).out()).startsWith(model.toString());
    assertThat(tsr.db("stats --db", link).out()).startsWith("db_path\t" + real + "\n");
    new Catalogue(real).execute("PRAGMA user_version = 4");
    assertThat(list(link).err()).contains(real + ".before-5");
  }

  /** What a kill leaves there: a change that is not committed, and the journal that undoes it. */
  @Test
  void undoesAChangeThatWasLeftBesideTheTargetOfASymlink() throws IOException {
    Path real = Files.createDirectory(home.resolve("real")).resolve("catalogue.db");
    scan("--db", real.toString());
    new Catalogue(real).execute("PRAGMA journal_mode = DELETE; PRAGMA application_id = 0");
    Path link = Files.createSymbolicLink(home.resolve("models.db"), real);
    CrashedChange.leave(
        real, "UPDATE local_files SET file_path = 'stale'; PRAGMA user_version = 0");

    assertTimeoutPreemptively(GENEROUS, () -> list(link))
        .exits(6)
        .says("tsr: " + real + ": a database of another program; name another file with --db\n");
    new Catalogue(real).execute("PRAGMA application_id = 0x74737231");
    assertThat(list(link).out()).startsWith(model.toString());
  }

  @Test
  void refusesASymlinkThatLeadsToItself() throws IOException {
    Path loop = Files.createSymbolicLink(home.resolve("loop.db"), Path.of("loop.db"));

    list(loop)
        .fails(
            6, "tsr: " + loop + ": a symlink that leads to itself; name another file with --db\n");
  }

  @Test
  void refusesAPipeOrADevice() throws IOException, InterruptedException {
    Path pipe = home.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    for (Path file : new Path[] {pipe, Path.of("/dev/null"), Path.of("/dev/zero")}) {
      String refusal =
          "tsr: "
              + file
              + ": a pipe, a socket or a device, not a database; name a file with --db\n";
      assertTimeoutPreemptively(GENEROUS, () -> list(file)).fails(6, refusal);
      assertTimeoutPreemptively(GENEROUS, () -> scan("--db", file.toString())).fails(6, refusal);
    }
  }

  @Test
  void refusesAPipeInThePlaceOfTheConfiguration() throws IOException, InterruptedException {
    scan();
    Path file = Files.createDirectories(home.resolve(".config/tensors")).resolve("config.toml");
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertTimeoutPreemptively(GENEROUS, () -> tsr.db("link"))
        .fails(2, "tsr: " + file + ": not a regular file; replace or remove it\n");
  }

  private Result list(Path database) {
    return tsr.db("list --db", database);
  }

  private Result scan(String... options) {
    return tsr.db("scan", model, options);
  }
}
