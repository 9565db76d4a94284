package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The SHA-256 hashes that CivitAI did not know when it was asked. */
public final class UnknownHashes {

  private final Database database;

  public UnknownHashes(Database database) {
    this.database = database;
  }

  /**
   * Records that CivitAI did not know some hashes.
   *
   * @param now ISO 8601, UTC
   */
  public void add(Collection<String> sha256s, String now) {
    database.change(
        sql -> {
          for (String sha256 : sha256s) {
            sql.update(
                """
                INSERT INTO unknown_hashes (sha256, asked_at) VALUES (?, ?)
                ON CONFLICT (sha256) DO UPDATE SET asked_at = excluded.asked_at
                """,
                sha256,
                now);
          }
        });
  }

  /** Deletes the records of some hashes, which CivitAI knows by now. */
  public void remove(Collection<String> sha256s) {
    database.change(
        sql -> {
          for (String sha256 : sha256s) {
            sql.update("DELETE FROM unknown_hashes WHERE sha256 = ?", sha256);
          }
        });
  }

  /**
   * The hashes that CivitAI was last asked for between two times, both ISO 8601, UTC. A time in the
   * future, recorded by a clock that was ahead, does not count.
   */
  public Set<String> askedBetween(String after, String now) {
    return database.query(
        sql ->
            new HashSet<>(
                sql.list(
                    "SELECT sha256 FROM unknown_hashes WHERE asked_at > ? AND asked_at <= ?",
                    row -> row.getString(1),
                    after,
                    now)));
  }
}
