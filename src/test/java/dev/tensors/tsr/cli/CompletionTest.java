package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Workplace;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class CompletionTest {

  @TempDir private static Path folder;
  private static Program tsr;

  @BeforeAll
  static void catalogue() {
    Workplace workplace = Workplace.in(folder);
    workplace.library().model("x/Harbour fog.safetensors", 1);
    workplace.library().model("y/Harbour fog.safetensors", 2);
    workplace.library().model("y/\u001b[31mharbour.sft", 3);
    workplace.library().model("雨.sft", 4);
    tsr = workplace.scan().tsr();
    workplace
        .catalogue()
        .execute(
            """
            INSERT INTO models (id, civitai_id, name, type) VALUES (1, 17, 'a' || char(9, 27), 'MotionModule'),
              (2, 1234, 'Harbour Fog', 'LORA'), (3, 2, 'c', 'LORA');
            INSERT INTO model_versions (civitai_id, model_id, name, base_model)
              VALUES (1, 1, 'v', 'SDXL Turbo'), (2, 1, 'v', 'SDXL');
            UPDATE local_files SET civitai_model_id = 1234 WHERE file_path LIKE '%雨.sft';
            INSERT INTO tags (name) VALUES ('Sea'), ('sea fog'), ('SEAL');
            INSERT INTO creators (username) VALUES ('tidewater'), ('Tidemark'), ('tide' || char(10) || 'line');
            """);
  }

  /** A line's last word, which may be empty, is being typed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "comp                        | completion",
        "d                           | db diff duplicates",
        "sc                          | scan",
        "list --unl                  | --unlinked",
        "--he                        | --help",
        "db s                        | scan search show stats",
        "-q db sc                    | scan",
        "db list --unl               | --unlinked",
        "db list --db x --unl        | --unlinked",
        "db list --format            | --format",
        "db list --format js         | json jsonl",
        "db list --format=js         | --format=json --format=jsonl",
        "db list -qt mo              | motionmodule",
        "db list -qt Mo              | MotionModule",
        "db list --sort              | --sort",
        "db list --sort pa           | page_url parameters path",
        "db list --fields stat       | states",
        "db list licence:rent        | licence:rent licence:rent-civitai",
        "db list --fields id,pub     | id,published_at",
        "db list --color A           | ALWAYS AUTO",
        "db list -t LO               | LOCON LORA",
        "db list -t Lo               | Locon Lora",
        "db list -t l                | locon lora",
        "db list --db                | --db",
        "db list --db /              |",
        "db search -t em             | embedding",
        "db export --for l           | lora-manager",
        "db export --for a1111,c     | a1111,civitai-helper",
        "db search -b SDXL            | SDXL SDXL Turbo",
        "db search -b sdxl            | sdxl sdxl turbo",
        "db search -b pO              | pOny",
        "db search --tag se           | sea fog",
        "db search --tag sE           | SEAL Sea sea fog",
        "db search --creator=tide     | --creator=tidewater",
        "db search --creator T        | Tidemark",
        "db search har               |",
        "list ty                     | type:LORA type:MotionModule type:any type:checkpoint type:controlnet type:dora type:embedding"
            + " type:hypernetwork type:locon type:none type:upscaler type:vae",
        "list n                      | name: not: note:",
        "list not:fa                 | not:favourite:any not:favourite:no not:favourite:none not:favourite:yes",
        "list ra                     | rank: rating:",
        "list model_t                | model_type:LORA model_type:MotionModule model_type:any model_type:checkpoint model_type:controlnet model_type:dora model_type:embedding"
            + " model_type:hypernetwork model_type:locon model_type:none model_type:upscaler model_type:vae",
        "list nothing:               |",
        "list is:un                  | is:unlinked is:unreachable is:unused",
        "search is:                  | is:favourite is:gone is:here is:ignored is:mature is:outdated is:paid",
        "search type:lora,ch         | type:lora,checkpoint",
        "search pub                  | published:any published:none",
        "list type:=MOT              | type:=MOTIONMODULE",
        "list not:base:sdxl          | not:base:sdxl not:base:sdxl turbo",
        "list tag:se                 | tag:sea fog",
        "list creator:tidew          | creator:tidewater",
        "list source:m               | source:manual",
        "stats --where ty            | type:LORA type:MotionModule type:any type:checkpoint type:controlnet type:dora type:embedding"
            + " type:hypernetwork type:locon type:none type:upscaler type:vae",
        "stats --where=is:unu        | --where=is:unused",
        "db triggers har             | Harbour fog.safetensors",
        "db triggers 雨              | 雨.sft",
        "db triggers -- 雨           | 雨.sft",
        "db triggers x 雨            | 雨.sft",
        "db triggers --db x 雨       |",
        "db triggers ./har           |",
        "db prompts 雨               | 雨.sft",
        "db ignore 雨                | 雨.sft",
        "db ignore 12                | 1234",
        "db prompts --format a       | a1111",
        "db list --format a          | aria2",
        "db stats --format a         |",
        "db prompts 5 雨             |",
        "db scan 雨                  |",
        "db cache 5                  |",
        "db cache 1                  | 1234 17",
        "db cache                    | cache",
        "db cache x                  |",
        "db cache 17 2               | 2",
        "db cache 0                  |",
        "db cache 99999999999        |",
        "db prompts 12               | 1234",
        "help d                      | db diff duplicates",
        "db help sc                  | scan",
        "db nothing 5                |",
        "db list --nothing=5         |",
        "completion                  | completion",
        "completion f                | fish",
      })
  void tellsHowACommandLineMayGoOn(String line, String candidates) {
    String[] words = line == null ? new String[] {""} : line.split(" +");
    assertThat(complete(words))
        .isEqualTo(
            candidates == null ? List.of() : List.of(candidates.split(" (?!fog|Turbo|turbo)")));
  }

  /** Within one argument each term is quoted once more. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "is:linked ty| is:linked type:vae",
        "`tag:'sea`| `tag:'sea fog'`",
        "tag:sea\\ f| tag:sea\\ fog",
        "`is:here not:tag:\"sea f`| `is:here not:tag:\"sea fog\"`",
        "is:here tag:se| is:here tag:sea\\ fog",
        "tag:sea\\|",
      })
  void completesTheLastOfSeveralTerms(String typed, String candidate) {
    List<String> candidates = complete("stats", "--where", typed);
    if (candidate == null) {
      assertThat(candidates).isEmpty();
    } else {
      assertThat(candidates).contains(candidate);
    }
    assertThat(complete("stats", "--where", "is:linked "))
        .contains("is:linked type:", "is:linked not:");
  }

  @Test
  void namesEachFieldOnceWhereNothingIsTyped() {
    assertThat(complete("list", ""))
        .contains("not:", "is:", "type:", "base:", "path:", "size:", "added:", "uses:", "source:")
        .doesNotContain("model_type:", "size_bytes:", "tags:");
    assertThat(complete("search", ""))
        .containsExactly(
            "base:",
            "creator:",
            "hash:",
            "is:",
            "licence:",
            "name:",
            "not:",
            "note:",
            "published:",
            "rating:",
            "source:",
            "tag:",
            "text:",
            "type:",
            "version:",
            "word:");
  }

  @Test
  void offersEveryCommandAndOptionThatHelpNames() {
    assertThat(complete("db", "")).containsExactlyInAnyOrderElementsOf(Commands.NAMES);
    assertThat(complete("")).containsAll(Commands.NAMES).hasSize(Commands.NAMES.size() + 2);
    String help = tsr.db("search --help").out() + tsr.run("help", "options").out();
    List<String> options =
        Pattern.compile("(?m)^  (?:-\\w,|   ) (--[a-z0-9-]+)")
            .matcher(help)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(options).contains("--tag", "--db");
    assertThat(complete("db", "search", "-")).containsExactlyInAnyOrderElementsOf(options);
  }

  @Test
  void describesWhatDoesNotSpeakForItself() {
    assertThat(describe("comp"))
        .containsExactly(
            "completion\tPrint a script for a shell that completes the command lines…");
    assertThat(describe("db", "list", "--qui"))
        .containsExactly("--quiet\tPrint no progress and no notices");
    assertThat(describe("db", "triggers", "雨")).containsExactly("雨.sft\tHarbour Fog");
    assertThat(describe("db", "cache", "")).containsExactly("1234\tHarbour Fog");
    assertThat(describe("db", "cache", "17")).containsExactly("17\ta\\t\\x1b");
  }

  @Test
  void leavesTheCatalogueOfAnOlderTsrAsItIs(@TempDir Path other) {
    Workplace workplace = Workplace.in(other);
    workplace.library().model("a.safetensors", 1);
    workplace.scan().catalogue().execute("PRAGMA user_version = 3");

    Result result = workplace.tsr().complete("db", "triggers", "a");

    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .endsWith("made by an older tsr; run tsr db list to bring it up to date\n");
    assertThat(workplace.catalogue().rows("PRAGMA user_version")).containsExactly("3");
  }

  @Test
  void knowsWhatAShellMeansByTilde() {
    assertThat(complete("db", "triggers", "--db", "~/models.db", "雨")).containsExactly("雨.sft");
    assertThat(complete("db", "triggers", "--db=~/none.db", "雨")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish", "BASH"})
  void printsAScript(String shell) {
    Result result = tsr.run("completion", shell).exits(0);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("tsr __complete -- ");
  }

  @Test
  void helpsAndNamesWhatIsWrong() {
    tsr.run("--format", "table", "completion", "bash") // as by an alias
        .prints(tsr.run("completion", "bash").out());
    assertThat(tsr.run("completion", "--help").out())
        .contains("SHELL", "Exit codes:", "Examples:", "tsr completion fish");
    tsr.run("completion", "tcsh")
        .fails(
            2,
            "tsr: Invalid value for positional parameter at index 0 (SHELL): 'tcsh'; write one of"
                + " bash, zsh, fish\nUsage: tsr completion [OPTIONS] SHELL\n");
  }

  private static List<String> complete(String... words) {
    return describe(words).stream().map(line -> line.substring(0, line.indexOf('\t'))).toList();
  }

  private static List<String> describe(String... words) {
    return tsr.complete(words).exits(0).out().lines().toList();
  }
}
