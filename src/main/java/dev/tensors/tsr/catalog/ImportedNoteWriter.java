package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records what one sidecar tells of a content. Copies of the content can have sidecars of the same
 * manager: what one of them tells is replaced by what a newer one tells, and deleted by itself
 * only.
 */
final class ImportedNoteWriter {

  /** What one of the sidecars told last. */
  private record Told(String value, String path, long mtimeNs) {}

  private final Sql sql;
  private final ImportedSidecar sidecar;
  private final String source;

  /**
   * @param source the sidecar's manager
   */
  ImportedNoteWriter(Sql sql, ImportedSidecar sidecar, String source) {
    this.sql = sql;
    this.sidecar = sidecar;
    this.source = source;
  }

  /** Replaces what the sidecar told before. */
  Sidecars.Replaced replace(Map<String, String> notes) throws SQLException {
    Map<String, Told> before = told();
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> note : new TreeMap<>(notes).entrySet()) {
      Told old = before.get(note.getKey());
      if (old == null || isOwn(old) || old.mtimeNs() <= sidecar.mtimeNs()) {
        put(note.getKey(), note.getValue());
        if (old == null || !old.value().equals(note.getValue())) {
          changed.add(note.getKey());
        }
      }
    }
    boolean yields = false;
    for (Map.Entry<String, Told> old : before.entrySet()) {
      boolean gone = !notes.containsKey(old.getKey());
      if (isOwn(old.getValue()) && (gone || old.getValue().mtimeNs() > sidecar.mtimeNs())) {
        yields = true;
        if (gone) {
          sql.update(
              "DELETE FROM imported_notes WHERE sha256 = ? AND source = ? AND key = ?",
              sidecar.sha256(),
              source,
              old.getKey());
        }
      }
    }
    return new Sidecars.Replaced(changed, yields && forgetCopies());
  }

  private Map<String, Told> told() throws SQLException {
    Map<String, Told> told = new TreeMap<>();
    sql.forEach(
        "SELECT key, value, path, mtime_ns FROM imported_notes WHERE sha256 = ? AND source = ?",
        row ->
            told.put(
                row.getString(1), new Told(row.getString(2), row.getString(3), row.getLong(4))),
        sidecar.sha256(),
        source);
    return told;
  }

  private boolean isOwn(Told told) {
    return told.path().equals(sidecar.path());
  }

  private void put(String key, String value) throws SQLException {
    // What another manager told by the same sidecar, which this one has taken over.
    sql.update(
        "DELETE FROM imported_notes WHERE sha256 = ? AND key = ? AND path = ? AND source <> ?",
        sidecar.sha256(),
        key,
        sidecar.path(),
        source);
    // Not an upsert: its conflict policy would replace that of the triggers' statements.
    int updated =
        sql.update(
            """
            UPDATE imported_notes SET value = ?4, rank = ?5, path = ?6, mtime_ns = ?7
            WHERE sha256 = ?1 AND source = ?2 AND key = ?3
            """,
            values(key, value));
    if (updated == 0) {
      sql.update(
          """
          INSERT INTO imported_notes (sha256, source, key, value, rank, path, mtime_ns)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          values(key, value));
    }
  }

  private Object[] values(String key, String value) {
    return new Object[] {
      sidecar.sha256(), source, key, value, sidecar.rank(), sidecar.path(), sidecar.mtimeNs()
    };
  }

  /**
   * Lets the sidecars of copies be read again, since an older one may tell what counts now.
   *
   * @return whether there are any
   */
  private boolean forgetCopies() throws SQLException {
    return 0
        < sql.update(
            "DELETE FROM sidecars WHERE sha256 = ? AND manager = ? AND path <> ?",
            sidecar.sha256(),
            source,
            sidecar.path());
  }
}
