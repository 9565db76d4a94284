package dev.tensors.tsr.page;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A page in a browser, as a test looks at it. */
final class OpenedPage implements AutoCloseable {

  private final ChromeDriver browser = Chromium.open(true);

  ChromeDriver browser() {
    return browser;
  }

  /** Opens a page in a window of a width, in pixels. */
  void open(Path page, int width, String address) {
    browser.manage().window().setSize(new Dimension(width, 900));
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
        Map.of("permissions", java.util.List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    return (String)
        browser.executeAsyncScript(
            "const done = arguments[0]; navigator.clipboard.readText().then(done, (e) => done(String(e)))");
  }

  @Override
  public void close() {
    browser.quit();
  }
}
