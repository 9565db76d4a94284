package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** An opened card: its pictures, its texts, and what is copied of them. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageCardIT extends PageOfModels {

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
}
