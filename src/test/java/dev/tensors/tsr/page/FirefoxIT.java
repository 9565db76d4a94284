package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tensors.tsr.program.Workplace;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the page works in Firefox, too. The tests in Chromium ask more of it. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class FirefoxIT {

  /** Cards with words, prompts and a kept example, and 10,000 others. */
  private static final String FILES =
      """
      INSERT INTO models (id, civitai_id, name, type, nsfw, description) VALUES
        (1, 100, 'Fog', 'LORA', 0, '<p>About <b>fog</b></p>'), (2, 200, 'Base', 'Checkpoint', 0, '');
      INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index) VALUES
        (1, 101, 1, 'v1', 'SDXL 1.0', 0), (2, 201, 2, 'v1', 'SDXL 1.0', 0);
      INSERT INTO trained_words (version_id, word, position) VALUES (1, 'fog, gulls', 0);
      INSERT INTO version_images (id, civitai_id, version_id, url, nsfw_level)
        VALUES (1, 901, 1, 'https://a.example/1.jpeg', 1);
      INSERT INTO image_generation_params (image_id, key, value) VALUES (1, 'prompt', 'a calm prompt');
      INSERT INTO image_resources (image_id, name, type) VALUES (1, 'base', 'checkpoint');
      UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101
        WHERE file_path LIKE '%%/fog.%%';
      UPDATE local_files SET civitai_model_id = 200, civitai_version_id = 201
        WHERE file_path LIKE '%%/base.%%';
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
      INSERT INTO local_files (file_path, sha256, size_bytes, mtime_ns, type)
        SELECT '%1$s/other/other-' || i || '.safetensors', printf('%%012X%%052X', i, 0), i, 0, 'VAE'
        FROM n;
      INSERT INTO own_images (id, path, size_bytes, mtime_ns, prompt)
        SELECT column1, '%1$s/' || column1 || '.png', 1, column1 * 86400000000000, NULL
        FROM (VALUES (1), (2), (3));
      INSERT INTO own_image_models (image_id, type, name, weight) VALUES
        (1, 'lora', 'fog', 0.5), (2, 'lora', 'fog', 1), (3, 'checkpoint', 'base', NULL);
      """;

  @TempDir static Path folder;

  private static Path page;
  private static @Nullable Firefox browser;

  @BeforeAll
  static void writePage() throws Exception {
    Optional<Path> program = Chromium.program("firefox-esr", "firefox");
    assumeTrue(program.isPresent(), "the page is not tried in Firefox: install firefox-esr");
    Workplace workplace = Workplace.in(folder);
    workplace.library().model("fog.safetensors", 1);
    workplace.library().model("base.safetensors", 2);
    workplace.scan();
    for (int i = 1; i <= 3; i++) {
      Files.write(
          workplace.library().path(i + ".png"), PagePicturesTest.picture("png", 60 + i, 80));
    }
    Files.write(workplace.library().path("fog.png"), PagePicturesTest.picture("png", 90, 60));
    Path kept = workplace.home().resolve(".cache/tensors/previews/101/901.png");
    Files.createDirectories(kept.getParent());
    Files.write(kept, PagePicturesTest.picture("png", 50, 50));
    workplace.catalogue().execute(FILES.formatted(workplace.library().path("")));
    page = workplace.home().resolve("page");
    workplace.tsr().db("page --pictures", page).exits(0);
    browser = new Firefox(program.orElseThrow(), folder.resolve("profile"));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  /** The page's policy refuses nothing of its own, and no script fails. */
  @AfterEach
  void hasNoErrors() throws Exception {
    assertThat(browser.js("refused.join()").asText()).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  private static void open(int width, String address) throws Exception {
    browser.open(page.resolve("index.html").toUri() + address, width);
    browser.until("document.querySelector('.card, .own-picture, .shelf') !== null");
  }

  private static void untilText(String selector, String text) throws Exception {
    browser.until("document.querySelector('%s')?.textContent === '%s'".formatted(selector, text));
  }

  @Test
  void scrollsAndSearches10000Cards() throws Exception {
    open(1300, "");
    untilText("#count", "10,002 files");
    assertThat(browser.js("document.querySelectorAll('.card').length").asInt()).isBetween(8, 150);
    browser.js("scrollTo(0, 1e9)");
    browser.until(
        "[...document.querySelectorAll('.cell')].some(it => it.ariaPosInSet === '10002')");
    browser.press("/");
    browser.press("gulls");
    untilText("#count", "1 of 10,002 files");
    browser.until("document.querySelector('.card-about mark')?.textContent === 'gulls'");
    browser.press("\uE00C"); // Escape
    untilText("#count", "10,002 files");
    browser.click(".facet-value input");
    untilText(".chosen-chip .chip-value", "VAE");
    untilText("#count", "10,000 of 10,002 files");
    browser.click(".chosen-chip");
    untilText("#count", "10,002 files");
  }

  @Test
  void opensACardWithItsPicturesAndCopiesItsLine() throws Exception {
    open(1300, "#q=fog");
    browser.until("document.querySelector('a.card img')?.naturalWidth > 0");
    browser.click("a.card");
    untilText("#sheet-title", "Fog");
    browser.until("document.querySelectorAll('button.thumb').length === 4");
    browser.click("li:nth-child(2) > .thumb");
    untilText(".shown-prompt .prompt", "a calm prompt");
    untilText(".maker", "base");
    browser.click("[aria-label='More weight']");
    browser.click(".word");
    browser.click("[aria-label='Copy prompt line']");
    untilText("#toast", "Prompt line copied");
    browser.click(".enlarge");
    browser.until("document.getElementById('enlarged').open");
    browser.until("document.querySelector('.enlarged img').naturalWidth > 0");
    browser.press("\uE014"); // Right
    untilText(".enlarged-count", "3 of 4");
    browser.press("\uE00C");
    browser.until("!document.getElementById('enlarged').open");
    browser.press("\uE00C");
    browser.until("!document.getElementById('sheet').open");
    browser.press("/");
    browser.press("\uE009v"); // Control and v
    browser.until("document.getElementById('query').value !== 'fog'");
    assertThat(browser.js("document.getElementById('query').value").asText())
        .isEqualTo("<lora:fog:1.05> gulls");
  }

  @Test
  void showsTheOtherViews() throws Exception {
    open(1300, "#view=pictures");
    untilText(".own-count", "3 pictures");
    browser.until("document.querySelector('.own-picture img')?.naturalWidth > 0");
    browser.click(".own-cell:nth-child(2) a");
    untilText("#sheet-title", "Picture of 1970-01-03");
    browser.click(".makers a");
    untilText("#sheet-title", "Fog");
    open(1300, "#view=library");
    untilText(".shelf-about", "10,002 files, 47.7 MiB");
    browser.click(".bar-name");
    untilText("#count", "10,000 of 10,002 files");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 800, 1300})
  void fitsTheWindow(int width) throws Exception {
    for (String address : List.of("#open=" + key("fog"), "", "#view=pictures", "#view=library")) {
      open(width, address);
      browser.until("document.documentElement.scrollWidth <= innerWidth");
      browser.picture("firefox-" + width + address.replace('#', '-'));
    }
  }

  private static String key(String name) throws Exception {
    open(1300, "");
    return browser
        .js("tsr.cards.find(({ file }) => file === '" + name + ".safetensors').key")
        .asText();
  }

  /**
   * The browser, which is driven by WebDriver BiDi: commands and their answers are JSON.
   *
   * @see <a href="https://w3c.github.io/webdriver-bidi/">WebDriver BiDi</a>
   */
  private static final class Firefox implements AutoCloseable, WebSocket.Listener {

    private static final String LISTENS = "WebDriver BiDi listening on ";

    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final WebSocket socket;
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final List<String> errors = new ArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final String tab;
    private int commands;

    Firefox(Path program, Path profile) throws Exception {
      Files.createDirectories(profile);
      process =
          new ProcessBuilder(
                  program.toString(),
                  "--headless",
                  "--no-remote",
                  "--remote-debugging-port=0",
                  "--profile",
                  profile.toString())
              .redirectErrorStream(true)
              .start();
      socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(address() + "/session"), this)
              .get(30, TimeUnit.SECONDS);
      send("session.new", Map.of("capabilities", Map.of()));
      tab = send("browsingContext.getTree", Map.of()).at("/contexts/0/context").asText();
      send("session.subscribe", Map.of("events", List.of("log.entryAdded")));
      send(
          "script.addPreloadScript",
          Map.of(
              "functionDeclaration",
              """
              () => {
                window.refused = [];
                addEventListener("securitypolicyviolation", (it) =>
                  refused.push(it.violatedDirective + " " + it.blockedURI), true);
              }
              """));
    }

    /** The address that the browser says; what it says later is read and forgotten. */
    private String address() throws IOException {
      BufferedReader said = process.inputReader();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.contains(LISTENS)) {
          Thread.ofVirtual().start(() -> said.lines().forEach(rest -> {}));
          return line.substring(line.indexOf(LISTENS) + LISTENS.length());
        }
      }
      throw new IOException("Firefox does not start");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        try {
          receive(json.readTree(message.toString()));
        } catch (IOException e) {
          errors.add(e.toString());
        }
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    private synchronized void receive(JsonNode it) {
      if (it.path("type").asText().equals("event")) {
        if (List.of("error", "warn").contains(it.at("/params/level").asText())) {
          errors.add(it.at("/params/text").asText());
        }
      } else {
        answers.add(it);
      }
    }

    synchronized List<String> errors() {
      return List.copyOf(errors);
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
      socket.sendText(
          json.writeValueAsString(Map.of("id", ++commands, "method", method, "params", parameters)),
          true);
      JsonNode answer = answers.poll(30, TimeUnit.SECONDS);
      assertThat(answer).as(method).isNotNull();
      assertThat(answer.path("type").asText()).as("%s: %s", method, answer).isEqualTo("success");
      return answer.path("result");
    }

    void open(String address, int width) throws Exception {
      send(
          "browsingContext.setViewport",
          Map.of("context", tab, "viewport", Map.of("width", width, "height", 900)));
      for (String url : List.of("about:blank", address)) {
        send("browsingContext.navigate", Map.of("context", tab, "url", url, "wait", "complete"));
      }
    }

    /** The value of an expression, or of its promise. */
    JsonNode js(String expression) throws Exception {
      JsonNode result =
          send(
              "script.evaluate",
              Map.of(
                  "expression",
                  expression,
                  "target",
                  Map.of("context", tab),
                  "awaitPromise",
                  true));
      assertThat(result.path("type").asText())
          .as("%s: %s", expression, result)
          .isEqualTo("success");
      return result.at("/result/value");
    }

    /** Waits in the browser, which looks before each frame. */
    void until(String condition) throws Exception {
      assertThat(
              js("""
                 new Promise((done) => {
                   const end = Date.now() + 20000;
                   const look = () =>
                     %s ? done(true) : Date.now() > end ? done(false) : requestAnimationFrame(look);
                   look();
                 })
                 """
                      .formatted(condition))
                  .asBoolean())
          .as(condition)
          .isTrue();
    }

    /** Presses keys one after the other; a modifier among them stays down until the end. */
    void press(String keys) throws Exception {
      Stream<String> each = keys.chars().mapToObj(key -> String.valueOf((char) key));
      List<Map<String, String>> actions = new ArrayList<>();
      List<String> down = new ArrayList<>();
      each.forEach(
          key -> {
            actions.add(Map.of("type", "keyDown", "value", key));
            if (key.equals("\uE009")) {
              down.add(key);
            } else {
              actions.add(Map.of("type", "keyUp", "value", key));
            }
          });
      down.forEach(key -> actions.add(Map.of("type", "keyUp", "value", key)));
      act(Map.of("type", "key", "id", "keyboard", "actions", actions));
    }

    /** Clicks into the middle of an element, once it is there. */
    void click(String selector) throws Exception {
      String element = "document.querySelector(\"" + selector + "\")";
      until(element + " !== null");
      JsonNode at =
          js(
              "(() => { const it = %s; it.scrollIntoView({ block: 'nearest' });".formatted(element)
                  + " const { x, y, width, height } = it.getBoundingClientRect();"
                  + " return [x + width / 2, y + height / 2]; })()");
      act(
          Map.of(
              "type",
              "pointer",
              "id",
              "mouse",
              "actions",
              List.of(
                  Map.of(
                      "type",
                      "pointerMove",
                      "x",
                      at.at("/0/value").asInt(),
                      "y",
                      at.at("/1/value").asInt()),
                  Map.of("type", "pointerDown", "button", 0),
                  Map.of("type", "pointerUp", "button", 0))));
    }

    private void act(Map<String, ?> source) throws Exception {
      send("input.performActions", Map.of("context", tab, "actions", List.of(source)));
    }

    /** Keeps a picture of the page in target/page, to be looked at. */
    void picture(String name) throws Exception {
      JsonNode picture = send("browsingContext.captureScreenshot", Map.of("context", tab));
      Files.write(
          Files.createDirectories(Path.of("target/page")).resolve(name + ".png"),
          Base64.getDecoder().decode(picture.path("data").asText()));
    }

    @Override
    public void close() {
      socket.abort();
      client.close();
      process.destroy();
      process.onExit().join(); // it writes into its profile until then
    }
  }
}
