package dev.tensors.tsr.page;

import dev.tensors.tsr.program.Workplace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A page of three hundred models, and what tests ask of it. */
abstract class PageOfModels {

  static final String HOSTILE =
      "</script></noscript><script>window.hostile=1</script><img src=x onerror=window.hostile=1>";

  /**
   * Each file is linked to a model of its own; some are outdated, favourites, mature or hostile.
   */
  static final String MODELS =
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

  @RegisterExtension static final OpenedPage shown = new OpenedPage();

  @TempDir static Path folder;

  static Workplace workplace;

  static Path page;

  static ChromeDriver browser;

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

  static void library(Workplace workplace, int files) throws SQLException {
    workplace.library().model("own.safetensors", 1);
    workplace
        .scan()
        .catalogue()
        .execute(MODELS.formatted(files, workplace.library().path("").toString()));
  }

  static Path write(Workplace workplace, String option) {
    Path page = workplace.home().resolve("page");
    workplace.tsr().db("page", option, page).exits(0);
    return page;
  }

  @BeforeEach
  void openPage() {
    browser.manage().logs().get(LogType.BROWSER); // what other tests have provoked
    shown.open(page, 1280, "");
  }

  static String count() {
    return shown.find("#count").getText();
  }

  /** Read at once: the cards are made anew when the grid has another width. */
  @SuppressWarnings("unchecked")
  static List<String> names() {
    return (List<String>)
        browser.executeScript(
            "return [...document.querySelectorAll('.card-name')].map(name => name.innerText)");
  }

  static String address() {
    return String.valueOf(browser.executeScript("return location.hash"));
  }

  static String key(int model) {
    return "f%012x".formatted(model);
  }

  static void openCard(int model) {
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
  static void untilOpened() {
    shown.until("document.querySelector('.sheet-main .section') !== null");
    shown.untilDrawn();
  }

  static String focused() {
    return browser.switchTo().activeElement().findElement(By.cssSelector("h2")).getText();
  }
}
