package dev.tensors.tsr.cli;

import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every column of the catalogue holds what no column should: people write SQL against them. */
@Tag("long")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sets no paths of Windows")
class HostileValuesTest {

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  private static final List<String> COMMANDS =
      List.of(
          "list --json",
          "list --sort used --format table",
          "list --unused --json",
          "show harbour.safetensors --json",
          "show harbour.safetensors boats.safetensors",
          "search fog --json",
          "triggers harbour.safetensors --lora",
          "note harbour.safetensors --json",
          "note boats.safetensors --rating 4 --text x",
          "prompts harbour.safetensors --json",
          "duplicates --json",
          "outdated --json",
          "stats --json",
          "stats",
          "export --for a1111,lora-manager,civitai-helper,stability-matrix --dry-run",
          "scan --json",
          "page PAGE --json");

  private static final String COLUMNS =
      """
      SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%search%'
        AND c.pk = 0
      """;

  /** Those by which rows are found stay as they are. */
  private static final String NOT_KEYS =
      " AND c.name NOT LIKE '%id' AND c.name NOT IN ('file_path', 'path', 'sha256', 'hash_value')";

  private static final String NUMBERS = NOT_KEYS + " AND c.type IN ('INTEGER', 'REAL')";
  private static final String TEXTS =
      NOT_KEYS + " AND c.type = 'TEXT' AND c.name NOT LIKE '%_since'";
  private static final String ALL = "";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9e999",
        "9223372036854775807",
        "-9e999",
        "x'ff00fe'",
        "'not a number'",
        "NULL",
        "replace(hex(zeroblob(50000)), '0', '[')"
      })
  void areNoFaultOfTsr(String value, @TempDir Path folder) throws IOException, SQLException {
    Workplace place = Workplace.in(folder);
    fill(place);
    for (String columns : List.of(NUMBERS, TEXTS, ALL)) {
      Workplace copy = place.copy(Files.createTempDirectory(folder, "copy"));
      for (String column : place.catalogue().rows(COLUMNS + columns)) {
        String[] names = column.split("\\|");
        copy.catalogue()
            .execute(
                "PRAGMA ignore_check_constraints = ON; UPDATE OR IGNORE %s SET \"%s\" = %s"
                    .formatted(names[0], names[1], value));
      }
      for (String command : COMMANDS) {
        String words = command.replace("PAGE", copy.home().resolve("page").toString());
        Result result = copy.tsr().db(words);
        assertThat(result.exitCode()).as(words + ": " + result.err()).isNotEqualTo(70);
      }
    }
  }

  private static void fill(Workplace place) throws SQLException {
    Path file = place.library().model("harbour.safetensors", 16, 1, "{\"ss_network_alpha\":\"8\"}");
    place.library().model("copy.safetensors", 16, 1, "{\"ss_network_alpha\":\"8\"}");
    place.library().model("boats.safetensors", 16, 2, "{}");
    place.library().file("bad.safetensors", new byte[] {1});
    place.tsr().with("CIVITAI_API_URL", CIVITAI.url());
    place.catalogue().createIfAbsent();
    place.tsr().db("scan", place.library().path(""));
    String sha256 = Library.sha256(file);
    String version =
        version(71, "v1", "2026-01-01", sha256)
            .replace(
                "\"images\": []",
                "\"images\": [{\"id\": 5, \"url\": \"https://x/5.jpeg\", \"width\": 3, \"height\": 4,"
                    + " \"meta\": {\"prompt\": \"fog <lora:harbour:0.5>\", \"steps\": 3,"
                    + " \"resources\": [{\"type\": \"lora\", \"name\": \"harbour\", \"weight\":"
                    + " 0.5}]}}]");
    CIVITAI.matches(CivitaiStub.match(sha256, 71, 7));
    CIVITAI.lists(
        model(7, "Harbour fog", version(72, "v2", "2026-02-01", "0".repeat(64)), version));
    assertThat(place.tsr().db("link").err()).contains("2 linked");
    place.tsr().db("note harbour.safetensors --text x --rating 3 --tag t --weight 0.5");
    place.tsr().db("ignore 7");
    place
        .catalogue()
        .execute(
            """
            INSERT INTO own_images (path, size_bytes, mtime_ns, tool, prompt)
            VALUES ('/tmp/a.png', 5, 1000, 'A1111', 'fog');
            INSERT INTO own_image_models (image_id, type, name, weight)
            VALUES (1, 'lora', 'harbour', 0.5);
            INSERT INTO imported_notes (sha256, source, key, value, rank, path, mtime_ns)
            SELECT sha256, 'a1111', 'weight', '0.5', 1, '/tmp/a.json', 5 FROM local_files LIMIT 1;
            """);
  }
}
