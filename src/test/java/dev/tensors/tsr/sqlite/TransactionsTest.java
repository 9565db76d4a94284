package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Transactions and statements within others, on a real catalogue. */
class TransactionsTest {

  private static final String TAGS = "SELECT id FROM tags WHERE id > ? ORDER BY id";

  private Database database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = CatalogueDatabase.open(folder.resolve("models.db"));
    database.write(sql -> sql.update("INSERT INTO tags (name) VALUES ('a'), ('b'), ('c')"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aStatementCanBeUsedWhileItsRowsAreRead() {
    List<String> pairs = new ArrayList<>();

    database.query(
        sql ->
            sql.each(
                TAGS, row -> row.getLong(1), outer -> pairs.add(outer + " " + after(outer)), 0));

    assertThat(pairs).containsExactly("1 [2, 3]", "2 [3]", "3 []");
    assertThat(after(1)).containsExactly(2L, 3L);
  }

  private List<Long> after(long id) {
    return database.query(sql -> sql.list(TAGS, row -> row.getLong(1), id));
  }

  @Test
  void aSnapshotWithinAChangeSeesItAndLeavesItOpen() {
    database.write(
        sql -> {
          sql.update("INSERT INTO tags (name) VALUES ('d')");
          assertThat(database.<Long>snapshot(inner -> count(inner))).isEqualTo(4);
          return sql.update("INSERT INTO tags (name) VALUES ('e')");
        });

    assertThat(database.<Long>query(TransactionsTest::count)).isEqualTo(5);
  }

  @Test
  void aSnapshotWithinAChangeThatFailsUndoesAll() {
    assertThatThrownBy(
            () ->
                database.write(
                    sql -> {
                      sql.update("INSERT INTO tags (name) VALUES ('d')");
                      return database.snapshot(inner -> inner.number("SELECT unheard_of"));
                    }))
        .isInstanceOf(DatabaseFault.class)
        .hasMessageContaining("no such column: unheard_of");

    assertThat(database.<Long>query(TransactionsTest::count)).isEqualTo(3);
  }

  @Test
  void smallStepsKeepNothingInATemporaryFileAndOthersDo() {
    List<String> stores = new ArrayList<>();
    Database.Work<Boolean> look = sql -> stores.add(sql.text("PRAGMA temp_store"));

    database.changeInSmallSteps(look::with);
    database.change(look::with);
    assertThatThrownBy(
            () ->
                database.changeInSmallSteps(
                    sql -> {
                      sql.update("INSERT INTO tags (name) VALUES ('d')");
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
    database.change(look::with);

    assertThat(stores).containsExactly("2", "0", "0");
    assertThat(after(2)).containsExactly(3L);
  }

  @Test
  void refusesAChangeWithinASnapshot() {
    assertThatThrownBy(() -> database.snapshot(sql -> database.write(TransactionsTest::count)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(database.<Long>write(TransactionsTest::count)).isEqualTo(3);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "keeps files that are in use")
  void noChangeSucceedsInAFileThatIsGone() throws IOException {
    Files.delete(database.file());

    assertThatThrownBy(() -> database.write(TransactionsTest::count))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessage(
            database.file()
                + ": was deleted or replaced while in use, and the changes are lost; run the"
                + " command again");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "keeps files that are in use")
  void noChangeSucceedsInAFileThatAnotherOneReplaced() throws IOException {
    Path other = database.file().resolveSibling("other.db");
    try (Database another = CatalogueDatabase.open(other)) {
      another.write(sql -> sql.update("INSERT INTO tags (name) VALUES ('other')"));
    }
    Files.move(other, database.file(), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(
            () -> database.write(sql -> sql.update("INSERT INTO tags (name) VALUES ('d')")))
        .isInstanceOf(DatabaseUnusable.class);

    try (Database another = CatalogueDatabase.open(database.file())) {
      assertThat(another.<Long>query(TransactionsTest::count)).isEqualTo(1);
      assertThat(another.<String>query(sql -> sql.text("PRAGMA integrity_check"))).isEqualTo("ok");
    }
  }

  @Test
  void aChangeThatFindsTheIndexDamagedIsUndoneAndTheIndexMadeAnew() {
    database.write(
        sql -> sql.update("INSERT INTO models (civitai_id, name, type) VALUES (1, 'a', 'LORA')"));
    database.write(sql -> sql.update("DELETE FROM model_search_data"));
    Runnable change =
        () ->
            database.write(
                sql -> {
                  sql.update("INSERT INTO tags (name) VALUES ('d')");
                  return database.write(inner -> inner.update("UPDATE models SET name = 'b'"));
                });

    assertThatThrownBy(change::run)
        .hasMessageEndingWith(
            ": its search index was damaged and has been rebuilt; run the command again");
    assertThat(database.<Long>query(TransactionsTest::count)).isEqualTo(3);

    change.run();
    assertThat(database.<Long>query(TransactionsTest::count)).isEqualTo(4);
  }

  @Test
  void anInterruptionEndsALongQuestionButNoChange() {
    String counting =
        """
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < %d)
        SELECT max(n) FROM number
        """;
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> database.query(sql -> sql.number(counting.formatted(2_000_000_000))))
        .isInstanceOf(Interrupted.class);
    assertThat(database.<Long>write(sql -> sql.number(counting.formatted(100_000))))
        .isEqualTo(100_000);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static long count(Sql sql) throws SQLException {
    return sql.number("SELECT count(*) FROM tags");
  }
}
