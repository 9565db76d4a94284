package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.sqlite.Database;
import java.util.Map;

/** When contents were last used, as other managers counted it. */
public final class ImportedUses {

  private static final String ADD =
      """
      INSERT INTO imported_uses (sha256, source, used_at) VALUES (?, ?, ?)
      ON CONFLICT (sha256, source) DO UPDATE SET used_at = excluded.used_at
        WHERE excluded.used_at > used_at
      """;

  private final Database database;

  public ImportedUses(Database database) {
    this.database = database;
  }

  /**
   * Records the last uses that are later than those that are known, in one transaction.
   *
   * @param source the manager
   * @param days ISO 8601, by SHA-256 in upper case hex
   * @return how many were new or later
   */
  public long add(String source, Map<String, String> days) {
    return database.write(
        sql -> {
          long added = 0;
          for (Map.Entry<String, String> day : days.entrySet()) {
            added += sql.update(ADD, day.getKey(), source, day.getValue() + "T00:00:00Z");
          }
          return added;
        });
  }
}
