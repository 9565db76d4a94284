package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The HTML, CSS and JavaScript of the page are formatted as Prettier does it, which runs in the
 * browser that is installed anyway. How a file would be formatted is left in target/web.
 */
@Tag("long")
class WebFormatIT {

  private static final Path SOURCES = Path.of("src/main/web");

  private static final String PRETTIER = "META-INF/resources/webjars/prettier/";

  private static final String FORMAT =
      """
      const [source, filepath, done] = arguments;
      const plugins = Object.values(prettierPlugins);
      prettier.format(source, { filepath, plugins, printWidth: 100 }).then(done, e => done(String(e)));
      """;

  @Test
  void isFormatted() throws IOException {
    ChromeDriver browser = Chromium.open(true);
    try {
      for (String script : List.of("standalone", "plugins/babel", "plugins/estree")) {
        run(browser, script);
      }
      for (String script : List.of("plugins/postcss", "plugins/html")) {
        run(browser, script);
      }
      try (Stream<Path> files = Files.list(SOURCES)) {
        for (Path file : files.sorted().toList()) {
          check(browser, file);
        }
      }
    } finally {
      browser.quit();
    }
  }

  private static void run(ChromeDriver browser, String script) throws IOException {
    Properties release = new Properties();
    release.load(open("META-INF/maven/org.webjars.npm/prettier/pom.properties"));
    String file = PRETTIER + release.getProperty("version") + "/" + script + ".js";
    try (InputStream source = open(file)) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      browser.executeScript("(0, eval)(arguments[0])", text);
    }
  }

  private static InputStream open(String resource) {
    ClassLoader loader = WebFormatIT.class.getClassLoader();
    return Objects.requireNonNull(loader.getResourceAsStream(resource), resource);
  }

  private static void check(ChromeDriver browser, Path file) throws IOException {
    String source = Files.readString(file);
    String name = file.getFileName().toString();

    String formatted = (String) browser.executeAsyncScript(FORMAT, source, name);

    Path copy = Files.createDirectories(Path.of("target/web")).resolve(name);
    Files.writeString(copy, Objects.requireNonNull(formatted));
    assertThat(source).as("see %s", copy).isEqualTo(formatted);
  }
}
