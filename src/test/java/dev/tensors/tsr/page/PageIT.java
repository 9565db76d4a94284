package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;

/** The page, as a user has it in the browser. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageIT extends PageOfModels {

  @Test
  void findsAsOneTypes() {
    assertThat(count()).isEqualTo("301 files");
    new Actions(browser).sendKeys("/").perform();
    browser.switchTo().activeElement().sendKeys("WORD12");

    assertThat(count()).isEqualTo("11 of 301 files");
    assertThat(address()).isEqualTo("#q=WORD12");
    assertThat(names()).startsWith("Model 12", "Model 120", "Model 121");

    shown.find("#query").sendKeys("1 model");
    assertThat(names()).containsExactly("Model 121");
    shown
        .find("#query")
        .sendKeys(Keys.ESCAPE, Keys.ESCAPE); // the offers of model:, then the search
    assertThat(count()).isEqualTo("301 files");
    shown.find("#query").sendKeys("rain");
    assertThat(names()).containsExactly("Model 7");
    shown.find("#query").sendKeys(" nowhere");
    assertThat(shown.find("#nothing").getText())
        .isEqualTo(
            "No model has all of this. Leave out one of these:\nnowhere\n1 card\nShow all models");
    shown.find("#drops button").click();
    assertThat(names()).containsExactly("Model 7");
    shown.find("#query").sendKeys(" nowhere");
    shown.find("#reset").click();
    assertThat(count()).isEqualTo("301 files");
  }

  /** The checkbox, or the button that excludes, of a value in the panel. */
  private static WebElement choice(String label, String name, String selector) {
    return (WebElement)
        browser.executeScript(
            """
            const facet = [...document.querySelectorAll('.facet')].find(
              (it) => it.querySelector('.facet-label').textContent === arguments[0]);
            facet.open = true;
            return [...facet.querySelectorAll('.facet-value')].find(
              (it) => it.querySelector('.facet-name').textContent === arguments[1])
                .querySelector(arguments[2])
            """,
            label,
            name,
            selector);
  }

  /** Clicks once the panel has followed what was chosen before. */
  private static void choose(String label, String name) {
    shown.untilDrawn();
    choice(label, name, "input").click();
  }

  @Test
  void filtersAndSorts() {
    choose("Type", "Checkpoint");
    assertThat(count()).isEqualTo("100 of 301 files");
    choose("Base model", "Pony");
    assertThat(count()).isEqualTo("50 of 301 files");
    choose("Tag", "sea");
    assertThat(count()).isEqualTo("25 of 301 files");
    choose("Type", "LORA");
    assertThat(count()).isEqualTo("75 of 301 files");
    new Select(shown.find("#sort")).selectByValue("size");
    assertThat(names()).startsWith("Model 300", "Model 296");
    assertThat(address()).isEqualTo("#type=Checkpoint&type=LORA&base=Pony&tag=sea&sort=size");
    shown.find("#reverse").click();
    assertThat(names()).startsWith("Model 4", "Model 8");
    assertThat(address()).endsWith("&sort=size&reverse=1");

    List<WebElement> chips = browser.findElements(By.cssSelector(".chosen-chip"));
    assertThat(chips)
        .extracting(WebElement::getText)
        .containsExactly("Type\nCheckpoint", "Type\nLORA", "Base model\nPony", "Tag\nsea");
    chips.getFirst().click();
    assertThat(count()).isEqualTo("50 of 301 files");
    shown.find("#clear").click();
    assertThat(count()).isEqualTo("301 files");
    for (var state : Map.of("Favourite", 7, "Newer version", 2).entrySet()) {
      choose("State", state.getKey());
      assertThat(names()).containsExactly("Model " + state.getValue());
      choose("State", state.getKey());
    }
    choose("State", "Not linked");
    assertThat(names()).containsExactly("own");
    shown.untilDrawn();
    choice("State", "Not linked", ".exclude").click();
    assertThat(count()).isEqualTo("300 of 301 files");
    assertThat(address()).contains("not.is=unlinked");
  }

  @Test
  void opensFromAnAddressAndGoesBack() {
    shown.open(page, "#q=model+1&base=SDXL+1.0&open=f2");
    untilOpened();
    assertThat(shown.find("#sheet-title").getText()).isEqualTo("Model 1");
    assertThat(shown.find("#query").getDomProperty("value")).isEqualTo("model 1");

    browser.executeScript("document.querySelector('.round[aria-label=Close]').click()");
    assertThat(address()).isEqualTo("#q=model+1&base=SDXL+1.0");
    openCard(13);
    assertThat(address()).isEqualTo("#q=model+1&base=SDXL+1.0&open=" + key(13));
    browser.navigate().back();
    shown.until("!document.getElementById('sheet').open");
    assertThat(address()).isEqualTo("#q=model+1&base=SDXL+1.0");
  }

  @Test
  void keepsATagWithAnySignInTheAddress() {
    openCard(3);
    browser.findElements(By.cssSelector(".chip-tag")).getFirst().click();

    assertThat(names()).containsExactly("Model 3");
    shown.open(page, address());
    assertThat(names()).containsExactly("Model 3");
  }

  @Test
  void countsWhatEachChoiceWouldShow() {
    assertThat(choices("Type")).containsExactly("LORA 200", "Checkpoint 100", "Unknown type 1");
    choose("Base model", "Pony");
    assertThat(choices("Type")).containsExactly("LORA 100", "Checkpoint 50", "Unknown type 0");
    assertThat(choices("Base model")).containsExactly("Pony 150", "SDXL 1.0 150", "Unknown base 1");
    assertThat(choices("Tag")).containsExactly("sea 75", "#1 \"quoted\" & more 0");

    choose("Type", "Checkpoint");
    shown.find("#query").sendKeys("word12");

    assertThat(choices("Type")).containsExactly("LORA 3", "Checkpoint 3", "Unknown type 0");
    assertThat(choices("Base model")).containsExactly("Pony 3", "SDXL 1.0 2", "Unknown base 0");
    assertThat(choices("Tag")).containsExactly("sea 2", "#1 \"quoted\" & more 0");
    shown.find("#query").sendKeys(" nowhere");
    assertThat(choices("Type")).contains("Checkpoint 0");
  }

  @SuppressWarnings("unchecked")
  private static List<String> choices(String label) {
    shown.untilDrawn();
    return (List<String>)
        browser.executeScript(
            """
            const facet = [...document.querySelectorAll('.facet')].find(
              (it) => it.querySelector('.facet-label').textContent === arguments[0]);
            return [...facet.querySelectorAll('label')].map((it) => it.innerText.replace('\\n', ' '))
            """,
            label);
  }

  @Test
  void saysWhatItCounts(@TempDir Path other) throws SQLException, IOException {
    Workplace some = Workplace.in(other);
    library(some, 8);
    some.catalogue().execute("DELETE FROM local_files WHERE civitai_model_id > 1006");
    shown.open(write(some, "--all"), "");
    assertThat(count()).isEqualTo("7 files and 2 models without a file here");
    shown.find("#query").sendKeys("word");
    assertThat(count()).isEqualTo("6 of 7 files and 2 models without a file here");
    shown.find("#query").sendKeys("1");
    assertThat(count()).isEqualTo("1 of 7 files and 0 of 2 models without a file here");
  }

  @Test
  void sortsByNameWithoutPictures(@TempDir Path other) throws SQLException {
    Workplace bare = Workplace.in(other);
    library(bare, 3);
    Path written = write(bare, "--nsfw");
    for (String address : List.of("", "#sort=rating")) {
      shown.open(written, address);
      assertThat(new Select(shown.find("#sort")).getFirstSelectedOption().getText())
          .isEqualTo("Name");
      assertThat(names()).containsExactly("Model 1", "Model 2", "Model 3", "own");
    }
  }

  @Test
  void showsThePathOfEachCopy(@TempDir Path other) throws SQLException, IOException {
    Workplace copied = Workplace.in(other);
    library(copied, 3);
    List<Path> copies =
        List.of(
            copied.library().model("copy 1.safetensors", 1),
            copied.library().model("copy 2.safetensors", 1));
    copied.scan();
    shown.open(write(copied, "--nsfw"), "#q=copy");
    assertThat(names()).containsExactly("copy 1");
    shown.find("a.card").click();
    shown.until("document.querySelector('.sheet-side .section') !== null");

    assertThat(shown.find(".sheet-side").getText())
        .contains("Path\n" + copies.getFirst() + "\nCopy\n" + copies.getLast() + "\nCopy\n")
        .doesNotContain("[object");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500, 705, 760, 820, 900, 1280})
  void breaksNoButtonIntoLetters(int width) throws IOException {
    shown.open(page, width, "");
    openCard(1);
    shown.picture("card-" + width);

    assertThat(shown.find(".example .copy").getSize().getHeight()).isLessThan(45);
    assertThat(shown.find(".example .prompt").getSize().getWidth()).isGreaterThan(180);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 400, 705, 900, 1000, 1300, 1600})
  void keepsClearInSight(int width) throws IOException {
    shown.open(page, width, "#base=Pony&creator=ann&tag=sea&type=LORA&type=Checkpoint");
    shown.untilDrawn();
    shown.picture("filters-" + width);

    assertThat(
            browser.executeScript(
                """
                const box = document.getElementById('clear').getBoundingClientRect();
                return box.left >= 0 && box.right <= innerWidth
                    && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
                        === document.getElementById('clear')
                """))
        .isEqualTo(true);
    shown.find("#clear").click();
    assertThat(count()).isEqualTo("301 files");
  }

  @Test
  void showsACardWithTheFocusBelowTheBar() {
    shown.open(page, 760, "");
    shown.find("#query").sendKeys(Keys.ARROW_DOWN);
    browser.switchTo().activeElement().sendKeys(Keys.END);
    for (int i = 0; i < 6; i++) {
      browser.switchTo().activeElement().sendKeys(Keys.ARROW_UP);
    }
    assertThat(
            browser.executeScript(
                """
                return document.activeElement.getBoundingClientRect().top
                    >= document.querySelector('.bar').getBoundingClientRect().bottom
                """))
        .isEqualTo(true);
  }

  @Test
  void showsACardWithTheFocusAboveTheSelection() {
    shown.find("#query").sendKeys(Keys.ARROW_DOWN);
    browser.switchTo().activeElement().sendKeys(Keys.SPACE);
    for (int i = 0; i < 4; i++) {
      browser.switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
      shown.untilDrawn();
    }
    assertThat(
            browser.executeScript(
                """
                return document.activeElement.getBoundingClientRect().bottom
                    <= document.querySelector('.hand').getBoundingClientRect().top
                """))
        .isEqualTo(true);
  }

  @Test
  void keepsTheFocusOfTheKeyboard() {
    shown.find("#query").sendKeys("model 1", Keys.ARROW_DOWN);
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT, Keys.ENTER);
    untilOpened();
    browser.navigate().back();
    shown.until("!document.getElementById('sheet').open");
    shown.untilDrawn();
    assertThat(focused()).isEqualTo("Model 10");
    browser.navigate().forward();
    untilOpened();
    browser.findElement(By.className("creator")).click();
    assertThat(count()).isEqualTo("150 of 301 files");
    assertThat(focused()).isEqualTo("Model 8");
  }

  /** Whether the cell of a text lies wholly in the window. */
  private static String inSight(String text) {
    return """
        [...document.querySelectorAll('.own-cell')].some((it) => it.textContent === '%s'
          && it.getBoundingClientRect().top >= 0 && it.getBoundingClientRect().bottom <= innerHeight)"""
        .formatted(text);
  }

  /** Browsers make no element of 150,000,000 pixels: the grid is lower than its rows need. */
  @Test
  void reachesEachOfManyCells() {
    browser.executeScript(
        """
        const list = tsr.element("ul", { class: "own-grid" });
        document.getElementById("main").replaceChildren(list);
        window.tall = tsr.virtualGrid(list, {
          make: (item, at) => tsr.element("li", { class: "own-cell" }, tsr.element("a", { href: "#" }, at)),
          controls: "a",
          fewest: () => 1,
          height: () => 300,
          above: null,
        });
        list.style.setProperty("--least-width", "1000");
        tall.show(Array.from({ length: 500000 }));
        scrollTo(0, 1e9);
        """);
    assertThat((long) browser.executeScript("return document.body.scrollHeight"))
        .isLessThan(10_001_000);
    shown.until(inSight("499999"));
    browser.executeScript("scrollBy(0, -150)"); // the last cell sinks, and lies on no other one
    shown.until(
        """
        [...document.querySelectorAll('.own-cell')]
          .map((it) => it.getBoundingClientRect())
          .every(({ top }, at, all) => at === 0 || top >= all[at - 1].bottom)""");
    shown.until("!(" + inSight("499999") + ")");
    for (String script : List.of("tall.focus(250000)", "tall.focus(Infinity)", "tall.focus(7)")) {
      browser.executeScript(script);
      shown.until(inSight("' + document.activeElement.textContent + '"));
    }
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("7");
    browser.switchTo().activeElement().sendKeys(Keys.PAGE_DOWN, Keys.ARROW_DOWN);
    shown.until("document.activeElement.textContent !== '7'");
    shown.until(inSight("' + document.activeElement.textContent + '"));
  }

  /** The first card that the bar leaves in sight. */
  private static String firstInSight() {
    return """
        [...document.querySelectorAll('#grid .cell')].find((it) => it.getBoundingClientRect().bottom
          > parseFloat(document.documentElement.style.scrollPaddingTop))?.dataset.at""";
  }

  @Test
  void keepsThePlaceWhereTheWindowChanges() {
    browser.executeScript("scrollTo(0, 8000)");
    shown.untilDrawn();
    browser.executeScript("tsr.focusCard(" + firstInSight() + ")");
    String first = (String) browser.executeScript("return " + firstInSight());
    for (int width : List.of(500, 1900, 1280)) {
      browser.manage().window().setSize(new Dimension(width, 900));
      shown.until("Math.abs(innerWidth - " + width + ") < 20");
      shown.untilDrawn();
      shown.until("document.activeElement.closest('[data-at]')?.dataset.at === '" + first + "'");
      shown.until(
          """
          (({ top, bottom }) => top > 0 && bottom < innerHeight)(
            document.activeElement.closest('.cell').getBoundingClientRect())""");
    }
    browser.executeScript("document.activeElement.blur(); scrollTo(0, 8000)");
    shown.untilDrawn();
    first = (String) browser.executeScript("return " + firstInSight());
    browser.manage().window().setSize(new Dimension(500, 900));
    shown.until(firstInSight() + " === '" + first + "'");
  }

  @Test
  void isUsedByTheKeyboardAlone() {
    shown.find("#query").sendKeys("model 1", Keys.ARROW_DOWN);
    assertThat(focused()).isEqualTo("Model 1");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
    assertThat(focused()).isEqualTo("Model 10");
    browser.switchTo().activeElement().sendKeys(Keys.END);
    assertThat(focused()).isEqualTo(names().getLast());
    browser.switchTo().activeElement().sendKeys(Keys.HOME, Keys.ENTER);
    untilOpened();
    assertThat(shown.find("#sheet-title").getText()).isEqualTo("Model 1");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
    assertThat(shown.find("#sheet-title").getText()).isEqualTo("Model 10");
    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    shown.until("!document.getElementById('sheet').open");
    assertThat(focused()).isEqualTo("Model 10");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_UP);
    assertThat(browser.switchTo().activeElement()).isEqualTo(shown.find("#query"));
  }

  @Test
  void skipsToTheCards() {
    new Actions(browser).sendKeys(Keys.TAB).perform();
    assertThat(browser.switchTo().activeElement()).isEqualTo(shown.find("#skip"));
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(focused()).isEqualTo(names().getFirst());
    assertThat(address()).isEmpty();
    shown.open(page, "#q=nowhere-at-all");
    shown.find("#skip").sendKeys(Keys.ENTER);
    assertThat(
            browser
                .switchTo()
                .activeElement()
                .findElements(By.xpath("ancestor::div[@id='nothing']")))
        .hasSize(1);
  }

  @Test
  void namesWhatItShowsInItsTitle() {
    assertThat(browser.getTitle()).isEqualTo("My models");
    openCard(1);
    assertThat(browser.getTitle()).isEqualTo("Model 1 – My models");
    browser.navigate().back();
    shown.until("document.title === 'My models'");
    shown.find("#views [data-view=library]").click();
    assertThat(browser.getTitle()).isEqualTo("Library – My models");
  }

  @Test
  void runsNothingOfHostileNames() {
    shown.open(page, "#q=hostile");
    openCard(9);

    assertThat(shown.find("#sheet-title").getText()).isEqualTo(HOSTILE);
    assertThat(shown.find(".about").getText()).isEqualTo("safe");
    assertThat(browser.executeScript("return window.hostile")).isNull();
    assertThat(browser.findElements(By.cssSelector("img[src='x'], body script:not([src])")))
        .isEmpty();
    assertThat(browser.manage().logs().get(LogType.BROWSER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "document.createElement('img').setAttribute('onerror', 'window.hostile = 1')",
        "document.body.innerHTML = '<img src=x onerror=alert(1)>'",
        "document.createElement('script').text = 'window.hostile = 1'",
        "document.createElement('script').src = 'https://a.example/x.js'"
      })
  void refusesScriptsThatAreNotItsOwn(String script) {
    assertThat(
            browser.executeScript(
                "try { %s; return 'ran' } catch (e) { return e.name }".formatted(script)))
        .isEqualTo("TypeError");
  }

  @Test
  void asksForNothingOutsideOfItsFolder() {
    browser.manage().logs().get(LogType.PERFORMANCE);
    openPage();
    openCard(1);
    shown.until("document.images.length > 0 && [...document.images].every(i => i.complete)");

    Pattern url =
        Pattern.compile("\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");
    List<String> asked =
        browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(LogEntry::getMessage)
            .flatMap(message -> url.matcher(message).results())
            .map((MatchResult match) -> match.group(1))
            .filter(address -> !address.equals("about:blank"))
            .toList();
    assertThat(asked).hasSizeGreaterThan(10).allMatch(it -> it.startsWith(page.toUri().toString()));
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 400", "dark, 400"})
  void isAccessible(String scheme, int width) throws IOException {
    shown.emulate("prefers-color-scheme", scheme);
    shown.open(page, width, "");
    assertThat(shown.violations()).isEmpty();
    openCard(1);
    shown.picture(scheme + "-" + width);
    assertThat(shown.violations()).isEmpty();
    shown.emulate("prefers-color-scheme", "");
  }

  @Test
  void opensTheNewPageWhereTheOldOneLacksAFile(@TempDir Path other)
      throws SQLException, IOException {
    Workplace changing = Workplace.in(other);
    library(changing, 8);
    Path written = write(changing, "--no-paths");
    shown.open(written, "#q=model");
    for (int key : List.of(7, 6)) {
      changing
          .catalogue()
          .execute("UPDATE models SET description = '<p>since %s</p>'".formatted(key));
      write(changing, "--no-paths");

      openCard(key);

      assertThat(shown.find(".about").getText()).isEqualTo("since " + key);
      assertThat(shown.find("#query").getDomProperty("value")).isEqualTo("model");
      shown.find(".round[aria-label=Close]").click();
    }
    assertThat(count()).isEqualTo("8 of 9 files");
  }

  @Test
  void saysWhichFileOfThePageIsMissing(@TempDir Path other) throws SQLException, IOException {
    Workplace damaged = Workplace.in(other);
    library(damaged, 8);
    Path written = write(damaged, "--no-paths");
    try (var details = Files.list(written.resolve("details"))) {
      for (Path file : details.toList()) {
        Files.delete(file);
      }
    }
    shown.open(written, "#open=f8");
    shown.until("document.querySelector('#sheet .problem') !== null");
    assertThat(shown.find(".problem").getText())
        .isEqualTo("The details of this model are missing from the folder of this page.");

    try (var scripts = Files.newDirectoryStream(written.resolve("page"), "catalogue-*")) {
      Files.delete(scripts.iterator().next());
    }
    shown.open(written, "");
    shown.until("document.querySelector('.problem') !== null");
    assertThat(shown.find(".problem").getText())
        .startsWith("A file of this page is missing: page/catalogue-");
  }

  @Test
  void isAPlainListWithoutScripts() {
    ChromeDriver plain = Chromium.open(false);
    try {
      plain.get(page.resolve("index.html").toUri().toString());
      List<WebElement> items = plain.findElements(By.cssSelector(".plain li"));
      assertThat(items).hasSize(301);
      assertThat(items.getFirst().getText()).contains("Model 1").contains("model-1.safetensors");
      assertThat(plain.findElement(By.id("app")).isDisplayed()).isFalse();
    } finally {
      plain.quit();
    }
  }

  @Test
  void opensTenThousandFilesWithinTwoSeconds(@TempDir Path other) throws SQLException, IOException {
    Workplace large = Workplace.in(other);
    library(large, 10_000);
    Path many = write(large, "--no-paths");
    long shell = Files.size(many.resolve("index.html"));
    try (var files = Files.list(many.resolve("page"))) {
      shell += files.mapToLong(file -> file.toFile().length()).sum();
    }

    assertThat(shell).isLessThan(12L << 20);
    double fastest =
        IntStream.range(0, 3)
            .mapToDouble(
                time -> {
                  shown.open(many, "");
                  shown.until("performance.getEntriesByName('tsr-shown').length > 0");
                  return ((Number)
                          browser.executeScript(
                              "return performance.getEntriesByName('tsr-shown')[0].startTime"))
                      .doubleValue();
                })
            .min()
            .orElseThrow();
    assertThat(fastest).as("milliseconds to the first card").isLessThan(2000);
    assertThat(count()).isEqualTo("10,001 files");
    assertThat(browser.findElements(By.cssSelector(".cell")).size()).isLessThan(100);
    browser.executeScript("scrollTo(0, document.body.scrollHeight)");
    shown.until("[...document.querySelectorAll('.card-name')].at(-1).textContent === 'own'");
    assertThat(names().stream().collect(Collectors.toSet())).hasSizeLessThan(100);
  }
}
