package dev.tensors.tsr.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of an upgrade of a legacy database to which a user added indexes and triggers. */
class UserObjectsTest {

  private static final class Reports implements DatabaseListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void copying(Path file, long bytes, Path copy) {
      lines.add("copying to " + copy.getFileName());
    }

    @Override
    public void renamed(String kind, String name, String newName) {
      lines.add("renamed " + kind + " " + name + " to " + newName);
    }

    @Override
    public void dropped(String kind, String name, String reason) {
      lines.add("dropped " + kind + " " + name);
    }
  }

  @Test
  void anUpgradeRestoresRenamesAndDropsThem(@TempDir Path folder) throws IOException, SQLException {
    Path file = folder.resolve("models.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        InputStream legacy = UserObjectsTest.class.getResourceAsStream("/legacy.sql")) {
      statement.executeUpdate(new String(legacy.readAllBytes(), StandardCharsets.UTF_8));
      statement.executeUpdate(
          """
          UPDATE local_files SET sha256 = 'AB12' WHERE id = 2;
          CREATE TABLE my_deleted_tags (name);
          CREATE INDEX kept ON models (name);
          CREATE INDEX models_type ON models (type, name);
          CREATE UNIQUE INDEX one_spelling ON local_files (sha256);
          CREATE TABLE notes (text);
          CREATE TRIGGER jotted AFTER UPDATE ON tags BEGIN INSERT INTO notes VALUES (NEW.name); END;
          CREATE TRIGGER noted AFTER DELETE ON tags BEGIN INSERT INTO my_deleted_tags VALUES (OLD.name); END;
          """);
    }
    Reports reports = new Reports();

    try (Database database = CatalogueDatabase.open(file, reports)) {
      assertThat(reports.lines)
          .containsExactly(
              "copying to models.db.before-1",
              "renamed table notes to notes_own",
              "renamed index models_type to models_type_own",
              "dropped index one_spelling");
      assertThat(
              Rows.of(
                  database,
                  "SELECT name FROM sqlite_schema WHERE name IN ('kept', 'models_type',"
                      + " 'models_type_own', 'noted') ORDER BY name"))
          .containsExactly("kept", "models_type", "models_type_own", "noted");
      database.change(sql -> sql.update("DELETE FROM tags WHERE name = 'fog'"));
      assertThat(Rows.of(database, "SELECT name FROM my_deleted_tags")).containsExactly("fog");
      database.change(sql -> sql.update("UPDATE tags SET name = 'mist' WHERE name = 'boats'"));
      assertThat(Rows.of(database, "SELECT text FROM notes_own")).containsExactly("mist");
    }
  }
}
