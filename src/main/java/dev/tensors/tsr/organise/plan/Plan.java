package dev.tensors.tsr.organise.plan;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of each file. It lies in a temporary table of the catalogue's connection, which
 * takes no memory that grows with the files.
 */
public final class Plan {

  /** Separates names in a text: no name has it. */
  private static final String BETWEEN = "/";

  /** What becomes of a file. */
  public enum Status {
    /** It is to move. */
    MOVE,
    MOVED,
    /** It is where it belongs. */
    IN_PLACE,
    /** It belongs nowhere, as far as is known. */
    STAYS,
    /** It would move, if something did not stand in its way. */
    REFUSED,
    /** A symlink to it is to be made. */
    LINK,
    /** A symlink to it was made. */
    LINKED,
    /** It is back where it was. */
    UNDONE
  }

  /**
   * A file of the plan.
   *
   * @param number in the order of the paths
   * @param part equal for files that move together or not at all
   * @param fileId its row in the catalogue
   * @param path where it is
   * @param newPath where it is to go; null if it does not move
   * @param beside the names of what goes with it
   * @param reason why it stays or is refused; null for others
   * @param sizeBytes its length as recorded
   * @param isToOtherDisk whether it has to be copied
   */
  public record PlannedFile(
      long number,
      long part,
      @Nullable Long fileId,
      String path,
      @Nullable String newPath,
      List<String> beside,
      Status status,
      @Nullable String reason,
      long sizeBytes,
      boolean isToOtherDisk) {

    public PlannedFile become(Status now, @Nullable String why) {
      return new PlannedFile(
          number, part, fileId, path, newPath, beside, now, why, sizeBytes, isToOtherDisk);
    }
  }

  /**
   * Several models of one stem that share what is beside them.
   *
   * @param key equal for those that do
   * @param models how many there are in the folder
   */
  record Shared(String key, int models) {}

  private static final String TABLES =
      """
      DROP TABLE IF EXISTS temp.plan;
      DROP TABLE IF EXISTS temp.plan_targets;
      DROP TABLE IF EXISTS temp.plan_symlinks;
      CREATE TEMP TABLE plan (
        number INTEGER PRIMARY KEY, part INTEGER NOT NULL, file_id INTEGER, path TEXT NOT NULL,
        new_path TEXT, new_folder TEXT, beside TEXT NOT NULL, status TEXT NOT NULL, reason TEXT,
        size_bytes INTEGER NOT NULL, other_disk INTEGER NOT NULL, shared TEXT, sharing INTEGER);
      CREATE INDEX temp.plan_order ON plan (new_folder, part);
      CREATE INDEX temp.plan_shared ON plan (shared) WHERE shared IS NOT NULL;
      CREATE TEMP TABLE plan_targets (key TEXT PRIMARY KEY, shared TEXT) WITHOUT ROWID;
      CREATE TEMP TABLE plan_symlinks (link TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
      """;

  /** A model stays if another one that shares what is beside it does not go to the same place. */
  private static final String PART_SHARED =
      """
      UPDATE temp.plan SET status = 'REFUSED', reason =
        'it shares what is beside it with another model of its name, which does not go with it'
      WHERE shared IS NOT NULL AND status = 'MOVE' AND (
        SELECT count(*) <> max(other.sharing)
            OR count(DISTINCT substr(other.new_path, 1, length(other.new_path)
              - length(other.path) + length(other.shared))) <> 1
        FROM temp.plan other WHERE other.shared = plan.shared AND other.status = 'MOVE')
      """;

  private static final String JOIN_SHARED =
      """
      UPDATE temp.plan SET part = (
        SELECT min(number) FROM temp.plan other WHERE other.shared = plan.shared)
      WHERE shared IS NOT NULL
      """;

  /** The row there is missing, but its path is unique. */
  private static final String RECORDED_THERE =
      """
      UPDATE temp.plan SET status = 'REFUSED', reason = new_path
        || ': the catalogue has another file there, which is missing; forget it with tsr db prune'
      WHERE status = 'MOVE' AND EXISTS (
        SELECT 1 FROM local_files there JOIN local_files own ON own.id = plan.file_id
        WHERE there.file_path = plan.new_path AND there.sha256 <> own.sha256)
      """;

  private static final String SELECT =
      """
      SELECT number, part, file_id, path, new_path, beside, status, reason, size_bytes, other_disk,
        coalesce(new_folder, '') AS folder
      FROM temp.plan
      """;

