package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option --where of the commands over many files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class WhereTest extends CommandTest {

  private static final String NONE =
      "No file matches --where; tsr db list shows all files that are here.\n";

  private Path fog;
  private Path rain;
  private Path mist;

  /** Two linked files, one with a copy of it, and one that is not linked. */
  @BeforeEach
  void files() throws IOException {
    fog = library.model("a/Harbour fog.safetensors", 1);
    rain = library.model("b/rain.safetensors", 2);
    mist = library.model("b/mist.safetensors", 3);
    library.model("copies/fog.safetensors", 1);
    for (Path file : new Path[] {fog, rain, mist}) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    }
    workplace.scan();
    catalogue
        .model(100, "Harbour")
        .with("fetched_at", "2026")
        .version(102, "v2", "SDXL 1.0")
        .with("download_url", "https://civitai.com/102")
        .version(101, "v1", "SDXL 1.0")
        .linked(fog);
    catalogue
        .model(200, "Rain")
        .with("fetched_at", "2026")
        .with("type", "Checkpoint")
        .version(202, "v2", "Pony")
        .with("download_url", "https://civitai.com/202")
        .version(201, "v1", "Pony")
        .linked(rain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "duplicates",
        "export --for a1111",
        "link",
        "outdated",
        "prune",
        "stats",
        "verify",
      })
  void refusesWrongTermsAsListDoes(String command) {
    String list = tsr.db("list", "ratng:4").exits(2).err();
    String message = list.substring(0, list.indexOf("\nUsage"));

    assertThat(tsr.db(command + " --where ratng:4").exits(2).err())
        .startsWith(message + "\nUsage: tsr db " + command.replaceFirst(" .*", " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "' '         | a term is empty; leave it out, or write what to look for",
        "type:lora ''| a term is empty; leave it out, or write what to look for",
        "name:'fog   | --where: ' is left open in name:'fog; close it, or write \\ before it",
        "fog\\       | --where: \\ is left open in fog\\; close it, or write \\ before it",
        "is:failed   | failed files are listed alone, by tsr db list is:failed",
        "is:lost     | files are never 'lost'; write one of",
        "is:lnked    | files are never 'lnked'; did you mean linked?",
        "source:lost | source: is never 'lost'; write one of archive, cache, civarchive, civitai,"
            + " huggingface, manual, sidecar",
      })
  void refusesWhatIsNoTerm(String terms, String message) {
    String given = terms.equals("' '") ? " " : terms;
    assertThat(tsr.db("verify --where", given).exits(2).err()).startsWith("tsr: " + message);
  }

  @Test
  void splitsAndQuotesAsAShell() {
    assertThat(tsr.db("verify -q --where", "'Harbour fog'").column(0))
        .containsExactly(fog.toString());
    assertThat(tsr.db("verify -q --where", "name:\"harbour fog\" type:lora").column(0))
        .containsExactly(fog.toString());
    assertThat(tsr.db("verify -q --where", "Harbour\\ f type:lora").names())
        .containsExactly("Harbour fog");
    assertThat(tsr.db("verify -q --where name:fog --where is:unlinked").names())
        .containsExactly("fog");
  }

  @Test
  void tablesShowTheFieldsByWhichTermsChoseFiles() throws IOException {
    tsr.db("note -q --rating 4", rain);
    String day = catalogue.rows("SELECT substr(created_at, 1, 10) FROM local_files").getFirst();
    String terms = "rating:any added:any base:pony rating:>=2 is:linked name:a";

    tsr.db("outdated -q --format table --where", terms)
        .prints(
            """
            FILE                MODEL  BASE  VERSION   PUBLISHED  RATING  ADDED
            b/rain.safetensors  Rain   Pony  v1 -> v2                  4  %s
            """
                .formatted(day));
    tsr.db("link -q --format table --offline --where", terms, rain)
        .prints(
            """
            FILE                VERSION  MODEL  SOURCE  STATUS  RATING  ADDED       BASE
            b/rain.safetensors  v1       Rain           kept         4  %s  Pony
            """
                .formatted(day));
    tsr.db("export -q --format table --for a1111 --dry-run --where", "rating:4")
        .prints(
            """
            FILE                MANAGER  PATH         STATUS   REASON                                         RATING
            b/rain.safetensors  a1111    b/rain.json  skipped  no hash proves the link; run tsr db link FILE       4
            """);
    Files.delete(rain);
    assertThat(tsr.db("verify -q --format table --where", terms).exits(3).out())
        .isEqualTo(
            """
            FILE                STATUS   RATING  ADDED       BASE
            b/rain.safetensors  missing       4  %s  Pony
            """
                .formatted(day));
    workplace.scan();
    tsr.db("prune -q --format table --where", "rating:4 missing_since:any")
        .prints(
            """
            FILE                MISSING SINCE  RATING
            b/rain.safetensors  %s          4
            """
                .formatted(day));
  }

  /** A copy that no term chose has its own values; only tables have more columns. */
  @Test
  void tablesOfCopiesShowTheFieldsByWhichTermsChoseOneOfThem() {
    catalogue.execute("UPDATE local_files SET created_at = '2026-01-02T00:00:00Z'");
    catalogue.execute(
        "UPDATE local_files SET created_at = '2026-02-03T00:00:00Z' WHERE file_path LIKE"
            + " '%copies%'");

    for (String kind : List.of("", " --same-weights")) {
      String table =
          tsr.db("duplicates -q --format table --where added:2026-01" + kind).exits(0).out();
      assertThat(table.replaceAll(" +", " "))
          .matches(
              """
              FILE STATUS .*ADDED
              a/Harbour fog.safetensors stays .* 2026-01-02
              copies/fog.safetensors copy .* 2026-02-03
              """);
    }
    assertThat(tsr.db("duplicates -q --format csv --where added:2026-01").out())
        .startsWith("sha256,size_bytes,count,reclaimable_bytes,files,deletable\r\n");
  }

  @Test
  void verifiesOnlyWhatMatches() {
    tsr.db("verify --where type:checkpoint")
        .prints(rain + "\tok\n", "1 ok, 0 damaged, 0 missing or unreadable\n");
    tsr.db("verify --where is:linked", rain.getParent())
        .prints(rain + "\tok\n", "1 ok, 0 damaged, 0 missing or unreadable\n");
    tsr.db("verify --where type:lorra")
        .prints(
            "",
            "The catalogue has no model of type lorra; did you mean lora?\n"
                + NONE
                + "0 ok, 0 damaged, 0 missing or unreadable\n");
  }

  @Test
  void findsNewerVersionsOnlyOfWhatMatches() {
    assertThat(tsr.db("outdated -q").names()).containsExactly("Harbour fog", "rain");
    assertThat(tsr.db("outdated -q --where base:pony").names()).containsExactly("rain");
    tsr.db("outdated --exit-code --where name:snow").prints("", NONE);
    tsr.db("ignore -q 200");
    tsr.db("outdated --where base:sdxl").exits(0).says("");
    tsr.db("outdated --where base:pony")
        .prints("", "1 outdated file is left out; see tsr db ignore --list\n");
  }

  @Test
  void linksUnlinkedFilesThatMatch() {
    assertThat(tsr.db("link --offline -j --where name:rain,mist").exits(0).out())
        .contains("/mist.safetensors")
        .doesNotContain("/rain.safetensors");
    assertThat(tsr.db("link --offline -j --where is:linked").exits(0).out())
        .contains("/rain.safetensors", "/Harbour fog.safetensors")
        .doesNotContain("/mist.safetensors");
    assertThat(tsr.db("link --offline -j --where name:mist", rain, mist).exits(0).out())
        .contains("/mist.safetensors")
        .doesNotContain("/rain.safetensors");
  }

  @Test
  void exportsLinkedFilesThatMatch() {
    String json = "export --for a1111 --dry-run --format jsonl -q ";
    assertThat(tsr.db(json + "--where type:checkpoint").exits(0).out().lines())
        .singleElement()
        .asString()
        .contains("/rain.safetensors");
    assertThat(tsr.db(json + "--where is:linked", rain.getParent()).exits(0).out().lines())
        .singleElement()
        .asString()
        .contains("/rain.safetensors");
    tsr.db("export --for a1111 --dry-run --where name:mist")
        .prints("", "1 file is not linked to CivitAI, and left out; see tsr db link\n");
  }

  @Test
  void prunesMissingFilesThatMatch() throws IOException {
    Files.delete(fog);
    Files.delete(rain);
    workplace.scan();

    tsr.db("prune --where is:here").prints("", "0 forgotten: no file that matches is gone\n");
    assertThat(tsr.db("prune --dry-run -q --where type:checkpoint").names())
        .containsExactly("rain");
    assertThat(tsr.db("prune -q --where type:checkpoint").names()).containsExactly("rain");
    assertThat(tsr.db("prune -q --where name:mist", rain.getParent()).out()).isEmpty();
    assertThat(tsr.db("prune -q --where name:fog", fog.getParent()).names())
        .containsExactly("Harbour fog");
    tsr.db("prune --images --where fog")
        .fails(
            2,
            "tsr: --where and --images exclude each other: terms are about model files\n"
                + "Usage: tsr db prune [OPTIONS] [PATH...]\n");
  }

  @Test
  void pruneKeepsWhatScanRefusedUnlessAllIsForgotten() throws IOException {
    Path bad = library.file("c/bad.safetensors", new byte[] {1});
    tsr.db("scan -q", bad.getParent());
    Files.delete(bad);

    tsr.db("prune -q --where fog", bad.getParent());
    catalogue.has("SELECT count(*) FROM failed_files", "1");
    tsr.db("prune -q", bad.getParent());
    catalogue.has("SELECT count(*) FROM failed_files", "0");
  }

  @Test
  void countsOnlyFilesThatMatch() throws IOException {
    long size = Files.size(fog);
    tsr.db("stats -j --where name:fog")
        .prints(
            """
            {"db_path":null,"schema_version":null,"db_bytes":null,"library_bytes":%1$d,"stats":\
            {"local_files":2,"linked":1,"missing":0,"failed":null,"duplicates":1,"models":null,\
            "model_versions":null,"version_files":null,"trained_words":null,"version_images":null,\
            "prompts":null,"creators":null,"tags":null,"images":null},\
            "by_type":[{"name":"LORA","files":1,"bytes":%2$d},{"name":null,"files":1,"bytes":%2$d}],\
            "by_base":[{"name":"SDXL 1.0","files":1,"bytes":%2$d},{"name":null,"files":1,"bytes":%2$d}]}
            """
                .formatted(2 * size, size));
    Files.delete(rain);
    workplace.scan();
    assertThat(tsr.db("stats --format tsv --where base:pony").out())
        .contains("\nlocal_files\t0\nlinked\t0\nmissing\t1\nfailed\t\n");
  }

  @Test
  void showsCopiesOfWhatMatchesAndKeepsTheOneThatStays() {
    Path copy = library.path("copies/fog.safetensors");
    library.model("copies/mist.safetensors", 3);
    workplace.scan();

    assertThat(tsr.db("duplicates --where is:linked -q").out())
        .startsWith(fog + "\tstays\t")
        .contains("\n" + copy + "\tcopy\t")
        .doesNotContain("mist");
    tsr.db("duplicates --where folder:copies --print0 -q")
        .prints(library.path("copies/mist.safetensors") + "\0" + copy + "\0");
    tsr.db("duplicates --print0 -q --where is:linked").prints("");
    tsr.db("duplicates --print0 -q --keep newest --where is:linked").prints(fog + "\0");
    for (String option : List.of("", " --same-weights", " --print0 --no-check")) {
      assertThat(tsr.db("duplicates --where name:rain" + option).err())
          .isEqualTo(
              "No file that matches has a copy; without --where tsr db duplicates shows all copies.\n");
      tsr.db("duplicates --where name:snow" + option).prints("", NONE);
    }
    assertThat(tsr.db("duplicates -q --same-weights --where is:linked").out())
        .contains(copy.toString())
        .doesNotContain("mist");
    assertThat(tsr.db("duplicates --print0 --where name:mist").err())
        .startsWith("reading up to 2 files (194 B)");
  }

  @Test
  void pageHasOnlyWhatMatches() throws IOException {
    Path page = home.resolve("page");
    assertThat(tsr.db("page -j -q --where is:linked", page).exits(0).out())
        .contains("\"files\":2,\"models\":2,");
    assertThat(tsr.db("page -j -q --where base:pony", page).exits(0).out())
        .contains("\"files\":1,\"models\":1,");
    assertThat(tsr.db("page -j --where name:snow", page).exits(0).err()).startsWith(NONE);
    tsr.db("page --all --where fog", page)
        .fails(
            2,
            "tsr: --all and --where exclude each other: terms are about files\n"
                + "Usage: tsr db page [OPTIONS] FOLDER\n");
    assertThat(tsr.db("page --where ratng:4", page).exits(2).err())
        .startsWith("tsr: ratng: is no field; did you mean rating:?");
    Files.delete(rain);
    workplace.scan();
    assertThat(tsr.db("page -j -q --where is:linked", page).exits(0).out())
        .contains("\"files\":1,\"models\":1,");
    assertThat(tsr.db("page -j -q --where is:missing", page).exits(0).out())
        .contains("\"files\":1,\"models\":1,");
  }

  /** A term may need what a query prepares first: how often each file was used. */
  @Test
  void asksForUses() {
    assertThat(tsr.db("stats -q --format tsv --where uses:none").out())
        .contains("local_files\t4\n");
  }
}
