package dev.tensors.tsr.sidecars.files;

import dev.tensors.tsr.sidecars.files.Sidecars.ImportedSidecar;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records the values that one sidecar has for a content. Copies of the content can have sidecars of
 * the same manager: the newest of these provides a value, and only the sidecar that provided a
 * value can delete it. The values of a deleted sidecar stay, but count as older than all others.
 */
final class ImportedNoteWriter {

  /** A recorded value, with the sidecar that provided it. */
  private record StoredValue(String source, String key, String value, String path, long mtimeNs) {}

  /** Not an upsert: its conflict policy would replace that of the triggers' statements. */
  private static final String UPDATE =
      """
      UPDATE imported_notes SET value = ?4, rank = ?5, path = ?6, mtime_ns = ?7
      WHERE sha256 = ?1 AND source = ?2 AND key = ?3
      """;

  private static final String INSERT =
      """
      INSERT INTO imported_notes (sha256, source, key, value, rank, path, mtime_ns)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

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

  /**
   * Replaces the values that the sidecar provided before.
   *
   * @param rank the manager's
   */
  Sidecars.Replaced replace(Map<String, String> notes, int rank) throws SQLException {
    List<StoredValue> stored = stored();
    Map<String, StoredValue> before = new TreeMap<>();
    stored.stream()
        .filter(old -> old.source().equals(source))
        .forEach(old -> before.put(old.key(), old));
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> note : new TreeMap<>(notes).entrySet()) {
      StoredValue old = before.get(note.getKey());
      if (old == null || isOwn(old) || old.mtimeNs() <= sidecar.mtimeNs()) {
        sql.update(old == null ? INSERT : UPDATE, values(note.getKey(), note.getValue(), rank));
        if (old == null || !old.value().equals(note.getValue())) {
          changed.add(note.getKey());
        }
      }
    }
    boolean loses = false;
    for (StoredValue old : stored) {
      boolean isMine = old.source().equals(source);
      boolean says = notes.containsKey(old.key());
      if (isOwn(old) && isMine != says) {
        delete(old); // it says so no more, or another manager took the sidecar over
      }
      loses |= isOwn(old) && isMine && (!says || old.mtimeNs() > sidecar.mtimeNs());
    }
    return new Sidecars.Replaced(changed, loses && forgetCopies());
  }

  /**
   * Marks the values of the sidecar as older than those of copies' sidecars, since it was deleted.
   *
   * @return whether sidecars of copies are to be read again
   */
  boolean outdate() throws SQLException {
    int outdated =
        sql.update(
            """
            UPDATE imported_notes SET mtime_ns = 0
            WHERE sha256 = ? AND source = ? AND path = ? AND mtime_ns <> 0
            """,
            sidecar.sha256(),
            source,
            sidecar.path());
    return outdated > 0 && forgetCopies();
  }

  private List<StoredValue> stored() throws SQLException {
    return sql.list(
        "SELECT source, key, value, path, mtime_ns FROM imported_notes WHERE sha256 = ?",
        row ->
            new StoredValue(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5)),
        sidecar.sha256());
  }

  private boolean isOwn(StoredValue value) {
    return value.path().equals(sidecar.path());
  }

  private void delete(StoredValue old) throws SQLException {
    sql.update(
        "DELETE FROM imported_notes WHERE sha256 = ? AND source = ? AND key = ?",
        sidecar.sha256(),
        old.source(),
        old.key());
  }

  private Object[] values(String key, String value, int rank) {
    return new Object[] {
      sidecar.sha256(), source, key, value, rank, sidecar.path(), sidecar.mtimeNs()
    };
  }

  /**
   * Lets the sidecars of copies be read again, since an older one may have the value that applies
   * now.
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
