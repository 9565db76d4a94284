package dev.tensors.tsr.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions and statements within others, on a real catalogue. */
class TransactionsTest {

  private static final String TAGS = "SELECT id FROM tags WHERE id > ? ORDER BY id";

  private Database database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Database.open(folder.resolve("models.db"));
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
  void refusesAChangeWithinASnapshot() {
    assertThatThrownBy(() -> database.snapshot(sql -> database.write(TransactionsTest::count)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(database.<Long>write(TransactionsTest::count)).isEqualTo(3);
  }

  private static long count(Sql sql) throws SQLException {
    return sql.number("SELECT count(*) FROM tags");
  }
}
