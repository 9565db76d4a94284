package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.openqa.selenium.support.ui.Select;

/**
 * What the page hands over: lines of a card, and texts of several selected ones; and how it is
 * printed.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageSelectIT {

  private static final String FILES =
      """
      INSERT INTO models (id, civitai_id, name, type, download_count) VALUES
        (1, 100, 'Fog', 'LORA', 1), (2, 200, 'Mist', 'LORA', 1), (3, 300, 'Plain', 'Checkpoint', 1);
      INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index) VALUES
        (1, 101, 1, 'v1', 'SDXL 1.0', 0), (2, 201, 2, 'v1', 'Pony', 0), (3, 301, 3, 'v1', 'Pony', 0);
      INSERT INTO trained_words (version_id, word, position) VALUES (1, 'fog, gulls', 0);
      INSERT INTO version_images (id, civitai_id, version_id, url, nsfw_level)
        VALUES (1, 901, 1, 'https://a.example/1.jpeg', 1);
      INSERT INTO image_generation_params (image_id, key, value) VALUES (1, 'prompt', 'a calm prompt');
      INSERT INTO local_files (file_path, sha256, size_bytes, mtime_ns, civitai_model_id, civitai_version_id)
        SELECT '%1$s/' || column1, printf('%%012X%%052X', column2, 0), 1048576, 0, column3, column3 + 1
        FROM (VALUES ('a fog''s.safetensors', 1, 100), ('mist.safetensors', 2, 200), ('plain.safetensors', 3, 300),
          ('own.safetensors', 4, NULL), ('bad' || char(10) || 'name.safetensors', 5, NULL),
          ('a&calc.safetensors', 6, NULL));
      """;

  @RegisterExtension static final OpenedPage shown = new OpenedPage();

  @TempDir static Path folder;

  private static Workplace workplace;
  private static Path page;
  private static ChromeDriver browser;

  @BeforeAll
  static void writePage() throws SQLException {
    browser = shown.browser();
    workplace = OpenedPage.place(folder, FILES);
    page = write("page");
  }

  private static Path path(String name) {
    return workplace.library().path(name);
  }

  private static Path write(String name, Object... options) {
    Path page = workplace.home().resolve(name);
    workplace.tsr().db("page", page, List.of(options)).exits(0);
    return page;
  }

  @BeforeEach
  void openPage() {
    shown.open(page, 1280, "#sort=name");
  }

  private static WebElement card(String name) {
    return browser.findElements(By.cssSelector("a.card")).stream()
        .filter(card -> card.findElement(By.cssSelector("h2")).getText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void untilSaid(String text) {
    shown.until("document.getElementById('toast').textContent === " + quoted(text));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  @Test
  void copiesALineAtSight() {
    WebElement cell = card("Fog").findElement(By.xpath(".."));
    new Actions(browser).moveToElement(cell).perform();
    cell.findElement(By.cssSelector(".card-copy")).click();
    untilSaid("Prompt line copied");
    assertThat(shown.copied()).isEqualTo("<lora:a fog's:1> fog, gulls");
    assertThat(shown.find("#sheet").isDisplayed()).isFalse();
    assertThat(card("Plain").findElement(By.xpath("..")).findElements(By.cssSelector(".card-copy")))
        .isEmpty();
  }

  @Test
  void tellsModelsOfOneNameApart(@TempDir Path other) throws SQLException {
    Workplace twins = OpenedPage.place(other, FILES);
    twins
        .catalogue()
        .execute(
            """
            UPDATE models SET name = 'Fog';
            UPDATE model_versions SET name = 'v2' WHERE id = 2;
            INSERT INTO own_images (id, path, size_bytes, mtime_ns) VALUES (1, '/p/1.png', 1, 1);
            """);
    Path page = twins.home().resolve("page");
    twins.tsr().db("page", page).exits(0);
    shown.open(page, 1280, "#type=LORA&type=Checkpoint");
    assertThat(browser.findElements(By.cssSelector(".card-pick")))
        .extracting(it -> it.getDomAttribute("aria-label"))
        .containsExactlyInAnyOrder(
            "Select Fog · a fog's.safetensors",
            "Select Fog · v2",
            "Select Fog · plain.safetensors");
    assertThat(browser.findElements(By.cssSelector(".card-copy")))
        .extracting(it -> it.getDomAttribute("aria-label"))
        .contains("Copy the prompt line of Fog · v2");
    shown.open(page, 1280, "#view=library&type=LORA");
    assertThat(shown.find("#view-library").getText())
        .contains("Fog · v2", "Fog · a fog's.safetensors");
  }

  @Test
  void copiesByKeys() {
    shown.find("#query").sendKeys(Keys.ARROW_DOWN);
    browser.switchTo().activeElement().sendKeys("wait"); // other letters do nothing
    shown.js("document.querySelector('a.card').focus()");
    focus("Fog").sendKeys("w");
    untilSaid("Trigger words copied");
    assertThat(shown.copied()).isEqualTo("fog, gulls");
    focus("Fog").sendKeys("p");
    untilSaid("Prompt copied");
    assertThat(shown.copied()).isEqualTo("a calm prompt");
    focus("Mist").sendKeys("c");
    untilSaid("Prompt line copied");
    assertThat(shown.copied()).isEqualTo("<lora:mist:1>");
    focus("Mist").sendKeys("p");
    untilSaid("No prompt of this model is known");
    focus("Plain").sendKeys("c");
    untilSaid("This model has neither trigger words nor a tag");

    focus("Fog").sendKeys(Keys.ENTER);
    shown.until("document.querySelector('#sheet[open] .section') !== null");
    browser.switchTo().activeElement().sendKeys("w");
    untilSaid("Trigger words copied");
    assertThat(shown.js("return document.getElementById('toast').closest('#sheet') !== null"))
        .isEqualTo(true);
  }

  private static WebElement focus(String name) {
    WebElement card = card(name);
    shown.js("arguments[0].focus()", card);
    return card;
  }

  private static String bar() {
    return shown.find("#hand .hand-text").getText();
  }

  @Test
  void selectsByMouse() {
    new Actions(browser).keyDown(Keys.CONTROL).click(card("Fog")).keyUp(Keys.CONTROL).perform();
    assertThat(bar()).isEqualTo("1 file, 1.0 MiB");
    new Actions(browser).keyDown(Keys.SHIFT).click(card("Plain")).keyUp(Keys.SHIFT).perform();
    assertThat(bar()).startsWith("4 files, 4.0 MiB"); // Fog, Mist, own and Plain
    new Actions(browser).moveToElement(card("own")).perform();
    card("own").findElement(By.xpath("..")).findElement(By.cssSelector(".card-pick")).click();
    assertThat(bar()).startsWith("3 files, 3.0 MiB");
    assertThat(shown.find("#sheet").isDisplayed()).isFalse();

    shown.find("#query").sendKeys("fog");
    assertThat(bar()).endsWith(", 2 not shown"); // they stay selected
    shown.find("#hand [aria-label='Select none']").click();
    assertThat(shown.find("#hand").isDisplayed()).isFalse();
  }

  @Test
  void selectsByKeyboard() {
    focus("Fog").sendKeys(Keys.SPACE);
    browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    browser.switchTo().activeElement().sendKeys(Keys.chord(Keys.SHIFT, Keys.SPACE));
    assertThat(bar()).startsWith("3 files");
    browser.switchTo().activeElement().sendKeys(Keys.chord(Keys.CONTROL, "a"));
    assertThat(bar()).startsWith("6 files");
    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertThat(shown.find("#hand").isDisplayed()).isFalse();
    browser
        .switchTo()
        .activeElement()
        .sendKeys(Keys.TAB, Keys.SPACE); // the checkbox follows the card
    assertThat(bar()).startsWith("1 file");
  }

  @Test
  void selectsByALongPress() {
    shown.js(
        """
        const fire = (type) => arguments[0].dispatchEvent(
          new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: 'touch', button: 0 }));
        window.fire = fire;
        fire('pointerdown');
        """,
        card("Fog"));
    shown.until("!document.getElementById('hand').hidden");
    shown.js("fire('pointerup'); fire('click')");
    assertThat(bar()).startsWith("1 file");
    shown.js(
        """
        arguments[0].dispatchEvent(
          new PointerEvent('click', { bubbles: true, cancelable: true, pointerType: 'touch', button: 0 }))
        """,
        card("Mist"));
    assertThat(bar()).startsWith("2 files");
    assertThat(shown.find("#sheet").isDisplayed()).isFalse();
  }

  private static void select(String... names) {
    for (String name : names) {
      focus(name).sendKeys(Keys.SPACE);
    }
  }

  private static void copy(String what) {
    new Select(shown.find("#hand [aria-label='What to copy']")).selectByVisibleText(what);
    shown.find("#hand .button").click();
  }

  private static void shell(String shell) {
    new Select(shown.find("#hand [aria-label='For which shell']")).selectByVisibleText(shell);
  }

  @Test
  void handsOver() {
    select("Fog", "Mist", "own");
    copy("Prompt lines");
    untilSaid("Prompt lines of 2 files copied");
    assertThat(shown.copied()).isEqualTo("<lora:a fog's:1> fog, gulls\n<lora:mist:1>");

    copy("Paths");
    shell("bash, zsh");
    shown.find("#hand .button").click();
    untilSaid("Paths of 3 files copied");
    String fog = path("a fog's.safetensors").toString();
    String mist = path("mist.safetensors").toString();
    String own = path("own.safetensors").toString();
    assertThat(shown.copied()).isEqualTo("'" + fog.replace("'", "'\\''") + "' " + mist + " " + own);

    copy("tsr ignore");
    untilSaid("Command of 2 files copied");
    assertThat(shown.copied()).isEqualTo("tsr ignore '" + fog.replace("'", "'\\''") + "' " + mist);

    copy("tsr note --tag");
    untilSaid("Write the tag that the files are to have");
    shell("PowerShell");
    shown.find("#hand [aria-label=Tag]").sendKeys("it's \u2019new\u2019", Keys.ENTER);
    untilSaid("Command of 3 files copied");
    assertThat(shown.copied())
        .isEqualTo(
            "tsr note '--tag=it''s \u2019\u2019new\u2019\u2019' '"
                + fog.replace("'", "''")
                + "' "
                + mist
                + " "
                + own);

    copy("JSON");
    untilSaid("JSON of 3 files copied");
    assertThat(shown.copied())
        .startsWith("[\n  {\n    \"file_path\": \"" + fog + "\",\n")
        .contains("\"triggers\": [\n      \"fog\",\n      \"gulls\"\n    ]");

    shown.open(page, 1280, "");
    select("Fog");
    new Select(shown.find("#hand [aria-label='What to copy']")).selectByVisibleText("Paths");
    assertThat(
            new Select(shown.find("#hand [aria-label='For which shell']"))
                .getFirstSelectedOption()
                .getText())
        .isEqualTo("PowerShell");
  }

  @Test
  void refusesANameThatAShellWouldMisread() {
    select("Fog", "bad name");
    copy("Paths");
    shown.until("document.getElementById('toast').textContent.startsWith('A name has a control')");
    copy("JSON");
    untilSaid("JSON of 2 files copied");
  }

  /** Tags that a command would take for an option, and zsh for a program. */
  @ParameterizedTest
  @CsvSource({
    "--clear,tsr note --tag=--clear",
    "=ls,'tsr note ''--tag==ls'''",
    "'$(id) `id`','tsr note ''--tag=$(id) `id`'''"
  })
  void handsOverATagAsOne(String tag, String start) {
    select("Mist");
    copy("tsr note --tag");
    shell("bash, zsh");
    shown.find("#hand [aria-label=Tag]").sendKeys(tag, Keys.ENTER);
    untilSaid("Command of 1 file copied");
    assertThat(shown.copied()).isEqualTo(start + " " + path("mist.safetensors"));
  }

  /**
   * On Windows tsr is a batch file, and PowerShell puts only an argument with a space in quotes for
   * cmd.exe, which would run what follows the sign.
   */
  @Test
  void refusesANameThatABatchFileWouldRun() {
    select("a&calc");
    copy("tsr note --tag");
    shell("PowerShell");
    shown.find("#hand [aria-label=Tag]").sendKeys("new", Keys.ENTER);
    untilSaid(
        "On Windows, cmd.exe would run a part of this name; leave it out: "
            + path("a&calc.safetensors"));
    copy("Paths"); // for commands of PowerShell
    untilSaid("Paths of 1 file copied");
    assertThat(shown.copied()).isEqualTo("'" + path("a&calc.safetensors") + "'");
  }

  @Test
  void refusesATagWithAComma() {
    select("Mist");
    copy("tsr note --tag");
    shown.find("#hand [aria-label=Tag]").sendKeys("sea, fog", Keys.ENTER);
    untilSaid("A tag has no comma; copy a command for each tag");
  }

  @Test
  void offersToCopyTheFilesWhoseNamesAShellTakes() {
    shown.find("#query").sendKeys(Keys.ARROW_DOWN);
    browser.switchTo().activeElement().sendKeys(Keys.chord(Keys.CONTROL, "a"));
    copy("tsr note --tag");
    shell("PowerShell");
    shown.find("#hand [aria-label=Tag]").sendKeys("new", Keys.ENTER);
    untilSaid(
        "This shell would misread 2 names: %s, %s"
            .formatted(path("a&calc.safetensors"), path("bad\ufffdname.safetensors")));
    WebElement others = shown.find("#hand .hand-others");
    assertThat(others.getText()).isEqualTo("Copy the other 4");
    others.click();
    untilSaid("Command of 4 files copied");
    assertThat(shown.copied())
        .startsWith("tsr note --tag=new ")
        .contains("mist")
        .doesNotContain("calc", "bad");
    assertThat(others.isDisplayed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"b & w,true", "b&w,false", "100 % sea,false", "a|b,false", "a^b,false", "a (1),true"})
  void refusesATagThatABatchFileWouldRun(String tag, boolean isTaken) {
    select("Mist");
    copy("tsr note --tag");
    shell("PowerShell");
    shown.find("#hand [aria-label=Tag]").sendKeys(tag, Keys.ENTER);
    untilSaid(
        isTaken
            ? "Command of 1 file copied"
            : "On Windows, cmd.exe would run a part of this name; leave it out: --tag=" + tag);
  }

  @Test
  void offersNothingThatNeedsPathsWhereThereAreNone() {
    shown.open(write("without", "--no-paths"), 1280, "");
    select("Fog");
    assertThat(new Select(shown.find("#hand [aria-label='What to copy']")).getOptions())
        .extracting(WebElement::getText)
        .containsExactly("Prompt lines", "JSON");
    copy("JSON");
    untilSaid("JSON of 1 file copied");
    assertThat(shown.copied()).contains("\"name\": \"a fog's.safetensors\"").doesNotContain("/");
  }

  /** A file with CivitAI's words, the user's own, those of a header, and a copy. */
  @Test
  void handsOverWhatListSays(@TempDir Path other) throws SQLException, IOException {
    Workplace some = Workplace.in(other);
    some.library().model("fog.safetensors", 1);
    some.library().model("a copy/fog.safetensors", 1);
    some.library().model("rain.safetensors", 2);
    some.library().model("snow.safetensors", 16, 3, "{\"modelspec.trigger_phrase\": \"white\"}");
    some.scan()
        .catalogue()
        .execute(
            """
            INSERT INTO creators (id, username) VALUES (1, 'ann');
            INSERT INTO models (id, civitai_id, name, type, creator_id) VALUES
              (1, 100, 'Fog', 'LORA', 1), (2, 200, 'Rain', 'LORA', 1);
            INSERT INTO model_versions (id, civitai_id, model_id, name, base_model) VALUES
              (1, 101, 1, 'v1', 'SDXL 1.0'), (2, 201, 2, 'v1', 'Pony');
            INSERT INTO trained_words (version_id, word, position) VALUES
              (1, 'fog, gulls', 0), (2, 'rain', 0);
            INSERT INTO tags (id, name) VALUES (1, 'sea');
            INSERT INTO model_tags VALUES (1, 1);
            UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101
              WHERE file_path LIKE '%/fog.%';
            UPDATE local_files SET civitai_model_id = 200, civitai_version_id = 201
              WHERE file_path LIKE '%/rain.%';
            """);
    some.tsr()
        .db(
            "note --triggers storm --tag mine --rating 4 --favourite --text good",
            some.library().path("rain.safetensors"))
        .exits(0);
    Path written = some.home().resolve("page");
    some.tsr().db("page", written).exits(0);
    shown.open(written, 1280, "");
    shown.find("#query").sendKeys(Keys.ARROW_DOWN);
    browser.switchTo().activeElement().sendKeys(Keys.chord(Keys.CONTROL, "a"));
    copy("JSON");
    untilSaid("JSON of 4 files copied");
    assertThat(files(shown.copied()))
        .isEqualTo(
            files(
                some.tsr()
                    .db(
                        "list --json --fields file_path,size_bytes,model_name,model_type,"
                            + "version_name,base_model,creator,triggers,tags,note,rating,favourite")
                    .exits(0)
                    .out()));
  }

  /** The files of a JSON array, by their paths. */
  private static Map<String, JsonNode> files(String json) throws IOException {
    Map<String, JsonNode> files = new TreeMap<>();
    new ObjectMapper()
        .readTree(json)
        .forEach(file -> files.put(file.get("file_path").asText(), file));
    return files;
  }

  @Test
  void printsAnOpenCardWithoutItsControls() throws IOException {
    Path picture = path("mist.png");
    Files.write(picture, PagePicturesTest.picture("png", 60, 90));
    Path pictured = write("pictured");
    Files.delete(picture);
    shown.open(pictured, 1280, "#q=mist");
    shown.find("a.card").click();
    shown.until("document.querySelector('.facts') !== null");
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    assertThat(shown.find(".enlarge img").isDisplayed()).isTrue();
    assertThat(shown.find(".paste-text").isDisplayed()).isTrue();
    assertThat(shown.find(".paste-buttons").isDisplayed()).isFalse();
    assertThat(shown.find(".sheet-head").isDisplayed()).isFalse();
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  @Test
  void printsAllCardsOfTheFilter() {
    shown.open(page, 1280, "#type=LORA");
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    shown.js("dispatchEvent(new Event('beforeprint'))");
    assertThat(shown.find(".printed").getText())
        .contains("Fog\nLORA · SDXL 1.0 · v1\nfog, gulls", "Mist\n");
    assertThat(shown.find("#app > .bar").isDisplayed()).isFalse();
    shown.js("dispatchEvent(new Event('afterprint'))");
    assertThat(shown.find(".printed").getText()).isEmpty();
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  @ParameterizedTest
  @CsvSource({"light, 320", "dark, 320", "light, 800", "dark, 800", "light, 1300", "dark, 1300"})
  void isAccessible(String scheme, int width) throws IOException {
    shown.emulate("prefers-color-scheme", scheme);
    for (String address : List.of("", "#view=library", "#type=LORA&not.base=Pony&q=tag:x")) {
      shown.open(page, width, address);
      shown.untilDrawn();
      assertThat(shown.violations()).as(address).isEmpty();
    }
    shown.open(page, width, "");
    shown.untilDrawn(); // the cards are made anew when the grid has its width
    select("Fog");
    assertThat(shown.violations()).isEmpty();
    shown.picture("selected-" + scheme + "-" + width);
    if (width < 1100) {
      shown.find("#open-filters").click();
      shown.untilDrawn();
      assertThat(shown.violations()).isEmpty();
      shown.picture("sheet-" + scheme + "-" + width);
    }
    shown.open(page, width, "#view=library");
    shown.picture("library-" + scheme + "-" + width);
    shown.emulate("prefers-color-scheme", "");
  }
}
