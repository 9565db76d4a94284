package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The view of the user's own pictures. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageOwnPicturesIT {

  /**
   * 2000 pictures in pairs of a day; each third is made with the LoRA ink, each fifth with a model
   * that is not here, all with the checkpoint. They are one file, since drawing takes time.
   */
  private static final String PICTURES =
      """
      UPDATE local_files SET type = iif(file_path LIKE '%%ink%%', 'LORA', 'Checkpoint');
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO own_images (id, path, size_bytes, mtime_ns, tool, prompt)
        SELECT i, '%1$s/' || i || '.png', 1, (i / 2) * 86400000000000, 'ComfyUI', NULL FROM n;
      INSERT INTO own_image_models (image_id, type, name, weight)
        SELECT id, 'checkpoint', 'base.safetensors', NULL FROM own_images;
      INSERT INTO own_image_models (image_id, type, name, weight)
        SELECT id, 'lora', 'ink', 0.5 FROM own_images WHERE id %% 3 = 0;
      INSERT INTO own_image_models (image_id, type, name, weight)
        SELECT id, 'lora', 'Elsewhere', 1 FROM own_images WHERE id %% 5 = 0;
      """;

  @TempDir static Path folder;

  private static Path page;
  private static ChromeDriver browser;

  @BeforeAll
  static void writePage() throws SQLException, IOException {
    browser = Chromium.open(true);
    Workplace workplace = Workplace.in(folder);
    workplace.library().model("ink.safetensors", 1);
    workplace.library().model("base.safetensors", 2);
    Path out = Files.createDirectories(workplace.home().resolve("out"));
    Path first = out.resolve("1.png");
    Files.write(first, PagePicturesTest.picture("png", 90, 60));
    for (int i = 2; i <= 2000; i++) {
      Files.createLink(out.resolve(i + ".png"), first);
    }
    workplace.scan().catalogue().execute(PICTURES.formatted(out));
    page = workplace.home().resolve("page");
    workplace.tsr().with("TZ", "America/New_York").db("page", "--pictures", page).exits(0);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void openPage() {
    open(1280, "#view=pictures");
  }

  private static void open(int width, String address) {
    browser.manage().window().setSize(new Dimension(width, 900));
    browser.get("about:blank");
    browser.get(page.resolve("index.html").toUri() + address);
    until("document.querySelector('.own-picture, .card') !== null");
  }

  private static void until(String condition) {
    new WebDriverWait(browser, Duration.ofSeconds(20), Duration.ofMillis(20))
        .withMessage(condition)
        .until(driver -> Boolean.TRUE.equals(browser.executeScript("return " + condition)));
  }

  private static WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  private static void untilCount(String count) {
    until("document.querySelector('.own-count').textContent === '" + count + "'");
  }

  private static void untilTitle(String title) {
    until("document.getElementById('sheet-title')?.textContent === '" + title + "'");
  }

  private static String address() {
    return String.valueOf(browser.executeScript("return location.hash"));
  }

  private static Select list(String label) {
    return new Select(
        browser.findElement(By.xpath("//label[span='" + label + "' and @class!='']/select")));
  }

  @Test
  void showsAllOfWhichFewHaveElements() {
    untilCount("2,000 pictures");
    assertThat(browser.findElements(By.className("own-cell")).size()).isBetween(10, 150);
    assertThat(find(".own-picture").getAccessibleName()).isEqualTo("Picture of 1972-09-27");
    find(".own-picture").sendKeys(Keys.END);
    until("document.activeElement.ariaLabel === 'Picture of 1970-01-01'");
    assertThat(browser.findElements(By.className("own-cell")).size()).isLessThan(150);
  }

  @Test
  void filtersByModelLoraDayAndWord() {
    list("LoRA").selectByVisibleText("ink (666)");
    untilCount("666 of 2,000 pictures");
    assertThat(address()).matches("#view=pictures&lora=f[0-9a-f]{12}");
    list("LoRA").selectByVisibleText("Elsewhere (400)");
    untilCount("400 of 2,000 pictures");
    list("Model").selectByVisibleText("base (400)");
    untilCount("400 of 2,000 pictures");
    list("Day").selectByVisibleText("1970-01-06 (1)");
    untilCount("1 of 2,000 pictures");
    browser.executeScript("document.querySelector('.own-filters .button').click()");
    untilCount("2,000 pictures");

    find(".own-word").sendKeys("INK lora");
    untilCount("666 of 2,000 pictures");
    find(".own-word").sendKeys(" elsewh");
    untilCount("133 of 2,000 pictures");
    assertThat(address()).isEqualTo("#view=pictures&word=INK+lora+elsewh");
    find(".own-word").sendKeys(" nowhere");
    untilCount("0 of 2,000 pictures");
    open(1280, "#view=pictures&word=ink&made=1970-01-02");
    untilCount("1 of 2,000 pictures");
  }

  @Test
  void followsTheSearchForModels() {
    find("#query").sendKeys("ink");
    untilCount("666 of 2,000 pictures made with the 1 model found");
    find("#query").sendKeys(Keys.ARROW_DOWN);
    assertThat(browser.switchTo().activeElement()).isEqualTo(find(".own-picture"));
  }

  @Test
  void leadsToTheModelsOfAPictureAndBack() {
    open(1280, "#view=pictures&word=ink");
    untilCount("666 of 2,000 pictures");
    find(".own-picture").click();
    untilTitle("Picture of 1972-09-26");
    until("document.querySelector('.makers') !== null");
    assertThat(find(".makers").getText()).isEqualTo("Made with\nbase\nink\n0.5");
    assertThat(find(".shown-prompt .prompt").getText()).isEqualTo("<lora:ink:0.5>");
    assertThat(find(".sheet-side").getText()).contains("1998.png", "ComfyUI");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
    untilTitle("Picture of 1972-09-24");
    assertThat(address()).matches("#view=pictures&word=ink&open=p[0-9a-f]{13}");

    browser.findElements(By.cssSelector(".makers a")).getLast().click();
    untilTitle("ink");
    until("document.querySelectorAll('.thumb').length === 13");
    browser.navigate().back();
    untilTitle("Picture of 1972-09-24");
    browser.navigate().forward();
    untilTitle("ink");
    until("document.querySelector('.all-own') !== null");
    find(".all-own").click();
    untilCount("666 of 2,000 pictures");
    assertThat(address()).matches("#view=pictures&lora=f[0-9a-f]{12}");
    assertThat(find("#sheet").isDisplayed()).isFalse();
  }

  @Test
  void opensAPictureFromItsAddressAndReturnsTheFocus() {
    find(".own-picture").click();
    untilTitle("Picture of 1972-09-27");
    String address = address();
    browser.manage().logs().get(LogType.BROWSER); // what other tests have provoked
    open(1280, address);
    untilTitle("Picture of 1972-09-27");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    until("document.querySelector('.enlarged-count').textContent === '1 of 2,000'");
    new Actions(browser).sendKeys(Keys.ARROW_RIGHT).perform();
    until("document.querySelector('.enlarged-count').textContent === '2 of 2,000'");
    new Actions(browser).sendKeys(Keys.ESCAPE).perform();
    until("document.querySelector('.enlarged[open]') === null");
    untilTitle("Picture of 1972-09-26");
    until("document.activeElement.id === 'sheet-title'");
    new Actions(browser).sendKeys(Keys.ESCAPE).perform();
    until("!document.getElementById('sheet').open");
    until("document.activeElement.ariaLabel === 'Picture of 1972-09-26'");
    assertThat(browser.manage().logs().get(LogType.BROWSER)).isEmpty();
  }

  private static void untilSaid(String text) {
    until("document.getElementById('toast').textContent === '" + text + "'");
  }

  @Test
  void keepsTheViewsInALineAndTheSearchWide() {
    open(800, "#type=LORA");
    assertThat(find(".searchbox").getRect().getWidth()).isGreaterThan(300);
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 320, "height", 700, "deviceScaleFactor", 1, "mobile", false));
    until("innerWidth === 320");
    assertThat(find("#views").getRect().getHeight()).isLessThan(50);
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  @Test
  void offersWhatToLeaveOut() {
    browser.get("about:blank");
    browser.get(page.resolve("index.html").toUri() + "#view=pictures&q=ink&made=1970-01-01");
    untilCount("0 of 2,000 pictures made with the 1 model found");
    assertThat(find("#view-pictures .nothing").getText().replace('\n', ' '))
        .isEqualTo(
            "No picture has all of this. Leave out one of these:"
                + " 1970-01-01 666 pictures Search for models 1 picture");
    browser.findElements(By.cssSelector("#view-pictures .drops button")).getLast().click();
    untilCount("1 of 2,000 pictures");
    assertThat(address()).isEqualTo("#view=pictures&made=1970-01-01");
    assertThat(find("#view-pictures .nothing").isDisplayed()).isFalse();
    assertThat(browser.switchTo().activeElement()).isEqualTo(find(".own-word"));
  }

  @Test
  void saysThatAllAreLeftOut(@TempDir Path other) throws SQLException, IOException {
    Workplace mature = Workplace.in(other);
    mature.library().model("ink.safetensors", 1);
    Path picture = mature.home().resolve("1.png");
    Files.write(picture, PagePicturesTest.picture("png", 90, 60));
    mature
        .scan()
        .catalogue()
        .execute(
            """
            INSERT INTO models (id, civitai_id, name, type, nsfw) VALUES (1, 100, 'Ink', 'LORA', 1);
            UPDATE local_files SET civitai_model_id = 100;
            INSERT INTO own_images (id, path, size_bytes, mtime_ns) VALUES (1, '%s', 1, 1);
            INSERT INTO own_image_models (image_id, type, name) VALUES (1, 'lora', 'ink');
            """
                .formatted(picture));
    Path written = mature.home().resolve("page");
    mature.tsr().db("page --pictures", written).exits(0);
    browser.get("about:blank");
    browser.get(written.resolve("index.html").toUri() + "#view=pictures");
    untilCount("0 pictures; 1 left out, not PG");
    assertThat(find(".own-filters").isDisplayed()).isFalse();
    assertThat(violations()).isEmpty();
  }

  @Test
  void namesPicturesByTheirPrompts() {
    open(1280, "#view=pictures&word=ink");
    untilCount("666 of 2,000 pictures");
    find(".own-picture").sendKeys(Keys.SHIFT);
    until("document.activeElement.ariaLabel === 'Picture of 1972-09-26: <lora:ink:0.5>'");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
    until("document.activeElement.ariaLabel.startsWith('Picture of 1972-09-24: <lora:')");
  }

  @Test
  void copiesThePromptByAKey() {
    open(1280, "#view=pictures&word=ink");
    untilCount("666 of 2,000 pictures");
    find(".own-picture").sendKeys("p");
    untilSaid("Prompt copied");
    find(".own-picture").sendKeys("c");
    untilSaid("A picture has no prompt line; p copies its prompt");
    find(".own-picture").click();
    untilTitle("Picture of 1972-09-26");
    browser.switchTo().activeElement().sendKeys("w");
    untilSaid("A picture has no trigger words; p copies its prompt");
    browser.switchTo().activeElement().sendKeys("p");
    untilSaid("Prompt copied");

    open(1280, "#view=pictures&made=1970-01-01");
    untilCount("1 of 2,000 pictures");
    find(".own-picture").sendKeys("p");
    untilSaid("No prompt of this picture is known");
  }

  @Test
  void showsTheLatestInTheFilmstripOfACard() {
    open(1280, "");
    List<String> names =
        IntStream.rangeClosed(1, 12).mapToObj(i -> "Your picture, " + i + " of 12").toList();
    find("a.card").click();
    until("document.querySelectorAll('button.thumb').length === 12");
    assertThat(browser.findElements(By.cssSelector("button.thumb")))
        .extracting(WebElement::getAccessibleName)
        .isEqualTo(names);
    until("document.querySelector('.shown-prompt .settings') !== null");
  }

  @ParameterizedTest
  @CsvSource({"light, 320", "dark, 320", "light, 800", "dark, 800", "light, 1300", "dark, 1300"})
  void isAccessible(String scheme, int width) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    open(width, "#view=pictures");
    untilCount("2,000 pictures");
    assertThat(violations()).isEmpty();
    find(".own-picture").click();
    until("document.querySelector('.sheet-side .facts') !== null");
    assertThat(violations()).isEmpty();
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  private static List<String> violations() {
    return new AxeBuilder()
        .analyze(browser).getViolations().stream()
            .map((Rule rule) -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
            .toList();
  }
}
