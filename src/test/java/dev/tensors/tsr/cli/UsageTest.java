package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.cli.frame.options.CommonOptions;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class UsageTest {

  private Path home;
  private Program tsr;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("home"));
    tsr = new Program(home);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db unlink                   | Missing required parameter: 'FILE' | db unlink [OPTIONS] FILE...",
        "db scan --jobs 0 x          | Invalid value for option '--jobs': '0' is not a whole number"
            + " from 1 to 1024 | db scan [OPTIONS] [PATH...]",
        "db scan --jobs x x          | Invalid value for option '--jobs': 'x' is not a whole number"
            + " from 1 to 1024 | db scan [OPTIONS] [PATH...]",
        "db verify --jobs 9999       | Invalid value for option '--jobs': '9999' is not a whole number"
            + " from 1 to 1024 | db verify [OPTIONS] [FILE...]",
        "db list --format xml        | Invalid value for option '--format': 'xml'; write one of table,"
            + " tsv, csv, json, jsonl, a1111, aria2, ids | db list [OPTIONS] [TERM...]",
        "db list --format jsn        | Invalid value for option '--format': 'jsn'; did you mean json? |"
            + " db list [OPTIONS] [TERM...]",
        "db list --color=alwys       | Invalid value for option '--color': 'alwys'; did you mean always? |"
            + " db list [OPTIONS] [TERM...]",
        "db list --sort colour       | --sort: files cannot be sorted by 'colour'; write one of added, air,"
            + " base, base_candidates, base_licence, civitai_model_id, civitai_version_id, component, creator, date,"
            + " favourite, folder, gone_at, hash, hash_source, header_size, header_type, hf_licence, hf_path, hf_repo, hf_revision, id, identified_by, images_made,"
            + " known_name, known_url, latest_version_id, latest_version_name, licence, link_match, mature, missing_since, model,"
            + " name, note, page_url, parameters, path, precision, published, rank, rating, sha256, size,"
            + " source, tag, tensor_count, text, type, updated_at, used, uses, version, weight, word, workflows_used | db list [OPTIONS] [TERM...]",
        "db list --limit             | Missing required parameter for option '--limit' (LIMIT) | db"
            + " list [OPTIONS] [TERM...]",
        "db list --limit --unlinked  | Expected parameter for option '--limit' but found '--unlinked' | db"
            + " list [OPTIONS] [TERM...]",
        "db list --limit=--json      | Invalid value for option '--limit': '--json' is not a whole"
            + " number from 0 to 2147483647 | db list [OPTIONS] [TERM...]",
        "list --type                 | Missing required parameter for option '--type' (TYPE) | list"
            + " [OPTIONS] [TERM...]",
        "export x --for              | Missing required parameter for option '--for' (MANAGER) | export"
            + " [OPTIONS] [FILE...]",
        "db list --unlinkd           | unknown option: '--unlinkd'; did you mean --unlinked? | db list"
            + " [OPTIONS] [TERM...]",
        "db stats x                  | unexpected argument: 'x' | db stats [OPTIONS]",
        "db ls                       | no such command: 'ls'; did you mean list? | db [OPTIONS] COMMAND",
        "db RM x                     | no such command: 'RM'; did you mean prune? | db [OPTIONS]"
            + " COMMAND",
        "find x                      | no such command: 'find'; did you mean search? | [OPTIONS]"
            + " COMMAND",
        "scna x                      | no such command: 'scna'; did you mean scan? | [OPTIONS]"
            + " COMMAND",
        "list --unlinkd              | unknown option: '--unlinkd'; did you mean --unlinked? | list"
            + " [OPTIONS] [TERM...]",
        "-q stats x                  | unexpected argument: 'x' | stats [OPTIONS]",
        "db -- scan                  | no such command: 'scan' | db [OPTIONS] COMMAND",
        "-- db list                  | no such command: 'db' | [OPTIONS] COMMAND",
        "db list --favorit           | unknown option: '--favorit'; did you mean --favorite? | db list"
            + " [OPTIONS] [TERM...]",
        "db list --sorted            | unknown option: '--sorted'; did you mean --sort? | db list"
            + " [OPTIONS] [TERM...]",
        "list --srot=size            | unknown option: '--srot=size'; did you mean --sort? | list"
            + " [OPTIONS] [TERM...]",
        "note x --no-favurite        | unknown option: '--no-favurite'; did you mean --no-favourite? | note"
            + " [OPTIONS] FILE...",
        "list -x                     | unknown option: '-x' | list [OPTIONS] [TERM...]",
        "list -sort size             | unknown option: '-sort'; did you mean --sort? | list [OPTIONS]"
            + " [TERM...]",
        "db list --organised         | unknown option: '--organised' | db list [OPTIONS] [TERM...]",
        "db rearrange                 | no such command: 'rearrange' | db [OPTIONS] COMMAND",
        "db archive x                | no such command: 'archive' | db [OPTIONS] COMMAND",
        "db sort                     | no such command: 'sort' | db [OPTIONS] COMMAND",
        "db rename a b               | no such command: 'rename' | db [OPTIONS] COMMAND",
        "db sacn                     | no such command: 'sacn'; did you mean scan? | db"
            + " [OPTIONS] COMMAND",
        "inport x                    | no such command: 'inport'; did you mean import? | [OPTIONS]"
            + " COMMAND",
        "ab                          | no such command: 'ab' | [OPTIONS] COMMAND",
        "db xyzzy                    | no such command: 'xyzzy' | db [OPTIONS] COMMAND",
        "db xyzzy --help             | no such command: 'xyzzy' | db [OPTIONS] COMMAND",
        "xyzzy --help                | no such command: 'xyzzy' | [OPTIONS] COMMAND",
        "db ls -h                    | no such command: 'ls'; did you mean list? | db [OPTIONS] COMMAND",
        "help xyzzy                  | no such command: 'xyzzy' | [OPTIONS] COMMAND",
        "help list show              | help is for one command; leave out 'show' | [OPTIONS] COMMAND",
        "db help options x           | help is for one command; leave out 'x' | [OPTIONS] COMMAND",
        "relocate a b --jobs 2       | --jobs is for --verify only | relocate [OPTIONS] OLD NEW",
        "cache hf:a/b --previews     | --previews is for models at CivitAI; a repository has no such"
            + " pictures | cache [OPTIONS] [MODEL...]",
        "diff x --format aria2 --all | --format aria2 and --all exclude each other: both have those"
            + " files | diff [OPTIONS] OTHER.DB",
        "db scna                     | no such command: 'scna'; did you mean scan? | db"
            + " [OPTIONS] COMMAND",
      })
  void namesWhatIsWrongAndShowsTheUsage(String line, String message, String usage) {
    tsr.run(line.split(" +")).fails(2, "tsr: " + message + "\nUsage: tsr " + usage + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db scan --json",
        "db scan -j --jobs 0 x",
        "db scan --jobs 0 --format json x",
        "db list --limit -1 --format=json",
        "db nothing -j",
      })
  void writesAWholeJsonDocumentAlsoForWrongUsage(String line) {
    tsr.run(line.split(" ")).exits(2).shows("[]\n");
  }

  @Test
  void writesAnObjectWhereTheCommandHasOne() {
    tsr.db("stats --json x").exits(2).shows("{}\n");
  }

  static Stream<String> commands() {
    return Stream.of(
            Stream.of("", "db"),
            Commands.NAMES.stream(),
            Commands.NAMES.stream().map("db "::concat))
        .flatMap(names -> names);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpsWithOptionsExamplesAndExitCodes(String command) {
    Result result = tsr.run((command + " --help").strip().split(" ")).exits(0);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Usage: " + ("tsr " + command).strip() + " [OPTIONS]")
        .containsOnlyOnce(
            "\n\nOptions of every command, such as --db, --format and --json: tsr help options\n\n")
        .doesNotContain("--db=FILE")
        .containsPattern("\nExit codes:\n  0 +done\n")
        .doesNotContainPattern("/\\.\n") // a path is not broken after a dot
        .containsPattern("\nExamples:\n  tsr db .*\n  tsr db .*\n$");
    assertThat(result.out().replaceAll("\n {6,}", " "))
        .containsPattern("\n  3 .*the result could not be written\n");
  }

  @ParameterizedTest
  @CsvSource({
    "help, --help",
    "db help, db --help",
    "help db, db --help",
    "help completion, completion --help",
    "db help scan, db scan --help",
    "help scan, scan --help",
    "--db x.db help scan, scan --help",
    "--color never db --format json -q help scan, db scan --help",
    "-q help scan, scan --help",
    "help options, options",
    "help help, --help",
    "help help options, options",
    "db help help scan, db scan --help",
    "help db help, db --help",
    "help list --json, list --help",
    "help -q list, list --help",
    "help --db x.db db stats, db stats --help",
    "db help options, options --help",
    "help db scan, db scan --help",
    "-q db help stats, db stats --help",
  })
  void helpsWhereHelpStandsForACommand(String line, String option) {
    Result result = tsr.run(line.split(" "));

    assertThat(result.out()).startsWith("Usage: tsr ");
    assertThat(result).isEqualTo(tsr.run(option.split(" ")));
  }

  @Test
  void listsTheOptionsOfEveryCommand() {
    String help = tsr.run("help", "options").exits(0).out();

    assertThat(help)
        .startsWith("Usage: tsr COMMAND [OPTIONS]\n")
        .containsPattern("(?s)--db=FILE.*--format=FORMAT.*-h, --help.*-q, --quiet");
    assertThat(Pattern.compile("(--\\S+)=").matcher(help).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(CommonOptions.VALUED);
  }

  @Test
  void listsAllCommandsAlsoBesideOneThatIsNamed() {
    assertThat(tsr.run("--help", "list")).isEqualTo(tsr.run("--help"));
    assertThat(tsr.run("db", "-h", "list")).isEqualTo(tsr.run("db", "--help"));
  }

  @Test
  void takesEachCommandWithoutDb() {
    new Library(home).model("db.safetensors", 1);
    tsr.run("scan", "-q", home.toString()).exits(0);

    for (String line :
        List.of("list db", "-q list db", "--color never list -q db", "stats", "list")) {
      assertThat(tsr.run(line.split(" ")))
          .isEqualTo(tsr.db(line.replaceFirst("^-q (.*)", "$1 -q").replace("--color never ", "")))
          .extracting(Result::exitCode)
          .isEqualTo(0);
    }
    tsr.run("prune", "db").fails(4, "tsr: db: the catalogue has nothing there; see tsr db list\n");
  }

  @Test
  void takesHelpForAnyOtherWordElsewhere() {
    tsr.db("search help -q").prints("");
  }

  @ParameterizedTest
  @CsvSource({
    "info, show",
    "move, relocate",
    "tag, note",
    "rm, prune",
    "download, cache",
    "Status, stats",
  })
  void suggestsTheCommandThatAnotherWordStandsFor(String word, String command) {
    assertThat(CommandSuggestions.of(word)).contains(command);
  }

  @Test
  void takesTheCommonOptionsBeforeAndAfterTheCommandAndTheLastOfTwo() {
    tsr.run("--json", "db", "list", "-q").prints("[]\n");
    tsr.db("-q --format table list --format JSONL --format json").prints("[]\n");
  }

  @Test
  void asksAnEmptyCatalogueWhereThereIsNoneAndMakesNone() {
    Path database = home.resolve(".local/share/tensors/models.db");

    tsr.db("list --json")
        .prints("[]\n", "There is no catalogue at " + database + " yet; run tsr db scan FOLDER.\n");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void findsTheDatabaseAsTheEnvironmentSays() {
    String missing = "There is no catalogue at %s yet; run tsr db scan FOLDER.\n";
    tsr.db("list").says(missing.formatted(home.resolve(".local/share/tensors/models.db")));
    tsr.with("XDG_DATA_HOME", "relative");
    tsr.db("list").says(missing.formatted(home.resolve(".local/share/tensors/models.db")));
    tsr.with("XDG_DATA_HOME", home.resolve("data").toString());
    tsr.db("list").says(missing.formatted(home.resolve("data/tensors/models.db")));
    tsr.with("TENSORS_DB", home.resolve("named.db").toString());
    assertThat(tsr.db("list").err()).startsWith("tsr: " + home.resolve("named.db") + ": ");
  }

  @Test
  void logsWhatIsDoneToStderrAndToAFile() throws IOException {
    Library library = new Library(home);
    Path file = library.model("a\u001b[31m.safetensors", 1);
    Path log = home.resolve("log");

    Result result = tsr.db("scan -v --log-file", log, home);

    String line = ".* DEBUG ModelReader: reading " + home + "/a\\\\x1b\\[31m.safetensors\n";
    assertThat(result.err()).containsPattern(line);
    assertThat(Files.readString(log)).containsPattern(line);
    assertThat(result.err()).containsPattern(".* DEBUG FolderWalk: searching " + home + "\n");
    assertThat(file).exists();
    assertThat(tsr.db("list -v").err())
        .containsPattern(".* DEBUG CommandRunner: running tsr db list, database /.*\n");
  }

  private void assertLogRefused(Path log, String reason) {
    tsr.db("list --log-file", log)
        .fails(
            2, "tsr: --log-file: " + log + reason + "\nUsage: tsr db list [OPTIONS] [TERM...]\n");
  }

  /** A model named by mistake must stay as it is, and a pipe would wait for a reader. */
  @Test
  void logsOnlyIntoALog() throws IOException, InterruptedException {
    Path model = new Library(home).model("a.safetensors", 1);
    byte[] bytes = Files.readAllBytes(model);
    Path link = Files.createSymbolicLink(home.resolve("link"), model);
    Path text = Files.writeString(home.resolve("text"), "2026-11-30T10:00:00Z was a Monday\n");
    Path pipe = home.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String other = " is not a log of tsr and is left as it is; choose another file";

    assertLogRefused(model, other);
    assertLogRefused(link, other);
    assertLogRefused(text, other);
    assertLogRefused(home, " is a folder, a pipe or a socket; choose a file");
    assertLogRefused(pipe, " is a folder, a pipe or a socket; choose a file");
    assertLogRefused(model.resolve("log"), " cannot be written; choose another file");
    assertThat(model).hasBinaryContent(bytes);

    tsr.db("list --log-file /dev/null").exits(0);
    Path log = Files.createFile(home.resolve("log"));
    tsr.db("list --log-file", log);
    long size = Files.size(log);
    tsr.db("list --log-file", log);
    assertThat(size).isPositive().isLessThan(Files.size(log));
  }

  @Test
  void fitsATableInAPipeIntoColumns() {
    new Library(home).model("a-name-that-is-rather-long.safetensors", 1);
    tsr.db("scan -q", home);
    Path path = home.resolve("a-name-that-is-rather-long.safetensors");

    assertThat(tsr.db("list --format table").out()).contains("\n" + path.getFileName() + "  97 B");
    tsr.with("COLUMNS", "40");
    assertThat(tsr.db("list --format table").out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
    assertThat(tsr.db("list").out()).startsWith(path + "\t");
  }

  @Test
  void coloursOnlyWhenAskedOrOnATerminal() {
    new Library(home).model("a.safetensors", 1);
    tsr.db("scan", home);
    String escape = "\u001b[";

    assertThat(tsr.db("list --format table").out()).doesNotContain(escape);
    assertThat(tsr.db("list --format table --color always").out()).contains(escape);
    tsr.with("CLICOLOR_FORCE", "1");
    assertThat(tsr.db("list --format table").out()).contains(escape);
    assertThat(tsr.db("list --format table --color never").out()).doesNotContain(escape);
  }
}
