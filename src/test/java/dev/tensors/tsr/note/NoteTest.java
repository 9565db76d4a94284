package dev.tensors.tsr.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class NoteTest extends CommandTest {

  private Path fog;
  private Path rain;
  private String fogHash;

  @BeforeEach
  void catalogue() {
    fog = library.model("fog.safetensors", 1);
    rain = library.model("rain.safetensors", 2);
    fogHash = Library.sha256(fog);
    workplace.scan();
    catalogue
        .model(100, "Harbour")
        .tags("Style", "sea")
        .version(101, "v1")
        .words("quay")
        .linked(fog);
  }

  @Test
  void notesAndShows() {
    String note =
        """
        [{"file_path":"%s","sha256":"%s","text":"thick, below 0.7","rating":4,"favourite":true,\
        "weight":0.65,"triggers":["mist","grey sky"],"tags":["new","portrait"],"source":"user"}]
        """
            .formatted(fog, fogHash);
    note(
            "fog --tag portrait --tag new --rating 4 --favourite --weight 0.65 --json",
            "--text",
            " thick, below 0.7 ",
            "--triggers",
            "mist, grey sky")
        .prints(note, "1 note changed\n");
    note("fog --json").prints(note);
    note("rain").prints(rain + "\t" + Library.sha256(rain) + "\t\t\tfalse\t\t\t\t\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--json", "-q", "-q5", "--tag=x", "--tag", "--", "note"})
  void takesAnyWordBehindAnEqualsSign(String word) {
    String note = rain + "\t" + Library.sha256(rain) + "\t%s\t\tfalse\t\t\t%s\tuser\n";
    note("rain", "--text=" + word, "--tag=" + word)
        .prints(note.formatted(word, word), "1 note changed\n");
    note("rain", "--text=", "--untag=" + word, "--tag=a")
        .prints(note.formatted("", "a"), "1 note changed\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--json", "-q", "--tag=x", "--tag", "--"})
  void takesNoOptionForTheTextOfTheOneBefore(String option) {
    note("rain", "--text", option).exits(2);
    note("rain").prints(rain + "\t" + Library.sha256(rain) + "\t\t\tfalse\t\t\t\t\n");
  }

  @Test
  void countsNotesThatDiffer() {
    note("fog --untag nosuch").says("0 notes changed\n");
    note("fog --clear").says("nothing was noted in tsr\n");
    note("fog rain --tag a").says("2 notes changed\n");
    note("fog rain --tag a --text x").says("2 notes changed\n");
    note("fog rain --rating 0 --text x --clear").says("2 notes changed\n");
    note("fog --text x --clear").says("0 notes changed\n");
    note("fog --no-favourite").says("0 notes changed\n");
  }

  @Test
  void changesOnlyWhatAnOptionNames() {
    note("fog --tag a --tag b --rating 4 --favourite --weight -1 --text x --triggers y -q");

    assertThat(fields("fog --rating 5 --untag A")).isEqualTo("x|5|true|-1.0|y|b");
    assertThat(fields("fog --rating 0 --no-favourite --tag B")).isEqualTo("x||false|-1.0|y|b");
    note("fog -q", "--text", "", "--weight", "", "--triggers", "", "--untag", "b")
        .prints(fog + "\t" + fogHash + "\t\t\tfalse\t\t\t\t\n");
    note("fog --tag a --text x -q");
    assertThat(fields("fog --clear --tag z")).isEqualTo("||false|||z");
    note("fog --clear -q");
    catalogue.has("SELECT sha256 FROM notes UNION SELECT tag FROM note_tags");
  }

  @Test
  void noAccentMakesAnotherTag() {
    note("fog --tag café -q");

    note("fog --tag cafe --tag cafe\u0301 --tag ＣＡＦÉ").says("0 notes changed\n");
    assertThat(fields("fog --tag Œuvre --tag oeuvre")).endsWith("|café; Œuvre");
    assertThat(note("fog --tag cafe --untag CAFÉ").err())
        .startsWith("tsr: --tag and --untag both name the tag cafe\n");
    assertThat(fields("fog --untag cafe")).endsWith("|Œuvre");
  }

  /** SQLite itself knows the case of ASCII letters only. */
  @Test
  void theCaseOfNoLetterMakesAnotherTag() {
    note("fog --tag стиль --tag ÉTÉ -q");

    note("fog --tag СТИЛЬ --tag Été").says("0 notes changed\n");
    assertThat(fields("fog --tag über --tag Über")).endsWith("|ÉTÉ; über; стиль");
    assertThat(fields("fog --untag СТИЛЬ --untag été")).endsWith("|über");

    library.model("copy.safetensors", 1);
    library.model("fog.safetensors", 16, 1, "{\"title\":\"Fog\"}");
    workplace.scan();
    note("fog --untag über -q");
    note("fog --tag ÜBER --tag new -q");
    library.model("copy.safetensors", 16, 1, "{\"title\":\"Fog\"}");
    workplace.scan();
    assertThat(fields("copy")).endsWith("|new; ÜBER");
  }

  private String fields(String line) {
    String[] cells = note(line).out().replace("\n", "").split("\t", -1);
    return String.join("|", List.of(cells).subList(2, cells.length - 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rating=6 | '--rating': '6' is not a whole number from 0 to 5",
        "--rating=x | '--rating': 'x' is not a whole number from 0 to 5",
        "--weight=0,8 | '--weight': '0,8' is not a number such as 0.8",
        "--weight=NaN | '--weight': 'NaN' is not a number such as 0.8",
        "--tag=a,b | '--tag' (TAG): 'a,b' has a comma; repeat the option for several tags",
        "--tag= | '--tag' (TAG): a tag cannot be empty",
        "--untag=, | '--untag' (TAG): ',' has a comma; repeat the option for several tags",
      })
  void refusesWhatIsNoValue(String option, String message) {
    note("fog --text x", option)
        .fails(
            2,
            "tsr: Invalid value for option %s\nUsage: tsr db note [OPTIONS] FILE...\n"
                .formatted(message));
    catalogue.has("SELECT * FROM notes");
  }

  @Test
  void refusesATagOfTwoLinesAndOneThatIsBothAddedAndRemoved() {
    assertThat(note("fog", "--tag", "a\nb"))
        .extracting(Result::exitCode, Result::out)
        .containsExactly(2, "");
    assertThat(note("fog --tag a --untag A").err())
        .startsWith("tsr: --tag and --untag both name the tag a\n");
  }

  @Test
  void changesAllFilesOrNone() {
    note("fog nothing --tag new")
        .fails(4, "tsr: no file in the catalogue matches nothing; see tsr db list\n");
    note(".safetensors --tag new")
        .fails(
            4,
            "tsr: 2 files in the catalogue match .safetensors; name one:\n  %s\n  %s\n"
                .formatted(fog, rain));
    catalogue.has("SELECT * FROM note_tags");
  }

  @Test
  void copiesShareANoteAndItStaysWhenTheyAreGone() throws IOException {
    Path copy = library.model("fog-copy.safetensors", 1);
    workplace.scan();
    note("fog --text seen -q").exits(0);
    assertThat(note("fog-copy").out()).startsWith(copy + "\t" + fogHash + "\tseen\t");
    assertThat(note("-q --rating 1", fog.toString(), copy.toString()).out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\tseen\t1\t"));

    Files.delete(fog);
    Files.delete(copy);
    workplace.scan();
    tsr.db("prune");
    for (String hash : List.of(fogHash, fogHash.toLowerCase(), fogHash.substring(0, 8))) {
      assertThat(note(hash + " --json").out())
          .startsWith(
              "[{\"file_path\":null,\"sha256\":\"%s\",\"text\":\"seen\"".formatted(fogHash));
    }
    note(hashOfNothing()).exits(4);
    note(fogHash + " --clear -q").exits(0);
    note(fogHash).exits(4);

    library.model("back.safetensors", 1);
    note(rain + " --text wet -q");
    workplace.scan();
    assertThat(fields("back")).isEqualTo("||false|||");
  }

  private static String hashOfNothing() {
    return "0".repeat(64);
  }

  /** Another program rewrote the header: the length of the data and the tensors are the same. */
  @Test
  void goesOverToANewHeaderAndStaysWithAnOldContent() {
    note("fog --text seen --tag a --favourite -q");
    library.model("fog.safetensors", 16, 1, "{\"title\":\"Fog\"}");
    workplace.scan();
    assertThat(fields("fog")).isEqualTo("seen||true|||a");
    note(fogHash).exits(4);

    String before = Library.sha256(fog);
    library.model("fog.safetensors", 17, 1, "{}");
    assertThat(tsr.db("scan", library.path("")).err())
        .contains(
            "%s: its content changed, so its note stays with the old content; to see it: tsr db note %s\n"
                .formatted(fog, before));
    assertThat(fields("fog")).isEqualTo("||false|||");
    assertThat(fields(before)).isEqualTo("seen||true|||a");
  }

  @Test
  void aNewHeaderTakesNothingFromACopyOrFromItsOwnNote() {
    library.model("copy.safetensors", 1);
    workplace.scan();
    note("copy --text seen --rating 3 -q");
    library.model("fog.safetensors", 16, 1, "{\"title\":\"Fog\"}");
    workplace.scan();
    assertThat(fields("fog")).isEqualTo("seen|3|false|||");
    assertThat(fields("copy")).isEqualTo("seen|3|false|||");

    note("fog --text new -q");
    library.model("copy.safetensors", 16, 1, "{\"title\":\"Fog\"}");
    workplace.scan();
    assertThat(fields("copy")).isEqualTo("new|3|false|||");
    assertThat(fields(fogHash)).isEqualTo("seen|3|false|||");
  }

  @Test
  void standsInListAndSelectsThere() {
    note("fog --tag new --tag SEA --rating 2 --favourite -q", "--text", "Below ÄRGER");
    note("rain --tag New --rating 5 --triggers drizzle -q");

    assertThat(list("--json --favourite"))
        .contains(
            "\"tags\":[\"new\",\"SEA\",\"Style\"]",
            "\"note\":\"Below ÄRGER\",\"rating\":2,\"favourite\":true")
        .doesNotContain("rain");
    assertThat(names("--tag NEW")).containsExactly("fog", "rain");
    assertThat(names("--tag sea")).containsExactly("fog");
    assertThat(names("--tag style --tag new")).containsExactly("fog");
    assertThat(names("--tag ne")).isEmpty();
    assertThat(names("--sort rating")).containsExactly("rain", "fog");
    assertThat(names("ärger")).containsExactly("fog");
    assertThat(names("drizz")).containsExactly("rain");
    assertThat(names("new")).containsExactly("fog", "rain");
    assertThat(list("--format csv rain")).contains(",New,").contains(",5,false,");
  }

  @Test
  void comesFirstInTriggers() {
    note("fog --triggers", "mist, quay");
    note("rain --triggers drizzle --weight 0.5 -q");

    tsr.db("triggers --sources fog rain")
        .prints(
            "%1$s\tmist\t0\tuser\n%1$s\tquay\t1\tuser\n%2$s\tdrizzle\t0\tuser\n"
                .formatted(fog, rain));
    note("fog --triggers mist -q");
    tsr.db("triggers fog").prints("mist\nquay\n");
    tsr.db("triggers --lora rain").prints("<lora:rain:0.5> drizzle\n");
  }

  @Test
  void isFoundBySearchWhileItsFileIsLinked() {
    note("fog --tag nightly -q", "--text", "Über den Hafen", "--triggers", "gulls");
    note("rain --text Hafenregen -q");

    for (String word : List.of("nightly", "hafen", "ÜBER", "gull", "harbour nig", "quay")) {
      assertThat(search(word)).as(word).isEqualTo("100\n");
    }
    assertThat(tsr.db("search -q --tag nightly").out()).startsWith("100\t");
    assertThat(search("hafenregen")).isEmpty();

    catalogue.execute("UPDATE local_files SET civitai_model_id = 100");
    assertThat(search("hafenregen")).isEqualTo("100\n");
    catalogue.execute("UPDATE local_files SET civitai_model_id = NULL");
    assertThat(search("hafen")).isEmpty();
    catalogue.execute("UPDATE local_files SET civitai_model_id = 100");
    note("fog --clear -q");
    catalogue.execute("DELETE FROM local_files WHERE file_path LIKE '%rain%'");
    assertThat(search("hafen")).isEmpty();
    assertThat(search("nightly")).isEmpty();
    assertThat(search("quay")).isEqualTo("100\n");
  }

  private String search(String words) {
    return tsr.db("search -q " + words).column(0).stream()
        .map(id -> id + "\n")
        .reduce("", String::concat);
  }

  @Test
  void completesOwnTags() {
    note("fog --tag nightly -q");

    tsr.complete("db", "list", "--tag", "ni").prints("nightly\t\n");
    tsr.complete("db", "note", "fog", "--tag", "S").prints("Style\t\n");
    tsr.complete("db", "note", "fog", "--untag", "").prints("nightly\t\n");
  }

  @Test
  @Tag("long")
  void notesTenThousandFilesAtOnce() {
    catalogue.execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
        INSERT INTO local_files (file_path, sha256)
        SELECT '/m/' || i || '.safetensors', printf('%064X', i) FROM n;
        """);
    List<String> files =
        IntStream.rangeClosed(1, 10_000).mapToObj(i -> "/m/" + i + ".safetensors").toList();

    Result result =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> tsr.db("note -q --tag new", files));

    assertThat(result.out().lines()).hasSize(10_000);
    catalogue.has("SELECT count(*) FROM note_tags WHERE tag = 'NEW'", "10000");
  }

  private String list(String options) {
    return tsr.db("list -q " + options).out();
  }

  private List<String> names(String options) {
    return tsr.db("list -q " + options).names();
  }

  private Result note(String line, Object... more) {
    return tsr.db("note " + line, more);
  }
}
