package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards of several files: what is asked is asked of each file, as list asks it. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageFilesIT {

  private static final String USED =
      """
      INSERT INTO own_images (id, path, size_bytes, mtime_ns) VALUES (1, '%1$s/1.png', 1, 1), (2, '%1$s/2.png', 1, 2);
      INSERT INTO own_image_models (image_id, type, name) VALUES (1, 'lora', 'mist-000004'), (2, 'lora', 'plain');
      INSERT INTO own_images (id, path, size_bytes, mtime_ns, kind) VALUES (3, '%1$s/a.json', 1, 1, 'workflow'), (4, '%1$s/b.json', 1, 2, 'workflow');
      INSERT INTO own_image_models (image_id, type, name) VALUES (3, 'lora', 'plain'), (4, 'lora', 'mist-000004'), (4, 'lora', 'plain');
      """;

  @RegisterExtension static final OpenedPage shown = new OpenedPage();

  @TempDir static Path folder;

  private static Workplace workplace;
  private static Path page;

  @BeforeAll
  static void writePage() throws SQLException, IOException {
    workplace = Workplace.in(folder);
    workplace.library().model("loras/mist-000004.safetensors", 3000, 1, "{}");
    workplace.library().model("loras/mist-000008.safetensors", 3000, 2, "{}");
    workplace.library().model("loras/mist.safetensors", 3000, 3, "{}");
    workplace.library().model("a spare/mist-000004 copy.safetensors", 3000, 1, "{}");
    workplace.library().model("loras/plain.safetensors", 2000, 4, "{}");
    workplace.library().model("spare/plain copy.safetensors", 2000, 4, "{}");
    Path out = Files.createDirectories(workplace.home().resolve("out"));
    Files.write(out.resolve("1.png"), PagePicturesTest.picture("png", 90, 60));
    Files.write(out.resolve("2.png"), PagePicturesTest.picture("png", 60, 90));
    workplace.scan().catalogue().execute(USED.formatted(out));
    workplace
        .tsr()
        .db(
            "note --rating 5 --favourite --tag early --text keeper",
            workplace.library().path("loras/mist-000004.safetensors"))
        .exits(0);
    page = workplace.home().resolve("page");
    workplace.tsr().db("page --pictures", page).exits(0);
  }

  private static List<String> listed(String terms) {
    return workplace
        .tsr()
        .db("list --fields name --format tsv", (Object[]) terms.split(" "))
        .out()
        .lines()
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tag:early",
        "not:tag:early",
        "tag:none",
        "note:keeper",
        "rating:5",
        "rating:none",
        "is:favourite",
        "not:is:favourite",
        "is:unused",
        "not:is:unused",
        "uses:2",
        "uses:none",
        "uses:0",
        "name:000008",
        "name:=mist.safetensors",
        "name:=plain.safetensors",
        "name:copy",
        "not:name:copy",
        "folder:loras",
        "not:folder:loras",
        "folder:spare tag:early",
        "path:spare",
        "text:early",
        "not:text:early",
        "000004",
        "not:000004",
        "size:<2500"
      })
  void findsTheFilesThatListFinds(String terms) {
    List<String> files = listed(terms);
    shown.open(page, 1280, "#q=" + terms.replace(" ", "%20"));
    assertThat(
            shown.js(
                "return tsr.find(tsr.state).files.map((it) => it.file.replace(/[.][^.]*$/, '')).sort()"))
        .isEqualTo(files.stream().map(name -> name.replace(".safetensors", "")).sorted().toList());
    assertThat(shown.find("#count").getText())
        .isEqualTo(files.size() == 6 ? "6 files" : files.size() + " of 6 files");
  }

  @ParameterizedTest
  @CsvSource({
    "tag:early,Epoch 4",
    "not:is:unused,Epoch 4",
    "rating:none,2 of 3 of a training",
    "mist,3 of a training"
  })
  void saysWhichFilesOfATrainingAreFound(String term, String badge) {
    shown.open(page, 1280, "#q=" + term);
    assertThat(
            shown.js(
                "return [...document.querySelectorAll('a.card')].find((it) => it.querySelector('h2').textContent === 'mist')"
                    + ".querySelector('.card-marks').textContent"))
        .asString()
        .endsWith(badge);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"folder:loras", "folder:spare", "tag:early", "name:=plain.safetensors", "mist"})
  void countsInTheLibraryWhatStatsCounts(String term) {
    String stats = workplace.tsr().db("stats --json --where", term).out();
    shown.open(page, 1280, "#view=library&q=" + term);
    int files = listed(term).size();
    assertThat(stats).contains("\"local_files\":" + files + ",");
    long bytes = Long.parseLong(stats.replaceAll("(?s).*\"library_bytes\":(\\d+).*", "$1"));
    assertThat(shown.find(".shelf-about").getText())
        .isEqualTo(
            (files == 1 ? "1 file, " : files + " files, ")
                + shown.js("return tsr.bytes(arguments[0])", bytes));
  }

  @Test
  void countsCardsByAnyOfTheirFiles() {
    shown.open(page, 1280, "");
    assertThat(
            shown.js(
                """
                const facet = tsr.FACETS.find(({ field }) => field === 'tag');
                return [...tsr.find(tsr.state).countsOf(facet)].join()"""))
        .isEqualTo("1");
    shown.open(page, 1280, "#tag=early");
    assertThat(shown.find("#count").getText()).isEqualTo("2 of 6 files");
    shown.open(page, 1280, "#tag=early&q=name:000008");
    assertThat(shown.find("#count").getText()).isEqualTo("0 of 6 files");
  }

  @ParameterizedTest
  @CsvSource({
    "mist,1 of 2 pictures made with the 1 model found",
    "tag:early,1 of 2 pictures made with the 1 model found",
    "name:000008,0 of 2 pictures made with the 1 model found",
    "folder:spare,2 pictures made with the 2 models found"
  })
  void showsThePicturesMadeWithTheFilesFound(String term, String count) {
    shown.open(page, 1280, "#view=pictures&q=" + term);
    shown.until("document.querySelector('.own-count')?.textContent !== ''");
    assertThat(shown.find(".own-count").getText()).isEqualTo(count);
  }

  @Test
  void saysThatAPageIsASelection() {
    Path some = workplace.home().resolve("some");
    workplace.tsr().db("page --where rating:any", some).exits(0);
    shown.open(some, 1280, "");
    assertThat(shown.find("#count").getText()).isEqualTo("2 files, chosen by rating:any");
    workplace.tsr().db("page --no-paths --where path:mist-000004", some).exits(0);
    shown.open(some, 1280, "");
    assertThat(shown.find("#count").getText()).isEqualTo("2 files, chosen by terms");
  }

  @Test
  void countsUsesByPicturesAndWorkflowsEverywhere() {
    assertThat(listed("uses:3")).hasSize(2); // a file and its copy
    shown.open(page, 1280, "#view=library");
    assertThat(
            shown.js(
                """
                const shelf = [...document.querySelectorAll('.shelf')].find(
                  (it) => it.querySelector('h2').textContent === 'Used most');
                return [...shelf.querySelectorAll('td')].map((it) => it.textContent).join()"""))
        .isEqualTo("3 times,2 times");
    assertThat(
            shown.js(
                "return tsr.cards.map((card) => card.name + ' ' + tsr.SORTS.used.value(card)).sort().join()"))
        .isEqualTo("mist 2,plain 3");
    shown.js("tsr.open(tsr.cards.find(({ name }) => name === 'plain').key, false)");
    shown.until("document.querySelector('.sheet-side .facts') !== null");
    assertThat(shown.find(".sheet-side").getText())
        .contains("3 times by your pictures and workflows");
  }
}
