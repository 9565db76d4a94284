package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Workplace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The terms, the offers and the panel of filters of the page, which find what list finds. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageFiltersIT {

  /** Files of several kinds, of which CivitAI knows some. */
  private static final String FILES =
      """
      INSERT INTO creators (id, username) VALUES (1, 'Ann Fee'), (2, 'ben');
      INSERT INTO tags (id, name) VALUES (1, 'sea'), (2, 'night sky');
      INSERT INTO models (id, civitai_id, name, type, creator_id, download_count, allow_commercial_use)
        VALUES (1, 100, 'Harbour Fog', 'LORA', 1, 10, '{Image}'), (2, 200, 'Tall Ship', 'LoCon', 2, 20, NULL),
          (3, 300, 'Plain Base', 'Checkpoint', 1, 30, '{Image,Sell}');
      INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index, published_at)
        VALUES (1, 101, 1, 'v1', 'SDXL 1.0', 0, '2025-01-01T00:00:00Z'), (2, 201, 2, 'v2', 'SD 1.5', 0, '2025-06-01T00:00:00Z'),
          (3, 301, 3, 'one', 'SDXL Turbo', 0, '2026-01-01T00:00:00Z');
      INSERT INTO trained_words (version_id, word, position) VALUES (1, 'mist, gulls', 0), (2, 'rigging', 0);
      INSERT INTO model_tags VALUES (1, 1), (2, 1), (2, 2);
      INSERT INTO local_files (file_path, sha256, size_bytes, mtime_ns, civitai_model_id, civitai_version_id,
          link_source, link_match, base_model, base_candidates, created_at, type)
        SELECT '%1$s/' || column1, printf('%%012X%%052X', column2, 0), column3, 0, column4, column4 + 1,
          iif(column4, 'civitai', NULL), iif(column4, 'sha256', NULL), column5, column5, column6, column7
        FROM (VALUES
          ('loras/sea/fog.safetensors', 1, 18 * 1048576, 100, NULL, '2026-01-02T00:00:00Z', NULL),
          ('loras/ship.safetensors', 2, 36 * 1048576, 200, NULL, '2026-02-03T00:00:00Z', NULL),
          ('checkpoints/plain.safetensors', 3, 6 * 1073741824, 300, NULL, '2026-02-28T23:59:59Z', NULL),
          ('loras/own.safetensors', 4, 9 * 1048576, NULL, 'Pony; SDXL 1.0', '2026-03-01T00:00:00Z', 'LORA'),
          ('loras/sea/own copy.safetensors', 4, 9 * 1048576, NULL, 'Pony; SDXL 1.0', '2026-03-01T00:00:00Z', 'LORA'));
      UPDATE local_files SET base_model = 'Pony' WHERE base_model LIKE '%%;%%';
      INSERT INTO notes (sha256, text, rating, favourite)
        VALUES (printf('%%012X%%052X', 1, 0), 'good in the rain', 5, 1), (printf('%%012X%%052X', 4, 0), NULL, 2, 0);
      """;

  /** More of them, with what terms compare in their own ways. */
  private static final String MORE =
      """
      INSERT INTO local_files (file_path, sha256, size_bytes, mtime_ns, civitai_model_id, civitai_version_id, hf_repo, created_at)
        SELECT column1, printf('%%012X%%052X', column2, 0), 1048576, 0, column3, column3 + 1, column4, '2026-04-01T00:00:00Z'
        FROM (VALUES ('%1$s/root.safetensors', 5, 900, NULL), ('%1$s/loras/café ørsted.safetensors', 6, NULL, 'acme/tiny-lora'),
          ('%1$s/loras/がき.safetensors', 7, NULL, NULL), ('/elsewhere/far/lone.safetensors', 8, NULL, NULL));
      INSERT INTO notes (sha256, text, triggers, weight) VALUES
        (printf('%%012X%%052X', 6, 0), 'Große Straße, ΛΌΓΟΣ', 'one word' || char(10) || 'other', 0.8),
        (printf('%%012X%%052X', 8, 0), NULL, NULL, 1.2);
      INSERT INTO note_tags (sha256, tag) VALUES (printf('%%012X%%052X', 6, 0), 'Añejo');
      """;

  @RegisterExtension static final OpenedPage shown = new OpenedPage();

  @TempDir static Path folder;

  private static Workplace workplace;
  private static Path page;
  private static Path more;
  private static ChromeDriver browser;

  @BeforeAll
  static void writePage() throws SQLException {
    browser = shown.browser();
    workplace = OpenedPage.place(folder, FILES);
    workplace.tsr().db("note --tag mine", "000000000004").exits(0);
    page = workplace.home().resolve("page");
    workplace.tsr().db("page", page).exits(0);
    workplace.catalogue().execute(MORE.formatted(workplace.library().path("")));
    more = workplace.home().resolve("more");
    workplace.tsr().db("page", more).exits(0);
  }

  @BeforeEach
  void openPage() {
    shown.open(page, 1280, "");
  }

  /** The names of the files of the cards that are shown. */
  @SuppressWarnings("unchecked")
  private static List<String> files() {
    List<String> files =
        new ArrayList<>(
            (List<String>)
                browser.executeScript(
                    "return [...document.querySelectorAll('a.card')].map(it => tsr.byKey.get(it.dataset.key).file)"));
    files.sort(null);
    return files;
  }

  private static void type(String query) {
    browser.executeScript(
        "const it = document.getElementById('query'); it.value = arguments[0];"
            + " it.dispatchEvent(new Event('input')); it.dispatchEvent(new Event('blur'))",
        query);
  }

  private static String problem() {
    return shown.find("#problem-of-query").getText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type:lora",
        "type:LoCon,checkpoint",
        "not:type:lora",
        "base:sdxl",
        "base:pony",
        "base:'=SDXL 1.0'",
        "is:favourite",
        "is:copy",
        "not:is:linked",
        "tag:sea",
        "tag:mine",
        "tag:'night sky'",
        "creator:fee",
        "creator:'=ann fee'",
        "creator:none",
        "folder:sea",
        "folder:=loras",
        "size:18M",
        "size:>20M",
        "size:9M..40M",
        "size:<=9M",
        "added:2026-02",
        "added:>=2026-02-28",
        "added:<2026-02",
        "added:2026-01..2026-02",
        "added:2026-02..2026",
        "published:2025",
        "published:none",
        "rating:any",
        "rating:>=3",
        "rating:2,5",
        "note:rain",
        "word:gull",
        "name:copy",
        "model:ship",
        "version:v",
        "licence:images",
        "licence:sell",
        "not:licence:none",
        "uses:none",
        "source:civitai",
        "path:sea/own",
        "hash:000000000004",
        "favourite:yes",
        "text:rigging",
        "not:text:rigging",
        "type:lora tag:sea",
        "not:not:type:lora",
        "not:not:not:is:linked",
        "is:linked,favourite",
        "is:here",
        "type:none",
        "type:model",
        "type:lycoris",
        "base:none",
        "base:any",
        "base:=Pony",
        "base:sd",
        "base:xl",
        "base:sd15,pony",
        "not:base:xl",
        "tag:=sea",
        "tag:'night sky',mine",
        "tag:anejo",
        "tag:none",
        "creator:ben,'ann fee'",
        "folder:none",
        "folder:any",
        "folder:sea/",
        "folder:=loras/",
        "folder:LORAS",
        "folder:%s/loras",
        "folder:%s/loras/",
        "folder:=%s/loras",
        "folder:far",
        "folder:=elsewhere/far",
        "path:=%s/root.safetensors",
        "name:=root.safetensors",
        "name:orsted",
        "name:cafe",
        "name:がき",
        "not:name:かき",
        "size:18874368.5",
        "size:1M",
        "size:>1G",
        "added:2026-02-03T00:00:00Z",
        "added:>2026-02-03T00:00:00Z",
        "added:<1w",
        "published:<=2025-06-01",
        "published:any",
        "rating:none",
        "rating:0..2",
        "note:strasse",
        "note:λογος",
        "note:none",
        "word:=gulls",
        "word:=mist",
        "word:'mist\\, gulls'",
        "word:'one word'",
        "word:=other",
        "word:none",
        "model:tiny",
        "model:any",
        "model:none",
        "model:='harbour fog'",
        "version:=V1",
        "version:none",
        "licence:any",
        "licence:none",
        "licence:sell,rent",
        "used:none",
        "source:none",
        "source:huggingface",
        "weight:none",
        "weight:any",
        "weight:0.8",
        "weight:>=1",
        "favourite:no",
        "favourite:true",
        "favourite:any",
        "hash:any",
        "hash:0000000000040",
        "sha256:0000000000040",
        "hash:=0000000000010000000000000000000000000000000000000000000000000000",
        "hash:00000000000",
        "text:strasse",
        "text:anejo",
        "text:tiny-lora",
        "not:text:zzz",
        "strasse other"
      })
  void findsWhatListFinds(String terms) {
    shown.open(more, 1280, "");
    String query = terms.replace("%s", workplace.library().path("").toString());
    List<String> words = new ArrayList<>();
    Pattern.compile("(?:'[^']*'|\\S)+")
        .matcher(query)
        .results()
        .forEach(it -> words.add(it.group().replace("'", "")));
    List<String> found =
        workplace
            .tsr()
            .db("list", "--fields", "name", "--format", "tsv", words)
            .out()
            .lines()
            .map(name -> name.replace(" copy", "")) // it has the card of the other one
            .distinct()
            .sorted()
            .toList();

    type(query);

    assertThat(files()).isEqualTo(found).isNotEmpty();
    assertThat(problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "typo:lora|typo: is no field; did you mean type:? To find the text, write text:typo:lora",
        "is:nice|is: is never 'nice'; write one of linked, unlinked, here",
        "is:hre|is: is never 'hre'; did you mean here?",
        "rating:3..1|rating:3..1 ends before it begins; write rating:1..3",
        "added:2026-03..2026-01|added:2026-03..2026-01 ends before it begins",
        "added:2026-03..2026-02|added:2026-03..2026-02 ends before it begins",
        "size:2X|size: is compared with a size such as 2G or >500M, not '2X'",
        "added:2026-02-30|added: is compared with a day such as 2026-03 or >=30d, not '2026-02-30'",
        "rating:good|rating: is compared with a number such as 4 or >=4, not 'good'",
        "tag:|tag: has no value yet",
        "not:|not: has no value yet",
        "folder:~/x|folder: the page does not know your home folder; write its path",
        "tag:a,,b|'tag:a,,b' has an empty value; write \\, for a comma",
        "precision:fp16|The page does not know precision: — ask tsr list."
      })
  void saysWhyATermIsNone(String term, String problem) {
    type(term);
    assertThat(problem()).startsWith(problem);
    assertThat(files()).hasSize(4);
  }

  @Test
  void findsATextWithAColon() {
    type("NieR:Automata");
    assertThat(problem()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void keepsTheBarLowWhateverIsTyped() {
    long usual = (long) shown.js("return document.querySelector('.bar').offsetHeight");
    for (String query : List.of("size:" + "x".repeat(8000), "size:x ".repeat(40))) {
      type(query);
      shown.untilDrawn();
      assertThat((long) shown.js("return document.querySelector('.bar').offsetHeight"))
          .isBetween(usual + 1, usual + 120);
    }
    assertThat(problem()).endsWith(". And 37 more terms");
  }

  @Test
  void showsThatThereAreMoreChips() {
    shown.open(page, 500, "#type=LORA");
    assertThat(shown.js("return document.querySelector('.chosen.goes-on')")).isNull();
    shown.open(page, 500, "#type=LORA&type=LoCon&type=Checkpoint&not.tag=sea&creator=ben&stars=5");
    shown.until("document.querySelector('.chosen.goes-on') !== null");
    shown.js("document.getElementById('chosen').scrollLeft = 9999");
    shown.until("document.querySelector('.chosen.goes-on') === null");
  }

  @Test
  void saysWhyAHitIsOne() {
    type("rain");
    assertThat(shown.find(".card-words").getText()).isEqualTo("Note …rain");
    assertThat(shown.find(".card-words mark").getText()).isEqualTo("rain");
    assertThat(
            shown.js(
                """
                const card = { ...tsr.cards[0], words: null, note: 'cafe\u0301 𝐀 naïve æther, e\u0301' };
                const { before, found, after } = tsr.whyFound(card, { q: 'aether' });
                return [before, found, after].join('|');
                """))
        .isEqualTo("…|æther|, e\u0301");
    type("night");
    assertThat(shown.find(".card-words").getText()).isEqualTo("Tag night sky");
    type("harbour");
    assertThat(shown.find(".card-words").getText()).isEqualTo("mist, gulls");
  }

  @Test
  void offersTheTerms() {
    shown.find("#query").sendKeys("ty");
    assertThat(offers()).containsExactly("type:\nLORA, Checkpoint, VAE");
    assertThat(shown.find("#query").getDomAttribute("aria-expanded")).isEqualTo("true");
    shown.find("#query").sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
    assertThat(offers()).containsExactly("LORA", "Checkpoint", "LoCon");
    shown.find("#query").sendKeys("lo", Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(shown.find("#query").getDomAttribute("aria-activedescendant")).isEqualTo("offer-1");
    shown.find("#query").sendKeys(Keys.TAB);
    assertThat(shown.find("#query").getDomProperty("value")).isEqualTo("type:LoCon ");
    assertThat(files()).containsExactly("ship.safetensors");
    shown
        .find("#query")
        .sendKeys("not:ta", Keys.ARROW_DOWN, Keys.ENTER, "nig", Keys.ARROW_DOWN, Keys.ENTER);
    assertThat(shown.find("#query").getDomProperty("value"))
        .isEqualTo("type:LoCon not:tag:\"night sky\" ");
    assertThat(files()).isEmpty();
    shown.find("#query").sendKeys("is:");
    assertThat(offers()).isNotEmpty();
    shown.find("#query").sendKeys(Keys.ESCAPE);
    assertThat(offers()).isEmpty();
    shown.find("#query").sendKeys(Keys.ESCAPE);
    assertThat(files()).hasSize(4);
  }

  private static List<String> offers() {
    return browser.findElements(By.cssSelector("#offers:not([hidden]) .offer")).stream()
        .map(WebElement::getText)
        .toList();
  }

  /** The values of a facet of the panel, with their counts. */
  @SuppressWarnings("unchecked")
  private static List<String> values(String label) {
    shown.untilDrawn();
    return (List<String>)
        browser.executeScript(
            """
            const facet = [...document.querySelectorAll('.facet')].find(
              (it) => it.querySelector('.facet-label').textContent === arguments[0]);
            if (!facet.open) {
              facet.querySelector('summary').click();
              facet.dispatchEvent(new Event('toggle'));
            }
            return [...facet.querySelectorAll('.facet-value label')].map((it) => [...it.querySelectorAll('span')].map((part) => part.textContent).join(' '))
            """,
            label);
  }

  @Test
  void countsTheValuesOfEachFacet() {
    assertThat(values("Type")).containsExactly("LORA 2", "Checkpoint 1", "LoCon 1");
    assertThat(values("Base model"))
        .containsExactly("SDXL 1.0 2", "Pony 1", "SD 1.5 1", "SDXL Turbo 1");
    assertThat(values("State")).contains("Favourite 1", "Has copies 1", "Not linked 1");
    assertThat(values("Folder")).containsExactly("models 4", "checkpoints 1", "loras 3");
    assertThat(values("Tag")).containsExactly("sea 2", "mine 1", "night sky 1");
    assertThat(values("Rating")).containsExactly("★★★★★ 1", "★★☆☆☆ 1", "Not rated 2");
    assertThat(values("Size")).containsExactly("Up to 100 MiB 3", "4 to 10 GiB 1");
    assertThat(values("Added"))
        .containsExactly("March 2026 1", "February 2026 2", "January 2026 1");
    assertThat(values("Copies")).containsExactly("One file 4"); // the files are not on the disk
    assertThat(values("Creator allows"))
        .contains("Sell images 2", "Sell the model 1", "Not known 2");
    assertThat(values("Link from")).containsExactly("CivitAI 3", "Not linked 1");
    assertThat(values("Creator")).containsExactly("Ann Fee 2", "ben 1");
  }

  @Test
  void opensFoldersAsATree() {
    shown.untilDrawn();
    browser.findElements(By.cssSelector(".twist:not(.leaf)")).get(1).click();
    assertThat(values("Folder")).containsExactly("models 4", "checkpoints 1", "loras 3", "sea 2");
    browser.findElements(By.cssSelector("[aria-label='sea, 2 cards']")).getFirst().click();
    assertThat(files()).containsExactly("fog.safetensors", "own.safetensors");
    assertThat(shown.find("#chosen").getText()).isEqualTo("Folder\nsea");
  }

  @Test
  void readsAddressesOfOlderPages() {
    shown.open(page, 1280, "#type=LORA&rating=4&show=favourite&sort=size");
    assertThat(files()).containsExactly("fog.safetensors");
    assertThat(browser.findElements(By.cssSelector(".chosen-chip"))).hasSize(4);
  }

  @Test
  void showsValuesOfAnAddressThatNoCardHas() {
    shown.open(page, 1280, "#added=foo&stars=9&is=constructor&copies=x&licence=toString");
    assertThat(files()).isEmpty();
    assertThat(shown.find("#chosen").getText())
        .isEqualTo(
            "State\nconstructor\nRating\n9\nAdded\nfoo\nCopies\nx files\nCreator allows\ntoString");
    shown.open(page, 1280, "");
    type("type:constructor");
    assertThat(files()).isEmpty();
    assertThat(problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 800})
  void filtersInASheetWhereThereIsLittleRoom(int width) {
    shown.open(page, width, "");
    shown.find("#open-filters").click();
    shown.until("document.querySelectorAll('#filter-sheet .facet-value').length > 0");
    browser.findElements(By.cssSelector("#filter-sheet .facet-value input")).getFirst().click();
    assertThat(shown.find("#filter-sheet-show").getText()).isEqualTo("Show 3 of 5 files");
    shown.find("#filter-sheet-show").click();
    shown.until("!document.getElementById('filter-sheet').open");
    assertThat(files()).hasSize(2); // one has a copy
    assertThat(browser.switchTo().activeElement()).isEqualTo(shown.find("#open-filters"));
  }

  @Test
  void showsTwoCardsAndTheSearchOnANarrowScreen() {
    shown.open(page, 320, "");
    assertThat(shown.find("#query").getSize().getWidth()).isGreaterThan(190);
    assertThat(
            browser.executeScript(
                "return new Set([...document.querySelectorAll('.cell')].map(it => it.getBoundingClientRect().top)).size"))
        .isEqualTo(2L);
    assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  @Test
  void keepsTheFocusInThePanelWhenTheWindowIsWidened() {
    shown.open(page, 800, "");
    shown.find("#open-filters").click();
    shown.until("document.querySelector('#panel .facet-value input') !== null");
    shown.js("document.querySelector('#panel .facet-value input').focus()");
    browser.manage().window().setSize(new Dimension(1300, 900));
    shown.until("!document.getElementById('filter-sheet').open");
    shown.until("document.activeElement.matches('#shell #panel .facet-value input')");
    browser.manage().window().setSize(new Dimension(800, 900));
    shown.until("document.activeElement.id === 'open-filters'");
  }
}