  private final Database database;
  private long number;

  Plan(Database database) {
    this.database = database;
    database.query(
        sql -> {
          sql.script(TABLES);
          return true;
        });
  }

  /** Runs many additions on one state of the catalogue. */
  void together(Runnable additions) {
    database.snapshot(
        sql -> {
          additions.run();
          return true;
        });
  }

  /**
   * Takes names in the folder where a file is to go.
   *
   * @return false if one of them is taken by an earlier file of the plan
   */
  boolean take(List<String> keys, @Nullable Shared shared) {
    return database.query(
        sql -> {
          for (String key : keys) {
            Optional<String> taken =
                sql.first(
                    "SELECT coalesce(shared, '') FROM temp.plan_targets WHERE key = ?",
                    row -> row.getString(1),
                    key);
            if (taken.isPresent() && (shared == null || !taken.get().equals(shared.key()))) {
              return false;
            }
          }
          for (String key : keys) {
            sql.update(
                "INSERT OR IGNORE INTO temp.plan_targets (key, shared) VALUES (?, ?)",
                key,
                shared == null ? null : shared.key());
          }
          return true;
        });
  }

  /** The number of the next file. */
  long next() {
    return ++number;
  }

  void add(PlannedFile file, @Nullable Shared shared) {
    database.query(
        sql ->
            sql.update(
                "INSERT INTO temp.plan VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                file.number(),
                file.part(),
                file.fileId(),
                file.path(),
                file.newPath(),
                file.newPath() == null ? null : PathNames.HERE.folder(file.newPath()),
                String.join(BETWEEN, file.beside()),
                file.status().name(),
                file.reason(),
                file.sizeBytes(),
                file.isToOtherDisk() ? 1 : 0,
                shared == null ? null : shared.key(),
                shared == null ? null : shared.models()));
  }

  /** Notes a symlink beside files, and the real path to which it leads. */
  void symlink(Path link, Path target) {
    database.query(
        sql ->
            sql.update(
                "INSERT OR IGNORE INTO temp.plan_symlinks VALUES (?, ?)",
                link.toString(),
                target.toString()));
  }

  /** The noted symlinks that lead to files that are to move. */
  public List<String> symlinks() {
    return database.query(
        sql ->
            sql.list(
                """
                SELECT link FROM temp.plan_symlinks JOIN temp.plan ON path = target
                WHERE status = 'MOVE' ORDER BY link
                """,
                row -> row.getString("link")));
  }

  public boolean isEmpty() {
    return number == 0;
  }

  /** Refuses what cannot go for the sake of others, after all files were added. */
  void complete() {
    database.query(
        sql -> {
          sql.update(PART_SHARED);
          sql.update(RECORDED_THERE);
          sql.update(PART_SHARED);
          return sql.update(JOIN_SHARED);
        });
  }

  /** Passes on the files, those that go to one folder together, and those that go nowhere last. */
  public void each(Consumer<PlannedFile> consumer) {
    database.query(
        sql ->
            sql.each(
                SELECT + "ORDER BY new_folder IS NULL, new_folder, status, part, number",
                Plan::file,
                consumer));
  }

  /** The files that are to move, those that go to one folder together. */
  public Pages.Source<PlannedFile> moves() {
    return (last, limit) ->
        database.query(
            sql ->
                last == null
                    ? sql.list(
                        SELECT + "WHERE status = 'MOVE' ORDER BY new_folder, part, number LIMIT ?",
                        Plan::file,
                        limit)
                    : sql.list(
                        SELECT
                            + """
                            WHERE status = 'MOVE' AND (new_folder, part, number) > (
                              SELECT new_folder, part, number FROM temp.plan WHERE number = ?)
                            ORDER BY new_folder, part, number LIMIT ?
                            """,
                        Plan::file,
                        last.number(),
                        limit));
  }

  private static PlannedFile file(ResultSet row) throws SQLException {
    String beside = row.getString("beside");
    return new PlannedFile(
        row.getLong("number"),
        row.getLong("part"),
        Sql.nullableLong(row, "file_id"),
        row.getString("path"),
        row.getString("new_path"),
        beside.isEmpty() ? List.of() : List.of(beside.split(BETWEEN)),
        Status.valueOf(row.getString("status")),
        row.getString("reason"),
        row.getLong("size_bytes"),
        row.getBoolean("other_disk"));
  }
}
