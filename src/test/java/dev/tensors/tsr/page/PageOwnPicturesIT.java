package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;

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

  @RegisterExtension static final OpenedPage shown = new OpenedPage();

  @TempDir static Path folder;

  private static Path page;
  private static ChromeDriver browser;

  @BeforeAll
  static void writePage() throws SQLException, IOException {
    browser = shown.browser();
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

  @BeforeEach
  void openPage() {
    open(1280, "#view=pictures");
  }

  private static void open(int width, String address) {
    shown.open(page, width, address);
    shown.until("document.querySelector('.own-picture, .card') !== null");
  }

  private static void untilCount(String count) {
    shown.until("document.querySelector('.own-count').textContent === '" + count + "'");
  }

  private static void untilTitle(String title) {
    shown.until("document.getElementById('sheet-title')?.textContent === '" + title + "'");
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
    assertThat(shown.find(".own-picture").getAccessibleName()).isEqualTo("Picture of 1972-09-27");
    shown.find(".own-picture").sendKeys(Keys.END);
    shown.until("document.activeElement.ariaLabel === 'Picture of 1970-01-01'");
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

    shown.find(".own-word").sendKeys("INK lora");
    untilCount("666 of 2,000 pictures");
    shown.find(".own-word").sendKeys(" elsewh");
    untilCount("133 of 2,000 pictures");
    assertThat(address()).isEqualTo("#view=pictures&word=INK+lora+elsewh");
    shown.find(".own-word").sendKeys(" nowhere");
    untilCount("0 of 2,000 pictures");
    open(1280, "#view=pictures&word=ink&made=1970-01-02");
    untilCount("1 of 2,000 pictures");
  }

  @Test
  void followsTheSearchForModels() {
    shown.find("#query").sendKeys("ink");
    untilCount("666 of 2,000 pictures made with the 1 model found");
    shown.find("#query").sendKeys(Keys.ARROW_DOWN);
    assertThat(browser.switchTo().activeElement()).isEqualTo(shown.find(".own-picture"));
  }

  @Test
  void leadsToTheModelsOfAPictureAndBack() {
    open(1280, "#view=pictures&word=ink");
    untilCount("666 of 2,000 pictures");
    shown.find(".own-picture").click();
    untilTitle("Picture of 1972-09-26");
    shown.until("document.querySelector('.makers') !== null");
    assertThat(shown.find(".makers").getText()).isEqualTo("Made with\nbase\nink\n0.5");
    assertThat(shown.find(".shown-prompt .prompt").getText()).isEqualTo("<lora:ink:0.5>");
    assertThat(shown.find(".sheet-side").getText()).contains("1998.png", "ComfyUI");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
    untilTitle("Picture of 1972-09-24");
    assertThat(address()).matches("#view=pictures&word=ink&open=p[0-9a-f]{13}");

    browser.findElements(By.cssSelector(".makers a")).getLast().click();
    untilTitle("ink");
    shown.until("document.querySelectorAll('.thumb').length === 13");
    browser.navigate().back();
    untilTitle("Picture of 1972-09-24");
    browser.navigate().forward();
    untilTitle("ink");
    shown.until("document.querySelector('.all-own') !== null");
    shown.find(".all-own").click();
    untilCount("666 of 2,000 pictures");
    assertThat(address()).matches("#view=pictures&lora=f[0-9a-f]{12}");
    assertThat(shown.find("#sheet").isDisplayed()).isFalse();
  }

  @Test
  void opensAPictureFromItsAddressAndReturnsTheFocus() {
    shown.find(".own-picture").click();
    untilTitle("Picture of 1972-09-27");
    String address = address();
    browser.manage().logs().get(LogType.BROWSER); // what other tests have provoked
    open(1280, address);
    untilTitle("Picture of 1972-09-27");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    shown.until("document.querySelector('.enlarged-count').textContent === '1 of 2,000'");
    new Actions(browser).sendKeys(Keys.ARROW_RIGHT).perform();
    shown.until("document.querySelector('.enlarged-count').textContent === '2 of 2,000'");
    new Actions(browser).sendKeys(Keys.ESCAPE).perform();
    shown.until("document.querySelector('.enlarged[open]') === null");
    untilTitle("Picture of 1972-09-26");
    shown.until("document.activeElement.id === 'sheet-title'");
    new Actions(browser).sendKeys(Keys.ESCAPE).perform();
    shown.until("!document.getElementById('sheet').open");
    shown.until("document.activeElement.ariaLabel === 'Picture of 1972-09-26'");
    assertThat(browser.manage().logs().get(LogType.BROWSER)).isEmpty();
  }

  private static void untilSaid(String text) {
    shown.until("document.getElementById('toast').textContent === '" + text + "'");
  }

  @Test
  void keepsTheViewsInALineAndTheSearchWide() {
    open(800, "#type=LORA");
    assertThat(shown.find(".searchbox").getRect().getWidth()).isGreaterThan(300);
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 320, "height", 700, "deviceScaleFactor", 1, "mobile", false));
    shown.until("innerWidth === 320");
    assertThat(shown.find("#views").getRect().getHeight()).isLessThan(50);
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  @Test
  void offersWhatToLeaveOut() {
    browser.get("about:blank");
    browser.get(page.resolve("index.html").toUri() + "#view=pictures&q=ink&made=1970-01-01");
    untilCount("0 of 2,000 pictures made with the 1 model found");
    assertThat(shown.find("#view-pictures .nothing").getText().replace('\n', ' '))
        .isEqualTo(
            "No picture has all of this. Leave out one of these:"
                + " 1970-01-01 666 pictures Search for models 1 picture");
    browser.findElements(By.cssSelector("#view-pictures .drops button")).getLast().click();
    untilCount("1 of 2,000 pictures");
    assertThat(address()).isEqualTo("#view=pictures&made=1970-01-01");
    assertThat(shown.find("#view-pictures .nothing").isDisplayed()).isFalse();
    assertThat(browser.switchTo().activeElement()).isEqualTo(shown.find(".own-word"));
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
    assertThat(shown.find(".own-filters").isDisplayed()).isFalse();
    assertThat(shown.violations()).isEmpty();
  }

  @Test
  void namesPicturesByTheirPrompts() {
    open(1280, "#view=pictures&word=ink");
    untilCount("666 of 2,000 pictures");
    shown.find(".own-picture").sendKeys(Keys.SHIFT);
    shown.until("document.activeElement.ariaLabel === 'Picture of 1972-09-26: <lora:ink:0.5>'");
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
    shown.until("document.activeElement.ariaLabel.startsWith('Picture of 1972-09-24: <lora:')");
  }

  @Test
  void copiesThePromptByAKey() {
    open(1280, "#view=pictures&word=ink");
    untilCount("666 of 2,000 pictures");
    shown.find(".own-picture").sendKeys("p");
    untilSaid("Prompt copied");
    shown.find(".own-picture").sendKeys("c");
    untilSaid("A picture has no prompt line; p copies its prompt");
    shown.find(".own-picture").click();
    untilTitle("Picture of 1972-09-26");
    browser.switchTo().activeElement().sendKeys("w");
    untilSaid("A picture has no trigger words; p copies its prompt");
    browser.switchTo().activeElement().sendKeys("p");
    untilSaid("Prompt copied");

    open(1280, "#view=pictures&made=1970-01-01");
    untilCount("1 of 2,000 pictures");
    shown.find(".own-picture").sendKeys("p");
    untilSaid("No prompt of this picture is known");
  }

  @Test
  void showsTheLatestInTheFilmstripOfACard() {
    open(1280, "");
    List<String> names =
        IntStream.rangeClosed(1, 12).mapToObj(i -> "Your picture, " + i + " of 12").toList();
    shown.find("a.card").click();
    shown.until("document.querySelectorAll('button.thumb').length === 12");
    assertThat(browser.findElements(By.cssSelector("button.thumb")))
        .extracting(WebElement::getAccessibleName)
        .isEqualTo(names);
    shown.until("document.querySelector('.shown-prompt .settings') !== null");
  }

  @ParameterizedTest
  @CsvSource({"light, 320", "dark, 320", "light, 800", "dark, 800", "light, 1300", "dark, 1300"})
  void isAccessible(String scheme, int width) {
    shown.emulate("prefers-color-scheme", scheme);
    open(width, "#view=pictures");
    untilCount("2,000 pictures");
    assertThat(shown.violations()).isEmpty();
    shown.find(".own-picture").click();
    shown.until("document.querySelector('.sheet-side .facts') !== null");
    assertThat(shown.violations()).isEmpty();
    shown.emulate("prefers-color-scheme", "");
  }
}
