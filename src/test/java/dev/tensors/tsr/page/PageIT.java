package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.tensors.tsr.program.Workplace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
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
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page, as a user has it in the browser. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageIT {

  private static final String HOSTILE =
      "</script></noscript><script>window.hostile=1</script><img src=x onerror=window.hostile=1>";

  /**
   * Each file is linked to a model of its own; some are outdated, favourites, mature or hostile.
   */
  private static final String MODELS =
      """
      INSERT INTO creators (id, username) VALUES (1, 'ann'), (2, 'ben');
      INSERT INTO tags (id, name) VALUES (1, 'sea'), (2, '#1 "quoted" & more');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1$d)
      INSERT INTO models (id, civitai_id, name, type, creator_id, download_count, nsfw, description)
        SELECT i, 1000 + i, 'Model ' || i, iif(i %% 3, 'LORA', 'Checkpoint'), 1 + i %% 2, i, i = 5,
          '<h2>About</h2><p>Text of <b>model</b> ' || i || '</p>' FROM n;
      INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index, published_at)
        SELECT id, 5000 + id, id, 'v1', iif(id %% 2, 'SDXL 1.0', 'Pony'), iif(id = 2, 1, 0),
          '2025-01-01T00:00:00Z' FROM models;
      INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index, download_url)
        VALUES (1000000, 990000, 2, 'v2', 'Pony', 0, 'https://civitai.com/x');
      INSERT INTO trained_words (version_id, word, position)
        SELECT id, 'word' || id || ', another word', 0 FROM models;
      INSERT INTO model_tags SELECT id, 1 FROM models WHERE id %% 4 = 0;
      INSERT INTO model_tags VALUES (3, 2);
      INSERT INTO version_images (id, civitai_id, version_id, url, nsfw_level) VALUES
        (1, 901, 1, 'https://a.example/1.jpeg', 1);
      INSERT INTO image_generation_params (image_id, key, value) VALUES
        (1, 'prompt', 'a calm prompt'), (1, 'negativePrompt', 'noise'), (1, 'steps', '20'),
        (1, 'sampler', 'Euler a'), (1, 'seed', '12345678901234567890');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1$d)
      INSERT INTO local_files (file_path, sha256, size_bytes, mtime_ns, civitai_model_id,
          civitai_version_id, link_source, link_match)
        SELECT '%2$s/model-' || i || '.safetensors', printf('%%012X%%052X', i, 0), i * 1000, 0, 1000 + i,
          5000 + i, 'civitai', 'sha256' FROM n;
      INSERT INTO notes (sha256, text, rating, favourite)
        VALUES (printf('%%012X%%052X', 7, 0), 'my note on rain', 4, 1);
      """;

  /** A red frame of WebM. */
  private static final String VIDEO =
      """
      GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQJChYECGFOAZwEAAAAAAAG/EU2bdLpNu4tTq4QVSalmU6yBoU27i1OrhBZU
      rmtTrIHGTbuMU6uEElTDZ1OsggEMTbuMU6uEHFO7a1OsggGp7AEAAAAAAABZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVSalmoCrXsYMPQkBNgIRM
      YXZmV0GETGF2ZkSJiECPQAAAAAAAFlSua8GuAQAAAAAAADjXgQFzxYgAAAAAAAAAAZyBACK1nIN1bmSIgQCGhVZfVlA4g4EBI+OD
      hDuaygDgibCBELqBEJqBAhJUw2fRc3POY8CLY8WIAAAAAAAAAAFnyJhFo4dFTkNPREVSRIeLTGF2YyBsaWJ2cHhnyKJFo4hEVVJB
      VElPTkSHlDAwOjAwOjAxLjAwMDAwMDAwMAAAH0O2dcLngQCjvYEAAIDwAgCdASoQABAAAEcIhYWImYSIAgICdaoD+AP6Ag1N7gD+
      /W7z/+Rv4+dG/8jj//xKnuOJ4//8RoAcU7trkbuPs4EAt4r3gQHxggFi8IED
      """;

  @RegisterExtension static final OpenedPage shown = new OpenedPage();

  @TempDir static Path folder;

  private static Workplace workplace;
  private static Path page;
  private static ChromeDriver browser;

  @BeforeAll
  static void writePage() throws SQLException, IOException {
    browser = shown.browser();
    workplace = Workplace.in(folder);
    library(workplace, 300);
    workplace
        .catalogue()
        .execute(
            """
            UPDATE models SET name = '%1$s', description = '<p>safe</p>%1$s' WHERE id = 9;
            UPDATE trained_words SET word = '%1$s' WHERE version_id = 9;
            """
                .formatted(HOSTILE));
    for (int i : List.of(1, 5, 8)) {
      Path file = workplace.library().path("model-" + i + ".preview.png");
      ImageIO.write(new BufferedImage(64, 80, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }
    page = write(workplace, "--nsfw");
  }

  private static void library(Workplace workplace, int files) throws SQLException {
    workplace.library().model("own.safetensors", 1);
    workplace
        .scan()
        .catalogue()
        .execute(MODELS.formatted(files, workplace.library().path("").toString()));
  }

  private static Path write(Workplace workplace, String option) {
    Path page = workplace.home().resolve("page");
    workplace.tsr().db("page", option, page).exits(0);
    return page;
  }

  @BeforeEach
  void openPage() {
    browser.manage().window().setSize(new Dimension(1280, 900));
    browser.manage().logs().get(LogType.BROWSER); // what other tests have provoked
    shown.open(page, "");
  }

  private static String count() {
    return shown.find("#count").getText();
  }

  /** Read at once: the cards are made anew when the grid has another width. */
  @SuppressWarnings("unchecked")
  private static List<String> names() {
    return (List<String>)
        browser.executeScript(
            "return [...document.querySelectorAll('.card-name')].map(name => name.innerText)");
  }

  private static String address() {
    return String.valueOf(browser.executeScript("return location.hash"));
  }

  private static String key(int model) {
    return "f%012x".formatted(model);
  }

  private static void openCard(int model) {
    String key = key(model);
    // The card is made anew when the grid has another width.
    new WebDriverWait(browser, Duration.ofSeconds(20), Duration.ofMillis(20))
        .ignoring(StaleElementReferenceException.class)
        .until(
            driver -> {
              shown.find("a[data-key=" + key + "]").click();
              return true;
            });
    untilOpened();
  }

  /** Waits for the details, and for the frame in which a long description is folded. */
  private static void untilOpened() {
    shown.until("document.querySelector('.sheet-main .section') !== null");
    shown.untilDrawn();
  }

  /** Pastes the clipboard as the user does. */
  private static String pasted() {
    browser.executeScript(
        "const t = document.createElement('textarea'); t.id = 'paste';"
            + "(document.querySelector('dialog[open]') ?? document.body).append(t); t.focus()");
    WebElement area = shown.find("#paste");
    area.sendKeys(Keys.chord(Keys.CONTROL, "v"));
    String text = area.getDomProperty("value");
    browser.executeScript(
        "document.getElementById('paste').remove(); document.getElementById('sheet').scrollTop = 0");
    return text;
  }

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

  @Test
  void playsNoVideoWhereMotionIsUnwanted(@TempDir Path other) throws SQLException, IOException {
    Workplace moving = Workplace.in(other);
    library(moving, 3);
    Files.write(moving.library().path("model-1.mp4"), Base64.getMimeDecoder().decode(VIDEO));
    Path written = write(moving, "--nsfw");
    for (boolean still : List.of(true, false)) {
      shown.emulate("prefers-reduced-motion", still ? "reduce" : "no-preference");
      shown.open(written, "#q=word1");
      browser.executeScript(
          "HTMLMediaElement.prototype.play = () => { window.played = true; return Promise.resolve() }");
      new Actions(browser)
          .moveToElement(shown.find("#query"))
          .moveToElement(shown.find(".card-picture"))
          .perform();
      assertThat(browser.executeScript("return window.played === true")).isEqualTo(!still);
      browser.executeScript(
          "const add = Element.prototype.setAttribute; window.set = [];"
              + "Element.prototype.setAttribute = function (name, value) {"
              + " window.set.push(name); add.call(this, name, value) }");
      openCard(1);
      assertThat((List<?>) browser.executeScript("return window.set"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .contains(still ? "controls" : "autoplay")
          .doesNotContain(still ? "autoplay" : "controls");
    }
    shown.emulate("prefers-color-scheme", "");
  }

  @Test
  void enlargesThePictureOfTheDisk(@TempDir Path other) throws SQLException, IOException {
    Workplace large = Workplace.in(other);
    library(large, 3);
    Path original = large.library().path("model-1 #1?.png");
    Files.write(original, PagePicturesTest.picture("png", 900, 1200));
    large
        .catalogue()
        .execute(
            "UPDATE local_files SET file_path = replace(file_path, '-1.', '-1 #1?.') WHERE id = 2");
    shown.open(write(large, "--nsfw"), "#q=word1");
    assertThat(width(".card-picture img")).isEqualTo(360);
    openCard(1);
    Path absent = Files.move(original, original.resolveSibling("elsewhere.png"));
    shown.find(".stage .enlarge").click();
    shown.until("document.querySelector('.enlarged img').src.includes('/pictures/')");
    assertThat(width(".enlarged img")).isEqualTo(360);
    shown.find(".enlarged .round").click();

    Files.move(absent, original);
    shown.find(".stage .enlarge").click();
    assertThat(width(".enlarged img")).isEqualTo(900);
    shown.picture("enlarged");
    assertThat(shown.violations()).isEmpty();

    new Actions(browser).sendKeys(Keys.ESCAPE).perform();
    shown.until("document.querySelector('.enlarged[open]') === null");
    assertThat(shown.find("#sheet").isDisplayed()).isTrue();
    assertThat(browser.switchTo().activeElement()).isEqualTo(shown.find(".stage .enlarge"));
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    browser.navigate().back();
    shown.until("document.querySelector('dialog[open]') === null");
  }

  @Test
  void enlargesTheThumbnailOnAWebServer(@TempDir Path other) throws SQLException, IOException {
    Workplace served = Workplace.in(other);
    library(served, 3);
    Files.write(served.library().path("model-1.png"), PagePicturesTest.picture("png", 900, 1200));
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            write(served, "--nsfw"),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      browser.get("http://localhost:" + server.getAddress().getPort() + "/#open=f2");
      untilOpened();
      shown.find(".stage .enlarge").click();
      shown.until("document.querySelector('.enlarged img').src.includes('/pictures/')");
      assertThat(width(".enlarged img")).isEqualTo(360);
    } finally {
      server.stop(0);
    }
  }

  private static long width(String picture) {
    shown.until("document.querySelector('" + picture + "').naturalWidth > 0");
    return (long)
        browser.executeScript("return document.querySelector('" + picture + "').naturalWidth");
  }

  @Test
  void enlargesNoPictureThatIsBlurred() {
    shown.open(page, "#q=word5,");
    openCard(5);
    new Actions(browser).moveToElement(shown.find(".stage"), 20, 20).click().perform();

    assertThat(shown.find(".stage").getDomAttribute("class")).doesNotContain("blurred");
    assertThat(browser.findElements(By.cssSelector(".enlarged[open]"))).isEmpty();
  }

  @Test
  void copiesWordsAndPrompts() {
    openCard(1);
    shown.find(".paste .copy").click();
    shown.until("document.getElementById('toast').textContent === 'Prompt line copied'");
    assertThat(pasted()).isEqualTo("<lora:model-1:1> word1, another word");
    shown.find(".example .copy").click();
    shown.until("document.getElementById('toast').textContent === 'Prompt copied'");
    assertThat(pasted())
        .isEqualTo(
            "a calm prompt\nNegative prompt: noise\n"
                + "Steps: 20, Sampler: Euler a, Seed: 12345678901234567890");
  }

  @Test
  void copiesTheLineAsItsWordsAndWeightAreChosen() {
    openCard(1);
    browser.findElements(By.cssSelector(".word")).getFirst().click();
    shown.find(".step[aria-label='Less weight']").click();
    shown.find(".step[aria-label='Less weight']").click();
    assertThat(shown.find(".paste-text").getText()).isEqualTo("<lora:model-1:0.9> another word");
    shown.find(".paste .copy[aria-label='Copy prompt line']").click();
    shown.until("document.getElementById('toast').textContent === 'Prompt line copied'");
    assertThat(pasted()).isEqualTo("<lora:model-1:0.9> another word");

    shown.find(".step[aria-label='More weight']").click();
    browser.findElements(By.cssSelector(".word")).getFirst().click();
    assertThat(shown.find(".paste-text").getText())
        .isEqualTo("<lora:model-1:0.95> word1, another word");
    shown.find(".paste .copy[aria-label='Copy trigger words']").click();
    shown.until("document.getElementById('toast').textContent === 'Trigger words copied'");
    assertThat(pasted()).isEqualTo("word1, another word");
  }

  @Test
  void stepsNoWeightBeyondFive() {
    openCard(1);
    browser.executeScript(
        "for (let i = 0; i < 200; i++) document.querySelector('.step[aria-label=\"More weight\"]').click()");
    assertThat(shown.find(".weight").getText()).isEqualTo("5");
    browser.executeScript(
        "for (let i = 0; i < 300; i++) document.querySelector('.step[aria-label=\"Less weight\"]').click()");
    assertThat(shown.find(".weight").getText()).isEqualTo("-5");
  }

  @Test
  void copiesWhatIsShownByKeys() {
    openCard(1);
    shown.find(".step[aria-label='Less weight']").click();
    browser.findElements(By.cssSelector(".word")).getFirst().click();
    browser.switchTo().activeElement().sendKeys("c");
    shown.until("document.getElementById('toast').textContent === 'Prompt line copied'");
    assertThat(pasted()).isEqualTo("<lora:model-1:0.95> another word");
    shown.find("#sheet-title").sendKeys("w");
    shown.until("document.getElementById('toast').textContent === 'Trigger words copied'");
    assertThat(pasted()).isEqualTo("another word");

    browser.findElements(By.cssSelector(".word")).getLast().click();
    browser.switchTo().activeElement().sendKeys("w");
    shown.until("document.getElementById('toast').textContent === 'No word is switched on'");
    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    shown.until("!document.getElementById('sheet').open");
    shown.find("a[data-key=" + key(1) + "]").sendKeys("c");
    shown.until("document.getElementById('toast').textContent === 'Prompt line copied'");
    assertThat(pasted()).isEqualTo("<lora:model-1:1> word1, another word");
  }

  @Test
  void keepsTheCardWhereArrowsMeetItsControls() {
    openCard(1);
    for (String control : List.of(".step[aria-label='More weight']", ".word")) {
      shown.find(control).sendKeys(Keys.ARROW_RIGHT);
      assertThat(shown.find("#sheet-title").getText()).as(control).isEqualTo("Model 1");
    }
    shown.find("#sheet-title").sendKeys(Keys.ARROW_RIGHT);
    assertThat(shown.find("#sheet-title").getText()).isNotEqualTo("Model 1");
  }

  @Test
  void goesThroughThePicturesOfACard(@TempDir Path other) throws SQLException, IOException {
    Workplace several = Workplace.in(other);
    library(several, 3);
    Path written = withPictures(several);
    shown.open(written, "#open=f2");
    untilOpened();
    List<WebElement> thumbs = browser.findElements(By.cssSelector(".thumb"));
    assertThat(thumbs)
        .extracting(thumb -> thumb.getAccessibleName())
        .containsExactly("The file's picture, 1 of 3", "Example, 2 of 3", "Example, 3 of 3");
    assertThat(shown.find(".shown-prompt").isDisplayed()).isFalse();
    double height = shown.find(".stage").getRect().getHeight();

    thumbs.get(1).click();
    assertThat(shown.find(".shown-prompt .prompt").getText()).isEqualTo("a calm prompt");
    assertThat(shown.find(".shown-prompt .settings").getText())
        .isEqualTo("Euler a · 20 steps · seed 12345678901234567890");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.switchTo().activeElement()).isEqualTo(thumbs.get(2));
    assertThat(shown.find(".shown-prompt .prompt").getText()).isEqualTo("a second prompt");
    assertThat((double) shown.find(".stage").getRect().getHeight()).isEqualTo(height);
    browser.switchTo().activeElement().sendKeys(Keys.HOME);
    assertThat(thumbs.get(0).getDomAttribute("aria-current")).isEqualTo("true");
    assertThat(shown.find("#sheet-title").getText()).isEqualTo("Model 1");
  }

  @Test
  void enlargesWithEnterAndGoesOnWithArrows(@TempDir Path other) throws SQLException, IOException {
    Workplace several = Workplace.in(other);
    library(several, 3);
    shown.open(withPictures(several), "#open=f2");
    untilOpened();
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(shown.find(".enlarged-count").getText()).isEqualTo("1 of 3");
    assertThat(width(".enlarged img")).isEqualTo(900);
    new Actions(browser).sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT).perform();
    assertThat(shown.find(".enlarged-count").getText()).isEqualTo("3 of 3");
    assertThat(shown.violations()).isEmpty();
    new Actions(browser).sendKeys(Keys.ESCAPE).perform();
    shown.until("document.querySelector('.enlarged[open]') === null");
    assertThat(shown.find("#sheet-title").getText()).isEqualTo("Model 1");
    assertThat(shown.find(".shown-prompt .prompt").getText()).isEqualTo("a second prompt");
    assertThat(browser.switchTo().activeElement()).isEqualTo(shown.find("#sheet-title"));
  }

  @Test
  void goesThroughThePicturesOfACardInTheGrid(@TempDir Path other)
      throws SQLException, IOException {
    Workplace several = Workplace.in(other);
    library(several, 3);
    Path written = withPictures(several);
    for (boolean still : List.of(true, false)) {
      shown.emulate("prefers-reduced-motion", still ? "reduce" : "no-preference");
      shown.open(written, "#q=word1");
      browser.executeScript(
          "window.timers = []; window.setTimeout = (then) => { window.timers.push(then); return 0 }");
      new Actions(browser)
          .moveToElement(shown.find("#query"))
          .moveToElement(shown.find(".card-picture"))
          .perform();
      if (still) {
        assertThat(browser.executeScript("return window.timers.length")).isEqualTo(0L);
      } else {
        List<Object> sources = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          browser.executeScript("window.timers.pop()()");
          shown.until("window.timers.length === 1");
          sources.add(
              browser.executeScript("return document.querySelector('.tour-picture img').src"));
        }
        assertThat(sources.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(sources.get(3)).isEqualTo(sources.getFirst());
        new Actions(browser).moveToElement(shown.find("#query")).perform();
        assertThat(browser.findElements(By.className("tour"))).isEmpty();

        browser.executeScript("window.timers.length = 0");
        shown.find("#query").sendKeys(Keys.ARROW_DOWN);
        for (int i = 0; i < 3; i++) {
          shown.until("window.timers.length === 1");
          browser.executeScript("window.timers.pop()()");
          shown.until("document.querySelector('.tour-picture img') !== null");
        }
        shown.until("window.timers.length === 1");
        browser.executeScript("window.timers.pop()()"); // the pictures end by themselves
        shown.until("document.querySelector('.tour') === null");
        assertThat(browser.executeScript("return window.timers.length")).isEqualTo(0L);
      }
    }
    shown.emulate("prefers-color-scheme", "");
  }

  @Test
  void showsTheFilesOfATrainingAsOneCardToChooseFrom(@TempDir Path other) throws SQLException {
    Workplace trained = Workplace.in(other);
    for (int i = 1; i < 4; i++) {
      trained.library().model("fog-%06d.safetensors".formatted(4 * i), i);
    }
    trained.library().model("fog.safetensors", 7);
    trained.library().model("rain.safetensors", 8);
    trained.scan();
    shown.open(write(trained, "--nsfw"), "");
    assertThat(names()).containsExactly("fog", "rain");
    assertThat(shown.find("a.card").getText()).contains("4 of a training");
    shown.find("#query").sendKeys("000008");
    assertThat(names()).containsExactly("fog");

    shown.find("a.card").click();
    shown.until("document.querySelector('.sheet-side .facts') !== null");
    assertThat(shown.find(".run").getText()).isEqualTo("Epoch 4\nEpoch 8\nEpoch 12\nLast");
    assertThat(shown.find(".run [aria-current]").getText()).isEqualTo("Last");
    browser.findElements(By.cssSelector(".run a")).get(1).click();
    shown.until("document.querySelector('.sheet-side .facts') !== null");
    assertThat(shown.find("#sheet-title").getText()).isEqualTo("fog-000008");
    assertThat(shown.find(".run [aria-current]").getText()).isEqualTo("Epoch 8");
    assertThat(shown.find(".sheet-side").getText()).contains("fog-000008.safetensors");
    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    shown.until("!document.getElementById('sheet').open");
    assertThat(focused()).isEqualTo("fog");
  }

  @Test
  void leadsFromAPictureToTheCardsOfItsModels(@TempDir Path other)
      throws SQLException, IOException {
    Workplace several = Workplace.in(other);
    library(several, 3);
    several
        .catalogue()
        .execute(
            """
            INSERT INTO image_resources (image_id, name, type, weight) VALUES
              (1, 'model-2', 'lora', 0.5), (1, 'elsewhere', 'lora', NULL);
            """);
    shown.open(withPictures(several), "#open=f2");
    untilOpened();
    browser.findElements(By.cssSelector(".thumb")).get(1).click();
    assertThat(shown.find(".makers").getText()).isEqualTo("Made with\nmodel-2\n0.5\nelsewhere");
    shown.find(".makers a").click();
    shown.until("document.getElementById('sheet-title').textContent === 'Model 2'");
    browser.navigate().back();
    shown.until("document.getElementById('sheet-title').textContent === 'Model 1'");
  }

  @Test
  void hasFileFactsLastAndIsAsHighAsItsContents() {
    shown.open(page, "#open=f1");
    shown.until("document.querySelector('.facts') !== null");
    assertThat(
            browser.executeScript(
                "return [...document.querySelector('.sheet-body').children].at(-1).className"))
        .isEqualTo("sheet-side");
    assertThat(shown.find("#sheet").getSize().getHeight()).isLessThan(800);
    assertThat(measured("scrollHeight")).isEqualTo(measured("clientHeight"));
  }

  @Test
  void showsAllWithLargeTextInANarrowWindow() {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 320, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    try {
      shown.open(page, "#open=" + key(1));
      browser.executeScript("document.documentElement.style.fontSize = '200%'");
      untilOpened();
      assertThat(
              (List<?>)
                  browser.executeScript(
                      """
                      const { clientWidth } = document.getElementById('sheet');
                      return [...document.querySelectorAll('#sheet :not(.strip *)')]
                        .filter((it) => it.getBoundingClientRect().right > clientWidth)
                        .map((it) => it.className + ': ' + it.textContent)"""))
          .isEmpty();
      shown.open(page, "#view=library");
      browser.executeScript("document.documentElement.style.fontSize = '200%'");
      shown.untilDrawn();
      assertThat(shown.find(".bar-name").getRect().getWidth()).isGreaterThan(150);
      assertThat(
              (List<?>)
                  browser.executeScript(
                      "return [...document.querySelectorAll('.shelf')].filter((it) => it.scrollWidth > it.clientWidth)"))
          .isEmpty();
    } finally {
      browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }

  @Test
  void framesWhatLiesAboveWithForcedColours() {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
    openCard(1);
    assertThat(shown.find("#sheet").getCssValue("border-top-width")).isEqualTo("1px");
    assertThat(shown.find(".paste").getCssValue("border-top-width")).isEqualTo("1px");
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  /** The picture of a card, and what stands beside it, in pixels from the left and from the top. */
  private static List<Long> corner(String selector) {
    WebElement element = shown.find(selector);
    return List.of((long) element.getRect().getX(), (long) element.getRect().getY());
  }

  @Test
  void keepsThePictureInSightBesideAllElse() {
    for (int width : List.of(800, 1300, 1700)) {
      shown.open(page, width, "");
      openCard(1);
      List<Long> picture = corner(".gallery");
      assertThat(corner(".sheet-use").getFirst()).isGreaterThan(picture.getFirst());
      assertThat(corner(".sheet-main").getFirst()).isEqualTo(corner(".sheet-use").getFirst());
      assertThat(corner(".sheet-side").getFirst() > corner(".sheet-main").getFirst())
          .isEqualTo(width == 1700);
      browser.executeScript("document.getElementById('sheet').scrollTop = 1e6");
      assertThat(corner(".gallery")).isEqualTo(picture);
    }
    shown.open(page, 500, "");
    openCard(1);
    assertThat(corner(".gallery").getLast()).isGreaterThan(corner(".sheet-title").getLast());
    assertThat(corner(".gallery").getFirst()).isEqualTo(corner(".sheet-title").getFirst());
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

  /** The second file gets a picture beside it, and two kept examples of its version. */
  private static Path withPictures(Workplace workplace) throws SQLException, IOException {
    Files.write(
        workplace.library().path("model-1.png"), PagePicturesTest.picture("png", 900, 1200));
    workplace
        .catalogue()
        .execute(
            """
            INSERT INTO version_images (id, civitai_id, version_id, url, nsfw_level)
              VALUES (2, 902, 1, 'https://a.example/2.jpeg', 1);
            INSERT INTO image_generation_params (image_id, key, value)
              VALUES (2, 'prompt', 'a second prompt');
            """);
    Path kept = Files.createDirectories(workplace.home().resolve(".cache/tensors/previews/5001"));
    for (int i : List.of(901, 902)) {
      Files.write(kept.resolve(i + ".png"), PagePicturesTest.picture("png", 300 + i, 200));
    }
    return write(workplace, "--nsfw");
  }

  @Test
  void copiesWhereTheBrowserHasNoClipboardForScripts() {
    browser.executeScript("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
    openCard(2);
    shown.find(".paste .copy").click();
    shown.until("document.getElementById('toast').textContent === 'Prompt line copied'");
    assertThat(pasted()).isEqualTo("<lora:model-2:1> word2, another word");
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

  private static String focused() {
    return browser.switchTo().activeElement().findElement(By.cssSelector("h2")).getText();
  }

  @Test
  void showsAMaturePictureOnlyWhenItIsClicked() {
    shown.open(page, "#q=word5,");
    WebElement picture = shown.find(".card-picture");
    assertThat(picture.getDomAttribute("class")).contains("blurred");

    shown.find(".reveal").click();

    assertThat(picture.getDomAttribute("class")).doesNotContain("blurred");
    assertThat(shown.find("#sheet").isDisplayed()).isFalse();
    openCard(5);
    assertThat(shown.find(".stage").getDomAttribute("class")).doesNotContain("blurred");
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

  @ParameterizedTest
  @ValueSource(ints = {400, 1280})
  void keepsLongTextsInTheirPlace(int width, @TempDir Path other) throws SQLException, IOException {
    Workplace hostile = Workplace.in(other);
    library(hostile, 8);
    String words =
        IntStream.range(0, 2000).mapToObj(i -> "word" + i).collect(Collectors.joining(", "));
    hostile
        .catalogue()
        .execute(
            """
            UPDATE models SET name = '%1$s', description = '%1$s', creator_id = 1 WHERE id = 7;
            UPDATE creators SET username = '%1$s' WHERE id = 1;
            UPDATE tags SET name = '%1$s' WHERE id = 1;
            INSERT INTO model_tags VALUES (7, 1);
            UPDATE model_versions SET name = '%1$s', base_model = '%1$s' WHERE id = 7;
            UPDATE trained_words SET word = '%1$s, %2$s' WHERE version_id = 7;
            UPDATE notes SET text = '%1$s';
            """
                .formatted("X".repeat(100_000), words));
    shown.open(write(hostile, "--no-paths"), width, "#open=f8");
    untilOpened();

    assertThat(measured("scrollWidth")).isEqualTo(measured("clientWidth"));
    assertThat(measured("scrollHeight")).isLessThan(7000);
    assertThat(shown.violations()).isEmpty();
    assertThat(shown.find(".note-text + .more").isDisplayed()).isTrue();
    WebElement more = shown.find(".chips + .more");
    assertThat(more.getText()).isEqualTo("Show 1,941 more");
    more.click();
    assertThat(browser.findElements(By.cssSelector(".chips + .chips .chip"))).hasSize(1941);
    assertThat(
            browser.executeScript(
                "return [...document.querySelectorAll('.card-text')].every(it => it.scrollHeight <= it.clientHeight)"))
        .isEqualTo(true);
  }

  private static long measured(String property) {
    return (long) browser.executeScript("return document.getElementById('sheet')." + property);
  }

  @Test
  void showsAPlaceholderInPlaceOfABrokenPicture(@TempDir Path other)
      throws SQLException, IOException {
    Workplace broken = Workplace.in(other);
    library(broken, 3);
    Files.write(broken.library().path("model-1.png"), PagePicturesTest.picture("png", 64, 80));
    Path written = write(broken, "--no-paths");
    try (var pictures = Files.newDirectoryStream(written.resolve("pictures"))) {
      Files.writeString(pictures.iterator().next(), "broken");
    }
    shown.open(written, "#q=word1");

    shown.until("document.querySelector('.card-picture .placeholder') !== null");
    openCard(1);
    shown.until("document.querySelector('.stage .placeholder') !== null");
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
