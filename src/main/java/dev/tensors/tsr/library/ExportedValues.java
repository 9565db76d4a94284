package dev.tensors.tsr.library;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Remembers the fingerprints of what tsr wrote beside contents for other managers. */
public final class ExportedValues {

  private final Database database;

  public ExportedValues(Database database) {
    this.database = database;
  }

  /** The fingerprints of what was ever written beside a content. */
  public Set<String> of(String sha256) {
    return database.query(sql -> read(sql, sha256));
  }

  /**
   * Adds the fingerprints of what is being written, unless the catalogue is read-only.
   *
   * @return those that were not there
   */
  public Set<String> add(String sha256, Set<String> fingerprints) {
    Set<String> added = new TreeSet<>(fingerprints);
    added.removeAll(of(sha256));
    if (!added.isEmpty()) {
      database.changeIfWritable(sql -> add(sql, sha256, added));
    }
    return added;
  }

  /** Forgets fingerprints of what is no longer beside a content, or never came there. */
  public void remove(String sha256, Set<String> fingerprints) {
    if (!fingerprints.isEmpty()) {
      database.changeIfWritable(
          sql -> {
            Set<String> rest = read(sql, sha256);
            rest.removeAll(fingerprints);
            write(sql, sha256, rest);
          });
    }
  }

  private static void add(Sql sql, String sha256, Set<String> fingerprints) throws SQLException {
    Set<String> all = read(sql, sha256);
    all.addAll(fingerprints);
    write(sql, sha256, all);
  }

  private static void write(Sql sql, String sha256, Set<String> fingerprints) throws SQLException {
    if (fingerprints.isEmpty()) {
      sql.update("DELETE FROM exported_values WHERE sha256 = ?", sha256);
      return;
    }
    sql.update(
        "INSERT OR REPLACE INTO exported_values (sha256, fingerprints) VALUES (?, ?)",
        sha256,
        String.join(" ", fingerprints));
  }

  private static Set<String> read(Sql sql, String sha256) throws SQLException {
    return sql.first(
            "SELECT fingerprints FROM exported_values WHERE sha256 = ?",
            row -> new TreeSet<>(List.of(row.getString(1).split(" "))),
            sha256)
        .orElseGet(TreeSet::new);
  }

  /**
   * Copies the values of an old content to a new one: another program rewrote the header, and the
   * sidecars stay.
   */
  static void transfer(Sql sql, String oldContent, String newContent) throws SQLException {
    Set<String> written = read(sql, oldContent);
    if (!written.isEmpty()) {
      add(sql, newContent, written);
    }
  }
}
