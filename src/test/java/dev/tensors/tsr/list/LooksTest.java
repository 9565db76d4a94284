package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.program.CommandTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees on a terminal, and a program never does. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LooksTest extends CommandTest {

  private static final String LONG = "a-name-of-a-hundred-characters-" + "and-more-".repeat(6);

  private Path fog;
  private Path night;

  @BeforeEach
  void catalogue() {
    fog = library.model("Lora/harbour-fog.safetensors", 1);
    night = library.model("Lora/灯夜 lantern night.safetensors", 2);
    library.model("Embeddings/" + LONG + "v2.safetensors", 3);
    workplace.scan();
    catalogue
        .model(100, "Harbour Fog")
        .with("type", "LORA")
        .with("fetched_at", "2026")
        .version(102, "v2", "SDXL 1.0")
        .with("download_url", "https://civitai.com/api/download/models/102")
        .version(101, "v1", "SDXL 1.0")
        .linked(fog);
    catalogue
        .model(200, "灯夜 Lantern Night")
        .with("type", "TextualInversion")
        .with("nsfw", 1)
        .version(201, "final-version", "Illustrious")
        .linked(night);
  }

  private String terminal(int width, String line, Object... words) {
    tsr.on(new StandardStreams(true, true, true, width)).with("TERM", "xterm-256color");
    return tsr.db(line, words).exits(0).out().replace('\033', '^');
  }

  private String plain(int width, String line, Object... words) {
    return terminal(width, line + " --color never", words).replaceAll("\\^]8;;[^\\^]*\\^\\\\", "");
  }

  @Test
  void showsWhatAModelIsAtEightyColumns() {
    assertThat(plain(80, "list"))
        .isEqualTo(
            """
               FILE                                  MODEL         TYPE          BASE
               a-name-of-a-hundred-cha…and-more-v2…
            ↑  Lora/harbour-fog.safetensors          Harbour Fog   LORA          SDXL 1.0
               Lora/灯夜 lantern night.safetensors   灯夜 Lanter…  TextualInve…  Illustrious
            """);
  }

  @Test
  void showsAllColumnsWhereThereIsRoom() {
    assertThat(plain(120, "list"))
        .isEqualTo(
            """
               FILE                                                      SIZE  MODEL         TYPE          VERSION       BASE
               a-name-of-a-hundred-characters-and-m…d-more-and-more-v2…  97 B
            ↑  Lora/harbour-fog.safetensors                              97 B  Harbour Fog   LORA          v1            SDXL 1.0
               Lora/灯夜 lantern night.safetensors                       97 B  灯夜 Lanter…  TextualInve…  final-versi…  Illustrious
            """);
    assertThat(plain(200, "list"))
        .isEqualTo(
            """
               FILE                                                                                                            SIZE  MODEL               TYPE              VERSION        BASE
               Embeddings/a-name-of-a-hundred-characters-and-more-and-more-and-more-and-more-and-more-and-more-v2.safetensors  97 B
            ↑  Lora/harbour-fog.safetensors                                                                                    97 B  Harbour Fog         LORA              v1             SDXL 1.0
               Lora/灯夜 lantern night.safetensors                                                                             97 B  灯夜 Lantern Night  TextualInversion  final-version  Illustrious
            """);
  }

  @Test
  void showsByWhatFilesWereSortedAndChosen() {
    tsr.db("note -q harbour --rating 4");
    String day = catalogue.rows("SELECT substr(created_at, 1, 10) FROM local_files").getFirst();

    assertThat(plain(80, "list --sort rating added:>=30d name:lantern,fog"))
        .isEqualTo(
            """
               FILE                          MODEL         TYPE          BASE         RATING
            ↑  Lora/harbour-fog.safetensors  Harbour Fog   LORA          SDXL 1.0          4
               灯夜 lantern night.safetens…  灯夜 Lanter…  TextualInve…  Illustrious
            """);
    assertThat(plain(120, "list --sort rating added:>=30d fog"))
        .isEqualTo(
            """
               FILE                          SIZE  MODEL        TYPE  VERSION  BASE      RATING  ADDED
            ↑  Lora/harbour-fog.safetensors  97 B  Harbour Fog  LORA  v1       SDXL 1.0       4  %s
            """
                .formatted(day));
    assertThat(plain(80, "list --sort rating --fields name,note fog"))
        .isEqualTo("NAME                     NOTE\nharbour-fog.safetensors\n");
    assertThat(plain(30, "list --fields name,note fog"))
        .isEqualTo("NAME                     NOTE\nharbour-fog.safetensors\n");
    tsr.on(StandardStreams.NONE);
    assertThat(tsr.db("list fog --sort rating").out())
        .isEqualTo(fog + "\t97\tHarbour Fog\tLORA\tv1\tSDXL 1.0\n");
  }

  @Test
  void marksWhatNeedsALook() throws IOException {
    tsr.db("note -q harbour --favourite");
    Files.write(night, new byte[2]);
    tsr.db("scan");
    String marks = "^[33m↑^[0m^[35m★^[0m  ";

    assertThat(terminal(80, "list").lines().map(line -> line.replaceAll("\\^\\]8;;.*", "")))
        .containsExactly(
            "    ^[1mFILE^[0m                                 ^[1mMODEL^[0m         ^[1mTYPE^[0m          ^[1mBASE^[0m",
            "    ",
            marks,
            "^[31m✗^[0m   ");
    Files.move(library.path(""), folder.resolve("away"));
    assertThat(plain(80, "list fog")).startsWith("     FILE ").contains("\n○↑★  Lora/harbour-fog");
    assertThat(terminal(80, "list name:hundred")).contains("\n^[36m○^[0m  ^]8;;file://");
    tsr.with("NO_COLOR", "1");
    assertThat(terminal(80, "list fog")).contains("\n○↑★  ^]8;;file://");
    assertThat(terminal(80, "list fog --color always")).contains("\n^[36m○^[0m" + marks);
    assertThat(terminal(80, "list fog --fields name")).doesNotContain("★");
    tsr.on(StandardStreams.NONE);
    assertThat(tsr.db("list fog").out()).startsWith(fog + "\t");
  }

  @Test
  void linksNamesToFilesAndPages() {
    String toNight = night.getParent() + "/%E7%81%AF%E5%A4%9C%20lantern%20night.safetensors";
    assertThat(terminal(80, "list lantern --color never"))
        .isEqualTo(
            """
            FILE                              SIZE  MODEL          TYPE          BASE
            ^]8;;file://%s^\\…/灯夜 lantern night.safetensors^]8;;^\\  97 B  \
            ^]8;;https://civitai.red/models/200^\\灯夜 Lantern…^]8;;^\\  TextualInve…  Illustrious
            """
                .formatted(toNight));
    assertThat(terminal(80, "list lantern --fields name"))
        .contains("^]8;;file://" + toNight + "^\\灯夜 lantern night.safetensors^]8;;^\\\n");
    assertThat(terminal(80, "show harbour"))
        .contains("^]8;;file://" + fog + "^\\" + fog + "^]8;;^\\\n")
        .contains("^]8;;https://civitai.com/models/100?modelVersionId=101^\\https://");
    tsr.with("TERM", "dumb");
    assertThat(tsr.db("list").out()).doesNotContain("\033");
    tsr.with("TERM", "xterm").on(new StandardStreams(true, false, true, 80));
    assertThat(tsr.db("list --format table --color always").out())
        .contains("\033[1mFILE")
        .doesNotContain("\033]8");
  }

  @Test
  void searchMarksWhatIsHereAtEightyColumns() {
    catalogue.model(300, "Fog of Nowhere").with("type", "LORA").version(301, "v1", "Pony");
    assertThat(plain(80, "search"))
        .isEqualTo(
            """
                ID  NAME                TYPE           BASE         LATEST         DOWNLOADS
            ✓  100  Harbour Fog         LORA           SDXL 1.0     v2                     0
            ✓  200  灯夜 Lantern Night  TextualInver…  Illustrious  final-version
               300  Fog of Nowhere      LORA           Pony         v1
            """);
    assertThat(terminal(80, "search nowhere"))
        .contains("^]8;;https://civitai.com/models/300^\\Fog of Nowhere^]8;;^\\");
  }

  @Test
  void searchShowsByWhatModelsWereChosen() {
    tsr.db("note -q harbour --rating 4 --text", "calm sea");
    catalogue.execute(
        """
        UPDATE model_versions SET published_at = '2026-03-01T09:00:00Z' WHERE civitai_id = 102;
        UPDATE models SET allow_commercial_use = 'Image,Sell', allow_no_credit = 1
          WHERE civitai_id = 100;
        INSERT INTO tags (name) VALUES ('sea'), ('fog');
        INSERT INTO model_tags SELECT m.id, t.id FROM models m, tags t WHERE m.civitai_id = 100;
        """);

    assertThat(plain(80, "search rating:>=4 published:2026"))
        .isEqualTo(
            """
                ID  NAME         TYPE  BASE      LATEST  DOWNLOADS  PUBLISHED   RATING
            ✓  100  Harbour Fog  LORA  SDXL 1.0  v2              0  2026-03-01       4
            """);
    assertThat(plain(200, "search tag:sea note:calm licence:images"))
        .endsWith(
            "  TAG       NOTE      LICENCE\n✓  100  Harbour Fog  LORA           SDXL 1.0  v2              0"
                + "  Lora/harbour-fog.safetensors  sea, fog  calm sea  images, sell, no-credit\n");
    tsr.on(StandardStreams.NONE);
    assertThat(tsr.db("search rating:4").out())
        .isEqualTo("100\tHarbour Fog\tLORA\t\tSDXL 1.0\tv2\t0\t" + fog + "\n");
  }

  @Test
  void outdatedShowsBothVersionsInOneColumn() {
    assertThat(plain(80, "outdated"))
        .isEqualTo(
            """
            FILE                          MODEL        BASE      VERSION   PUBLISHED
            Lora/harbour-fog.safetensors  Harbour Fog  SDXL 1.0  v1 -> v2
            """);
    assertThat(terminal(80, "outdated"))
        .contains("^]8;;https://civitai.com/models/100?modelVersionId=102^\\Harbour Fog^]8;;");
  }

  /** A name ends no sequence, and adds none, wherever it is shown. */
  @Test
  void noNameReachesTheTerminalWithItsControlCharacters() {
    String name = "e\033]8;;evil.example\033\\vil\007\u009b31m";
    library.model("Lora/" + name + ".safetensors", 9);
    workplace.scan();
    for (String line : new String[] {"list evil", "show evil", "duplicates", "stats"}) {
      assertThat(terminal(200, line).replaceAll("\\^\\]8;;[^\\^]*\\^\\\\|\\^\\[\\d+m", ""))
          .as(line)
          .doesNotContain("^", "\007", "\u009b");
    }
    assertThat(terminal(200, "list evil")).contains("/Lora/e%1B%5D8%3B%3Bevil.example%1B");
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 40, 60, 80, 120, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    for (String command :
        new String[] {
          "list", "list --sort size added:>=30d", "search", "outdated", "stats", "duplicates"
        }) {
      assertThat(plain(width, command).lines())
          .as(command)
          .allSatisfy(line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(width));
    }
  }
}
