package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.library.schema.CatalogueSchema;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Workplace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A catalogue that another program, or another person, has changed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class HostileDatabaseTest {

  private static final String RESTORE = "; restore a copy of it, or move it away and scan again";

  private Workplace place;
  private Path file;

  @BeforeEach
  void scan(@TempDir Path folder) {
    place = Workplace.in(folder);
    file = place.library().model("a.safetensors", 16, 1, "{\"ss_tag\":\"fog\"}");
    place.library().model("b.safetensors", 16, 1, "{}");
    place.scan();
  }

  private Program.Result tsr(String... words) {
    return place.tsr().run(Stream.concat(Stream.of("db"), Stream.of(words)).toArray(String[]::new));
  }

  private Program.Result refused(String reason) {
    return new Program.Result(6, "[]\n", "tsr: " + place.database() + ": " + reason + "\n");
  }

  private void change(String sql) throws SQLException {
    place.catalogue().execute(sql);
  }

  @Test
  void namesAVersionThatNoTsrWrote() throws SQLException {
    change("PRAGMA user_version = -1");

    assertThat(tsr("list", "--json"))
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
  void namesWhatIsMissing(String change, String fault) throws SQLException {
    change("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; " + change);
    place.library().model("c.safetensors", 16, 2, "{\"k\":\"v\"}");

    List<Program.Result> results =
        List.of(
            tsr("scan", "--rehash", "--json"),
            tsr("show", "a.safetensors", "--json"),
            tsr("note", "a.safetensors", "--text", "x", "--json"),
            tsr("list", "--json"),
            tsr("search", "fog", "--json"),
            tsr("duplicates", "--json"));

    String message = "tsr: " + place.database() + ": " + fault + RESTORE + "\n";
    assertThat(results).anySatisfy(result -> assertThat(result.err()).endsWith(message));
    assertThat(results)
        .allSatisfy(result -> assertThat(result.exitCode()).as(result.err()).isIn(0, 6));
  }

  /** Else each start would look for what is missing. */
  @Test
  void knowsItsOwnViews() throws SQLException {
    List<String> views =
        new CatalogueSchema()
            .views().entrySet().stream()
                .map(view -> view.getKey() + (view.getValue() == 0 ? "" : " " + view.getValue()))
                .toList();

    assertThat(
            place
                .catalogue()
                .rows("SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
                .stream()
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
  void refusesAViewThatNeverEnds(String view) throws SQLException {
    change(
        """
        DROP VIEW %s;
        CREATE VIEW %s AS WITH RECURSIVE r (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM r)
        SELECT id, id AS local_file_id, 'x' AS type, 'x' AS base_model, 'x' AS base_candidates,
          'x' AS identified_by, 'x' AS precision FROM r WHERE id < 0;
        """
            .formatted(view, view));

    assertThat(tsr("list", "--json"))
        .isEqualTo(refused("its view " + view + " is not as tsr made it" + RESTORE));
  }

  @Test
  void keepsViewsThatAreTheUsers() throws SQLException {
    change(
        """
        CREATE VIEW mine AS SELECT file_path FROM local_files;
        DROP VIEW v_local_files_full;
        CREATE VIEW v_local_files_full AS SELECT * FROM local_files;
        """);

    assertThat(tsr("list", "--json").exitCode()).isZero();
  }

  @Test
  void namesATableWithRulesOfAnother() throws SQLException {
    change(
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'text       TEXT', 'text TEXT CHECK (text = 1)')
        WHERE name = 'notes';
        PRAGMA writable_schema = RESET;
        """);

    assertThat(tsr("note", "a.safetensors", "--text", "x", "--json"))
        .isEqualTo(
            refused(
                "its table notes is not as tsr made it ([SQLITE_CONSTRAINT_CHECK] A CHECK"
                    + " constraint failed (CHECK constraint failed: text = 1))"
                    + RESTORE));
  }

  /** The user's own triggers do their work, but call nothing that leaves the database. */
  @Test
  void runsTheUsersTriggersAndNamesOneThatFails() throws SQLException {
    change(
        """
        CREATE TABLE diary (text);
        CREATE TRIGGER writes_a_diary AFTER UPDATE OF text ON notes
        BEGIN INSERT INTO diary VALUES (new.text); END;
        """);
    assertThat(tsr("note", "a.safetensors", "--text", "x").exitCode()).isZero();
    assertThat(place.catalogue().rows("SELECT text FROM diary")).containsExactly("x");

    change(
        """
        CREATE TRIGGER runs_code AFTER UPDATE ON notes
        BEGIN SELECT load_extension('/tmp/evil.so'); END;
        """);
    assertThat(tsr("note", "a.safetensors", "--text", "y", "--json"))
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
    assertThat(tsr("note", "a.safetensors", "--text", "z", "--json").err())
        .isEqualTo(
            "tsr: "
                + place.database()
                + ": the trigger refuses_z fails ([SQLITE_CONSTRAINT_TRIGGER] A RAISE function"
                + " within a trigger fired, causing the SQL statement to abort (no z here));"
                + " correct or drop it\n");
    assertThat(tsr("note", "a.safetensors", "--text", "y").exitCode()).isZero();
    change("DROP TABLE diary");
    assertThat(tsr("note", "b.safetensors", "--text", "new", "--json").err())
        .contains("the trigger writes_a_diary fails (");
    assertThat(place.catalogue().rows("SELECT text FROM notes")).containsExactly("y");
  }

  @Test
  void namesATriggerOfItsOwnThatIsMissing() throws SQLException {
    change("DROP TRIGGER note_search_stale_insert");

    assertThat(tsr("note", "a.safetensors", "--text", "fog", "--json"))
        .isEqualTo(refused("its trigger note_search_stale_insert is missing" + RESTORE));
  }

  @Test
  void namesATriggerThatRollsEverythingBack() throws SQLException {
    change(
        """
        CREATE TRIGGER harmless BEFORE INSERT ON local_files BEGIN SELECT 1; END;
        CREATE TRIGGER rolls_back BEFORE INSERT ON local_files
        BEGIN SELECT RAISE(ROLLBACK, 'no'); END;
        """);
    place.library().model("c.safetensors", 16, 2, "{\"k\":\"v\"}");

    assertThat(tsr("scan", "--json").err())
        .endsWith(
            ": the trigger rolls_back fails ([SQLITE_CONSTRAINT_TRIGGER] A RAISE function within a"
                + " trigger fired, causing the SQL statement to abort (no)); correct or drop it\n");
    assertThat(place.catalogue().rows("SELECT count(*) FROM local_files")).containsExactly("2");
  }

  @Test
  void namesATriggerThatTakesTheRowsAway() throws SQLException {
    change(
        """
        CREATE TRIGGER takes_away AFTER INSERT ON local_files
        BEGIN DELETE FROM local_files WHERE id = new.id; END;
        """);
    place.library().model("c.safetensors", 16, 2, "{\"k\":\"v\"}");

    Program.Result result = tsr("scan", "--json");

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.err())
        .endsWith(
            ": a change fails ([SQLITE_CONSTRAINT_FOREIGNKEY] A foreign key constraint failed"
                + " (FOREIGN KEY constraint failed)), perhaps because of the trigger takes_away;"
                + " correct or drop it\n");
  }

  /** In the order of paths none of them is where its text would be: a page with it never ended. */
  @ParameterizedTest
  @ValueSource(strings = {"TEXT", "BLOB"})
  void endsWhereAPathIsNoText(String type) throws SQLException {
    String folder = place.library().path("").toString();
    change(
        "UPDATE local_files SET file_path = CAST(CAST('%s/' AS BLOB) || x'ff31' AS %s) WHERE id = 1"
            .formatted(folder, type));

    assertThat(
            List.of(
                tsr("export", "--for", "a1111", "--dry-run"),
                tsr("prune", folder, "--dry-run"),
                tsr("relocate", folder, folder + "/..", "--dry-run"),
                tsr("scan", "--json"),
                tsr("verify")))
        .allSatisfy(result -> assertThat(result.exitCode()).as(result.err()).isLessThan(5));
  }

  /** It would not fit into the memory several times. */
  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"list", "show", "search", "triggers", "stats", "duplicates", "export"})
  void refusesARowThatIsLargerThanItEverWrites(String command) throws SQLException {
    change("UPDATE safetensor_metadata SET value = CAST(zeroblob(200000000) AS TEXT)");
    change(
        "INSERT INTO notes (sha256, text) SELECT sha256, CAST(zeroblob(200000000) AS TEXT) FROM local_files LIMIT 1");
    String[] words =
        switch (command) {
          case "show", "triggers" -> new String[] {command, "a.safetensors", "--json"};
          case "search" -> new String[] {command, "fog", "--json"};
          case "export" -> new String[] {command, "--for", "a1111", "--json"};
          default -> new String[] {command, "--json"};
        };

    Program.Result result = tsr(words);

    assertThat(result.exitCode()).as(result.err()).isIn(0, 4, 6);
    if (result.exitCode() == 6) {
      assertThat(result.err())
          .endsWith(
              "tsr: "
                  + place.database()
                  + ": a row is larger than 48 MiB, which tsr never writes"
                  + RESTORE
                  + "\n");
    }
  }
}
