package dev.tensors.tsr.page;

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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A page in a browser, as a test looks at it. The browser is open while the tests of a class run.
 */
final class OpenedPage implements BeforeAllCallback, AfterAllCallback {

  private ChromeDriver browser;

  /** A place whose catalogue has what some SQL inserts; it is given the path of the library. */
  static Workplace place(Path folder, String sql) throws SQLException {
    Workplace workplace = Workplace.in(folder);
    workplace.library().model("first.safetensors", 1);
    workplace.scan().catalogue().execute("DELETE FROM local_files");
    workplace.catalogue().execute(sql.formatted(workplace.library().path("")));
    return workplace;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    browser = Chromium.open(true);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (browser != null) {
      browser.quit();
    }
  }

  ChromeDriver browser() {
    return browser;
  }

  /** Opens a page in a window of a width, in pixels. */
  void open(Path page, int width, String address) {
    browser.manage().window().setSize(new Dimension(width, 900));
    open(page, address);
  }

  /** Opens a page in the window as it is. */
  void open(Path page, String address) {
    browser.get("about:blank");
    browser.get(page.resolve("index.html").toUri() + address);
  }

  WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  Object js(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  void until(String condition) {
    new WebDriverWait(browser, Duration.ofSeconds(20), Duration.ofMillis(20))
        .withMessage(condition)
        .until(driver -> Boolean.TRUE.equals(js("return " + condition)));
  }

  /** Waits until what was changed is drawn, and the panel has followed. */
  void untilDrawn() {
    browser.executeAsyncScript(
        "const done = arguments[0]; requestAnimationFrame(() => setTimeout(() =>"
            + " requestAnimationFrame(() => done()), 0))");
  }

  /** What the clipboard has. */
  String copied() {
    browser.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    return (String)
        browser.executeAsyncScript(
            "const done = arguments[0]; navigator.clipboard.readText().then(done, (e) => done(String(e)))");
  }

  /** Has the browser say that a feature of CSS has this value; empty: its own. */
  void emulate(String feature, String value) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** What is not accessible. */
  List<String> violations() {
    return new AxeBuilder()
        .analyze(browser).getViolations().stream()
            .map((Rule rule) -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
            .toList();
  }

  /** For people to look at. */
  void picture(String name) throws IOException {
    Path pictures = Files.createDirectories(Path.of("target/page"));
    Files.write(pictures.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }
}
