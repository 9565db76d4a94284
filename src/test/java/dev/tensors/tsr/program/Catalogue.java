package dev.tensors.tsr.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.library.schema.CatalogueDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The database, as someone's SQL sees and changes it. */
public final class Catalogue {

  private final Path database;
  private final String url;

  public Catalogue(Path database) {
    this.database = database;
    this.url = "jdbc:sqlite:" + database + "?synchronous=OFF";
  }

  /** Makes the other one the same, which is not there yet. */
  public void copyTo(Catalogue other) {
    execute("VACUUM INTO '" + other.database + "'");
  }

  /** An empty catalogue, without running the migrations for each test anew. */
  public void createIfAbsent() {
    try {
      if (Files.notExists(database)) {
        Files.write(database, Empty.CATALOGUE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made once. */
  private static final class Empty {

    static final byte[] CATALOGUE = make();

    private static byte[] make() {
      try {
        Path folder = Files.createTempDirectory("tsr");
        Path file = folder.resolve("models.db");
        CatalogueDatabase.open(file).close();
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(folder);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The number of the newest migration. */
  public static int newestSchema() {
    return new File("schema").list((folder, name) -> name.matches("\\d{3}_.*\\.sql")).length;
  }

  /** Each row as its columns' texts, joined by bars. */
  public List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The query's rows are exactly these, each its columns' texts joined by bars. */
  public void has(String sql, String... rows) {
    assertThat(rows(sql)).containsExactly(rows);
  }

  /** Adds one, as if it had been fetched from CivitAI. */
  public KnownModel model(long id, String name) {
    return new KnownModel(this, id, name);
  }

  /** Links a file to a version that the catalogue has. */
  public void link(Path file, long version) {
    update(
        """
        UPDATE local_files SET (civitai_model_id, civitai_version_id) =
          (SELECT m.civitai_id, v.civitai_id FROM model_versions v JOIN models m ON m.id = v.model_id
            WHERE v.civitai_id = ?)
        WHERE file_path = ?""",
        version,
        file.toString());
  }

  void update(String sql, Object... values) {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs one or more statements. */
  public void execute(String sql) {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
