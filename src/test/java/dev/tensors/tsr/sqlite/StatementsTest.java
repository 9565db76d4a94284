package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions, inserts and updates, on a real catalogue. */
class StatementsTest {

  private static final String COUNT = "SELECT count(*) FROM tags ";

  private Database database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = CatalogueDatabase.open(folder.resolve("models.db"));
    database.change(sql -> sql.update("INSERT INTO tags (name) VALUES ('a'), ('b'), ('39999')"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long count(Conditions where) {
    return database.query(sql -> sql.number(COUNT + where.sql(), where.values()));
  }

  @Test
  void aListOfFortyThousandValuesMatchesItsRows() {
    List<String> names = IntStream.range(0, 40_000).mapToObj(String::valueOf).toList();

    assertThat(count(new Conditions().andIn("name", names))).isEqualTo(1);
  }

  @Test
  void anEmptyListMatchesNoRowAndNoConditionsMatchAll() {
    assertThat(count(new Conditions().andIn("name", List.of()))).isZero();
    assertThat(count(new Conditions())).isEqualTo(3);
    assertThat(count(new Conditions().and(new Conditions()).and("name = ?", "a"))).isEqualTo(1);
  }

  @Test
  void conditionsKeepTheOrderOfTheirValues() {
    Conditions where =
        new Conditions()
            .and("name <> ?", "b")
            .and(new Conditions().andIn("name", List.of("a", "b")).and("id < ?", 3));

    assertThat(where.values("rest")).containsExactly("b", "a", "b", 3, "rest");
    assertThat(count(where)).isEqualTo(1);
  }

  @Test
  void anUpsertKeepsTheIdAndDoesNotWriteTheUniqueColumn() {
    database.change(
        sql -> {
          sql.script(
              """
              CREATE TEMP TABLE renamed (id);
              CREATE TEMP TRIGGER of_civitai_id AFTER UPDATE OF civitai_id ON models
              BEGIN INSERT INTO renamed VALUES (NEW.id); END;
              """);
          Upsert upsert = new Upsert(sql);
          ColumnValues first =
              new ColumnValues()
                  .with("civitai_id", 7)
                  .with("name", "a")
                  .with("type", "LORA")
                  .with("nsfw", true)
                  .with("poi", null)
                  .with("mode", "Archived");
          ColumnValues second =
              new ColumnValues()
                  .with("civitai_id", 7)
                  .with("name", "b")
                  .with("nsfw", null)
                  .with("mode", null);

          long id = upsert.by("civitai_id", "models", first);

          assertThat(upsert.by("civitai_id", "models", second)).isEqualTo(id);
          assertThat(
                  sql.text("SELECT name || type || nsfw || poi || ifnull(mode, '-') FROM models"))
              .isEqualTo("bLORA10-");
          assertThat(sql.number("SELECT count(*) FROM renamed")).isZero();
        });
  }

  @Test
  void valuesCanBeFilledAndLeftOut() {
    ColumnValues values = new ColumnValues().with("a", null).with("b", 1).with("d", null);

    assertThat(values.orElse(new ColumnValues().with("a", 2).with("b", 3).with("c", 4)).values())
        .containsEntry("a", 2)
        .containsEntry("b", 1)
        .containsEntry("c", 4);
    assertThat(values.withoutNulls().values()).doesNotContainKey("d");
    assertThat(values.without("a").values()).doesNotContainKey("a").containsEntry("b", 1);
  }

  @Test
  void aStatementCanBeUsedAgainAfterAnError() {
    Database.Work<Integer> insert =
        sql -> sql.update("INSERT INTO tags (name) VALUES (?)", "unique");
    database.write(insert);

    assertThatThrownBy(() -> database.write(insert)).isInstanceOf(DatabaseFault.class);
    database.change(sql -> sql.update("DELETE FROM tags WHERE name = 'unique'"));

    assertThat(database.<Integer>write(insert)).isEqualTo(1);
  }

  @Test
  void anyNameCanBeQuoted() {
    String name = "o\"; DROP TABLE tags; --";
    List<String> read = new ArrayList<>();

    database.change(
        sql -> {
          sql.script("CREATE TEMP TABLE " + Sql.quoted(name) + " (id)");
          sql.update("INSERT INTO " + Sql.quoted(name) + " VALUES (?)", (Object) null);
          sql.forEach("SELECT id FROM " + Sql.quoted(name), row -> read.add(row.getString(1)));
        });

    assertThat(read).containsExactly((String) null);
  }

  @Test
  void aRowThatCannotBeReadStopsTheQuery() {
    assertThatThrownBy(
            () ->
                database.query(
                    sql ->
                        sql.list(
                            "SELECT id FROM tags",
                            row -> {
                              throw new SQLException("unreadable");
                            })))
        .isInstanceOf(DatabaseFault.class)
        .hasMessage(database.file() + ": unreadable");
  }

  @Test
  void anUpdateThatWouldChangeNothingLeavesTheRowAsItIs() {
    database.change(
        sql -> new Upsert(sql).update(1, "tags", new ColumnValues().with("name", null)));
    database.change(sql -> new Upsert(sql).update(1, "tags", new ColumnValues()));

    assertThat(count(new Conditions().and("name = ?", "a"))).isEqualTo(1);
  }
}
