package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.sqlite.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The hashes that CivitAI, or another source, did not know when it was asked: SHA-256 of files (64
 * digits) and AutoV3 of weights (12 digits), upper case hex.
 */
public final class UnknownHashes {

  private final Database database;
  private final LinkSource source;

  /** Those that CivitAI did not know. */
  public UnknownHashes(Database database) {
    this(database, LinkSource.CIVITAI);
  }

  public UnknownHashes(Database database, LinkSource source) {
    this.database = database;
    this.source = source;
  }

  /** Those of CivitAI have a table of their own, which is as old as links. */
  private String rows() {
    return source == LinkSource.CIVITAI
        ? "unknown_hashes"
        : "(SELECT sha256, asked_at FROM unknown_elsewhere WHERE source = '%s')"
            .formatted(source.word());
  }

  /**
   * Records that CivitAI did not know some hashes.
   *
   * @param now ISO 8601, UTC
   */
  public void add(Collection<String> hashes, String now) {
    database.change(
        sql -> {
          for (String hash : hashes) {
            if (source != LinkSource.CIVITAI) {
              sql.update(
                  """
                  INSERT INTO unknown_elsewhere (source, sha256, asked_at) VALUES (?, ?, ?)
                  ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at
                  """,
                  source.word(),
                  hash,
                  now);
              continue;
            }
            sql.update(
                """
                INSERT INTO unknown_hashes (sha256, asked_at) VALUES (?, ?)
                ON CONFLICT (sha256) DO UPDATE SET asked_at = excluded.asked_at
                """,
                hash,
                now);
          }
        });
  }

  /** Deletes the records of some hashes, which CivitAI knows by now. */
  public void remove(Collection<String> hashes) {
    database.change(
        sql -> {
          for (String hash : hashes) {
            if (source == LinkSource.CIVITAI) {
              sql.update("DELETE FROM unknown_hashes WHERE sha256 = ?", hash);
            } else {
              sql.update(
                  "DELETE FROM unknown_elsewhere WHERE source = ? AND sha256 = ?",
                  source.word(),
                  hash);
            }
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
                    "SELECT sha256 FROM " + rows() + " WHERE asked_at > ? AND asked_at <= ?",
                    row -> row.getString(1),
                    after,
                    now)));
  }
}
