package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The library of the page: its numbers are those of stats, duplicates, outdated and list. */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class PageLibraryIT {

  private static final String MODELS =
      """
      INSERT INTO models (id, civitai_id, name, type, download_count) VALUES (1, 100, 'Fog', 'LORA', 1);
      INSERT INTO model_versions (id, civitai_id, model_id, name, base_model, version_index, download_url) VALUES
        (1, 101, 1, 'v1', 'SDXL 1.0', 1, NULL), (2, 102, 1, 'v2', 'SDXL 1.0', 0, 'https://civitai.com/x');
      UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101, link_source = 'civitai',
        link_match = 'sha256', created_at = '2026-02-01T00:00:00Z' WHERE file_path LIKE '%/fog%';
      UPDATE local_files SET created_at = '2026-03-01T00:00:00Z' WHERE file_path NOT LIKE '%/fog%';
      INSERT INTO own_images (id, path, size_bytes, mtime_ns) VALUES (1, '/p/1.png', 1, 1);
      INSERT INTO own_image_models (image_id, type, name) VALUES (1, 'lora', 'used');
      """;

  @RegisterExtension static final OpenedPage shown = new OpenedPage();

  @TempDir static Path folder;

  private static Workplace workplace;
  private static Path page;

  @BeforeAll
  static void writePage() throws SQLException, IOException {
    workplace = Workplace.in(folder);
    workplace.library().lora("used.safetensors", "{}");
    workplace.library().model("fog.safetensors", 2000, 2, "{}");
    workplace.library().model("fog copy.safetensors", 2000, 2, "{}");
    Files.createLink(
        workplace.library().path("fog link.safetensors"),
        workplace.library().path("fog.safetensors"));
    workplace.library().lora("never.safetensors", TRAINED);
    workplace.library().tensors("flux.safetensors", "{}", FLUX);
    workplace.scan().catalogue().execute(MODELS);
    page = workplace.home().resolve("page");
    workplace.tsr().db("page", page).exits(0);
  }

  private static final String TRAINED =
      """
      {"ss_tag_frequency": "{\\"sea\\": {\\"foghorn\\": 3, \\"gulls\\": 2}}"}
      """;

  /** Tensors of a diffusion model that needs text encoders and a VAE. */
  private static final String[] FLUX = {
    "img_in.weight F16 3072x64",
    "vector_in.in_layer.weight F16 1x1",
    "double_blocks.18.img_attn.norm.key_norm.scale F16 1",
    "double_blocks.18.img_attn.proj.weight F16 3072x1",
    "single_blocks.37.linear1.weight F16 1x1",
    "final_layer.linear.weight F16 1x1"
  };

  @BeforeEach
  void openPage() {
    shown.open(page, 1280, "#view=library");
  }

  private static String result(String line) {
    return workplace.tsr().db(line + " --json").out();
  }

  /** The sentence below the heading of a section; null: there is no such section. */
  private static String about(String title) {
    return (String)
        shown.js(
            """
            return [...document.querySelectorAll('.shelf')].find(
              (it) => it.querySelector('h2').textContent === arguments[0])
                ?.querySelector('.shelf-about').textContent ?? null
            """,
            title);
  }

  @SuppressWarnings("unchecked")
  private static List<String> rows(String title) {
    return (List<String>)
        shown.js(
            """
            return [...document.querySelectorAll('.shelf')].find(
              (it) => it.querySelector('h2').textContent === arguments[0])
                .querySelectorAll('tbody tr').values().map(
                  (row) => [...row.cells].map((it) => it.textContent).join('; ')).toArray()
            """,
            title);
  }

  private static void click(String title, String row) {
    shown.js(
        """
        [...document.querySelectorAll('.shelf')].find(
          (it) => it.querySelector('h2').textContent === arguments[0])
            .querySelectorAll('button').values().find(
              (it) => it.textContent === arguments[1]).click()
        """,
        title,
        row);
  }

  @Test
  void saysWhatOtherCommandsSay() {
    String stats = result("stats");
    assertThat(stats).contains("\"local_files\":6,");
    assertThat(about("Type")).startsWith("6 files, ");
    for (String row : rows("Base model")) {
      String[] parts = row.split("; ");
      assertThat(stats)
          .contains(
              "{\"name\":%s,\"files\":%s,"
                  .formatted(
                      parts[0].equals("Unknown base") ? "null" : "\"" + parts[0] + "\"", parts[1]));
    }
    String two = "%d".formatted(workplace.library().path("fog.safetensors").toFile().length());
    assertThat(stats).contains("\"files\":3,\"bytes\":" + 2 * Long.parseLong(two));
    assertThat(rows("Type")).contains("LORA; 5; " + sizeOf("LORA"));

    assertThat(result("duplicates")).contains("\"reclaimable_bytes\":" + two);
    assertThat(about("Copies")).isEqualTo("1 copy, 2.0 KiB can be freed: tsr duplicates");
    assertThat(about("Newer versions")).isEqualTo("3 files with a newer version: tsr outdated");
    assertThat(result("outdated").split("\"file_path\"", -1)).hasSize(4);
    assertThat(about("Missing parts")).startsWith("1 file ");
    assertThat(result("list is:incomplete")).contains("flux.safetensors");
    assertThat(about("Never used")).startsWith("5 files, ");
    assertThat(result("list is:unused").split("\"file_path\"", -1)).hasSize(6);
    assertThat(rows("Used most")).containsExactly("used; 1 time");
    assertThat(rows("Added").toString()).contains("March 2026; 3; ", "February 2026; 3; ");
  }

  private static String sizeOf(String type) {
    return (String)
        shown.js(
            "return tsr.bytes(tsr.spaceOf(tsr.files.filter((it) => it.type === arguments[0])))",
            type);
  }

  @Test
  void filtersByABar() {
    click("Type", "LORA");
    assertThat(shown.find("#count").getText()).isEqualTo("5 of 6 files");
    assertThat((String) shown.js("return location.hash")).isEqualTo("#type=LORA");
    shown.browser().navigate().back();

    for (var shelf :
        List.of(
            List.of("Base model", "SDXL 1.0", "3"),
            List.of("Added", "March 2026", "3"),
            List.of("Never used", "Show as cards", "5"),
            List.of("Copies", "Show as cards", "3"),
            List.of("Newer versions", "Show as cards", "3"),
            List.of("Missing parts", "Show as cards", "1"))) {
      shown.open(page, 1280, "#view=library");
      click(shelf.get(0), shelf.get(1));
      assertThat(shown.find("#count").getText())
          .as(shelf.getFirst())
          .isEqualTo(shelf.get(2) + " of 6 files");
      assertThat(shown.find("#grid").isDisplayed()).isTrue();
    }
  }

  @Test
  void leadsBackToTheLibrary() {
    click("Type", "LORA");
    shown.until("document.activeElement.matches('a.card')");
    assertThat((String) shown.js("return location.hash")).isEqualTo("#type=LORA");
    shown.browser().navigate().back();
    shown.until("location.hash === '#view=library'");
    shown.until("!document.getElementById('view-library').hidden");

    click("Copies", "Fog");
    shown.until("document.getElementById('sheet').open");
    shown.browser().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    shown.until("!document.getElementById('sheet').open");
    assertThat(
            shown.js(
                "return document.activeElement.closest('.shelf').querySelector('h2').textContent"))
        .isEqualTo("Copies");
    assertThat(shown.js("return document.activeElement.textContent")).isEqualTo("Fog");
  }

  @Test
  void saysThatATagOfTheTrainingIsAHit() {
    shown.open(page, 1280, "#q=horn");
    assertThat(shown.find(".card-words").getText()).isEqualTo("Tag of the training foghorn, gulls");
    assertThat(shown.find(".card-words mark").getText()).isEqualTo("horn");
  }

  @Test
  void choosesTheBaseOfABarAmongTheFilters() {
    click("Base model", "SDXL 1.0");
    assertThat((String) shown.js("return location.hash")).isEqualTo("#base=SDXL+1.0");
    assertThat(shown.find("#query").getDomProperty("value")).isEmpty();
  }

  @Test
  void countsWhatTheFiltersLeave() {
    shown.open(page, 1280, "#view=library&q=name:fog");
    assertThat(about("Type")).startsWith("3 files, ");
    assertThat(rows("Added")).hasSize(1);
    shown.find("#views [data-view=models]").click();
    assertThat((String) shown.js("return location.hash")).isEqualTo("#q=name%3Afog");
    shown.browser().navigate().back();
    shown.until("document.querySelector('.shelf') !== null");
    click("Copies", "Fog");
    shown.until("document.getElementById('sheet').open");
  }
}
