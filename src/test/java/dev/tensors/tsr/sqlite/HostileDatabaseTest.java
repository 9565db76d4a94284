package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.library.schema.CatalogueSchema;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A catalogue that another program, or another person, has changed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class HostileDatabaseTest extends CommandTest {

  private static final String RESTORE = "; restore a copy of it, or move it away and scan again";

  private Path file;

  @BeforeEach
  void scan() {
    file = library.model("a.safetensors", 16, 1, "{\"ss_tag\":\"fog\"}");
    library.model("b.safetensors", 16, 1, "{}");
    workplace.scan();
  }

  private Result refused(String reason) {
    return new Result(6, "[]\n", "tsr: " + database + ": " + reason + "\n");
  }

  private void change(String sql) {
    catalogue.execute(sql);
  }

  @Test
  void namesAVersionThatNoTsrWrote() {
    change("PRAGMA user_version = -1");

    assertThat(tsr.db("list --json"))
        .isEqualTo(refused("its user_version is -1, which no tsr wrote" + RESTORE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TABLE safetensor_metadata | its table safetensor_metadata is missing",
        "DROP TABLE model_versions | its table model_versions is missing",
        "DROP VIEW v_known_identity | its view v_known_identity is missing",
        "ALTER TABLE local_files RENAME COLUMN sha256 TO hash | the column sha256 of its table"
            + " local_files is missing",
        "DROP TABLE local_files; CREATE VIEW local_files AS WITH RECURSIVE r (id) AS (SELECT 1"
            + " UNION ALL SELECT id + 1 FROM r) SELECT id, 'x' AS file_path FROM r | a view is in"
            + " the place of its table local_files",
        "DROP TABLE notes; CREATE TABLE notes (sha256 TEXT, text TEXT AS ('x'), rating, favourite, weight, triggers, updated_at) | the column text of"
            + " its table notes is computed"
      })
  void namesWhatIsMissing(String change, String fault) {
    change("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; " + change);
    library.model("c.safetensors", 16, 2, "{\"k\":\"v\"}");

    List<Result> results =
        List.of(
            tsr.db("scan --rehash --json"),
            tsr.db("show a.safetensors --json"),
            tsr.db("note a.safetensors --text x --json"),
            tsr.db("list --json"),
            tsr.db("search fog --json"),
            tsr.db("duplicates --json"));

    String message = "tsr: " + database + ": " + fault + RESTORE + "\n";
    assertThat(results).anySatisfy(result -> assertThat(result.err()).endsWith(message));
    assertThat(results)
        .allSatisfy(result -> assertThat(result.exitCode()).as(result.err()).isIn(0, 6));
  }

  /** Else each start would look for what is missing. */
  @Test
  void knowsItsOwnViews() {
    List<String> views =
        new CatalogueSchema()
            .views().entrySet().stream()
                .map(view -> view.getKey() + (view.getValue() == 0 ? "" : " " + view.getValue()))
                .toList();

    assertThat(
            catalogue.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'view'").stream()
                .map(row -> row.split("\\|", 2))
                .map(row -> row[0] + (views.contains(row[0]) ? "" : " " + row[1].hashCode())))
        .containsExactlyInAnyOrderElementsOf(views);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v_known_identity",
        "v_model_search",
        "model_search_stale",
        "note_search_stale",
        "model_search_foldable"
      })
  void refusesAViewThatNeverEnds(String view) {
    change(
        """
        DROP VIEW %s;
        CREATE VIEW %s AS WITH RECURSIVE r (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM r)
        SELECT id, id AS local_file_id, 'x' AS type, 'x' AS base_model, 'x' AS base_candidates,
          'x' AS identified_by, 'x' AS precision FROM r WHERE id < 0;
        """
            .formatted(view, view));

    assertThat(tsr.db("list --json"))
        .isEqualTo(refused("its view " + view + " is not as tsr made it" + RESTORE));
  }

  @Test
  void keepsViewsThatAreTheUsers() {
    change(
        """
        CREATE VIEW mine AS SELECT file_path FROM local_files;
        DROP VIEW v_local_files_full;
        CREATE VIEW v_local_files_full AS SELECT * FROM local_files;
        """);

    tsr.db("list --json").exits(0);
  }

  @Test
  void namesATableWithRulesOfAnother() {
    change(
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'text       TEXT', 'text TEXT CHECK (text = 1)')
        WHERE name = 'notes';
        PRAGMA writable_schema = RESET;
        """);

    assertThat(tsr.db("note a.safetensors --text x --json"))
        .isEqualTo(
            refused(
                "its table notes is not as tsr made it ([SQLITE_CONSTRAINT_CHECK] A CHECK"
                    + " constraint failed (CHECK constraint failed: text = 1))"
                    + RESTORE));
  }

  /** The user's own triggers do their work, but call nothing that leaves the database. */
  @Test
  void runsTheUsersTriggersAndNamesOneThatFails() {
    change(
        """
        CREATE TABLE diary (text);
        CREATE TRIGGER writes_a_diary AFTER UPDATE OF text ON notes
        BEGIN INSERT INTO diary VALUES (new.text); END;
        """);
    tsr.db("note a.safetensors --text x").exits(0);
    catalogue.has("SELECT text FROM diary", "x");

    change(
        """
        CREATE TRIGGER runs_code AFTER UPDATE ON notes
        BEGIN SELECT load_extension('/tmp/evil.so'); END;
        """);
    assertThat(tsr.db("note a.safetensors --text y --json"))
        .isEqualTo(
            refused(
                "the trigger runs_code fails ([SQLITE_ERROR] SQL error or missing database (unsafe"
                    + " use of load_extension())); correct or drop it"));
    change("DROP TRIGGER runs_code");

    change(
        """
        CREATE TRIGGER refuses_z AFTER UPDATE ON notes WHEN new.text = 'z'
        BEGIN SELECT RAISE(ABORT, 'no z here'); END;
        """);
    tsr.db("note a.safetensors --text z --json")
        .says(
            "tsr: "
                + database
                + ": the trigger refuses_z fails ([SQLITE_CONSTRAINT_TRIGGER] A RAISE function"
                + " within a trigger fired, causing the SQL statement to abort (no z here));"
                + " correct or drop it\n");
    tsr.db("note a.safetensors --text y").exits(0);
    change("DROP TABLE diary");
    assertThat(tsr.db("note b.safetensors --text new --json").err())
        .contains("the trigger writes_a_diary fails (");
    catalogue.has("SELECT text FROM notes", "y");
  }

  @Test
  void namesATriggerOfItsOwnThatIsMissing() {
    change("DROP TRIGGER note_search_stale_insert");

    assertThat(tsr.db("note a.safetensors --text fog --json"))
        .isEqualTo(refused("its trigger note_search_stale_insert is missing" + RESTORE));
  }

  @Test
  void namesATriggerThatRollsEverythingBack() {
    change(
        """
        CREATE TRIGGER harmless BEFORE INSERT ON local_files BEGIN SELECT 1; END;
        CREATE TRIGGER rolls_back BEFORE INSERT ON local_files
        BEGIN SELECT RAISE(ROLLBACK, 'no'); END;
        """);
    library.model("c.safetensors", 16, 2, "{\"k\":\"v\"}");

    assertThat(tsr.db("scan --json").err())
        .endsWith(
            ": the trigger rolls_back fails ([SQLITE_CONSTRAINT_TRIGGER] A RAISE function within a"
                + " trigger fired, causing the SQL statement to abort (no)); correct or drop it\n");
    catalogue.has("SELECT count(*) FROM local_files", "2");
  }

  @Test
  void namesATriggerThatTakesTheRowsAway() {
    change(
        """
        CREATE TRIGGER takes_away AFTER INSERT ON local_files
        BEGIN DELETE FROM local_files WHERE id = new.id; END;
        """);
    library.model("c.safetensors", 16, 2, "{\"k\":\"v\"}");

    Result result = tsr.db("scan --json").exits(6);
    assertThat(result.err())
        .endsWith(
            ": a change fails ([SQLITE_CONSTRAINT_FOREIGNKEY] A foreign key constraint failed"
                + " (FOREIGN KEY constraint failed)), perhaps because of the trigger takes_away;"
                + " correct or drop it\n");
  }

  /** In the order of paths none of them is where its text would be: a page with it never ended. */
  @ParameterizedTest
  @ValueSource(strings = {"TEXT", "BLOB"})
  void endsWhereAPathIsNoText(String type) {
    String folder = library.path("").toString();
    change(
        "UPDATE local_files SET file_path = CAST(CAST('%s/' AS BLOB) || x'ff31' AS %s) WHERE id = 1"
            .formatted(folder, type));

    assertThat(
            List.of(
                tsr.db("export --for a1111 --dry-run"),
                tsr.db("prune", folder, "--dry-run"),
                tsr.db("relocate", folder, folder + "/..", "--dry-run"),
                tsr.db("scan --json"),
                tsr.db("verify")))
        .allSatisfy(result -> assertThat(result.exitCode()).as(result.err()).isLessThan(5));
  }

  /** It would not fit into the memory several times. */
  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"list", "show", "search", "triggers", "stats", "duplicates", "export"})
  void refusesARowThatIsLargerThanItEverWrites(String command) {
    change("UPDATE safetensor_metadata SET value = CAST(zeroblob(200000000) AS TEXT)");
    change(
        "INSERT INTO notes (sha256, text) SELECT sha256, CAST(zeroblob(200000000) AS TEXT) FROM local_files LIMIT 1");
    List<String> words =
        switch (command) {
          case "show", "triggers" -> List.of("a.safetensors");
          case "search" -> List.of("fog");
          case "export" -> List.of("--for", "a1111");
          default -> List.of();
        };

    Result result = tsr.db(command, words, "--json");

    assertThat(result.exitCode()).as(result.err()).isIn(0, 4, 6);
    if (result.exitCode() == 6) {
      assertThat(result.err())
          .matches(
              "(?s).*tsr: \\Q%s\\E: a text in the column (text of notes|value of safetensor_metadata)"
                      .formatted(database)
                  + " is larger than 48 MiB, which tsr never writes; shorten or delete it by SQL\n");
    }
  }
}
