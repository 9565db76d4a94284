package dev.tensors.tsr.organise.moves;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The journal of what organise does. What it says is on the disk before a file is touched, also
 * where the power fails.
 */
public final class Moves {

  /**
   * A file of a run.
   *
   * @param id its row; 0: not written yet
   * @param part equal for files that move together or not at all
   * @param beside whether it lies beside a model, and is none
   * @param fileId the row of the model; null: it is no longer recorded
   * @param sizeBytes its length when it was moved
   * @param mtimeNs its modification time then, nanoseconds since 1970
   * @param copyPath on another disk: the name of the copy until it is whole; one of both paths: an
   *     empty file holds that name
   * @param copyKey the device and inode of the copy; null: it is not whole yet
   * @param copyMtimeNs the modification time of the copy, which its disk may have rounded; null:
   *     there was no whole one
   */
  record Move(
      long id,
      long run,
      long part,
      String from,
      String to,
      boolean beside,
      @Nullable Long fileId,
      long sizeBytes,
      long mtimeNs,
      @Nullable String copyPath,
      @Nullable String copyKey,
      @Nullable Long copyMtimeNs) {

    /** Its size and time where it was. */
    FileStamp stamp() {
      return new FileStamp(sizeBytes, mtimeNs, null);
    }

    /** Its size and time where it is once it was moved. */
    FileStamp stampThere() {
      return new FileStamp(sizeBytes, copyMtimeNs == null ? mtimeNs : copyMtimeNs, null);
    }

    /** This move with its row. */
    private Move at(long id) {
      return new Move(
          id,
          run,
          part,
          from,
          to,
          beside,
          fileId,
          sizeBytes,
          mtimeNs,
          copyPath,
          copyKey,
          copyMtimeNs);
    }

    /** This move with a copy. */
    Move copying(String path, @Nullable String key, @Nullable Long mtimeOfCopy) {
      return new Move(
          id, run, part, from, to, beside, fileId, sizeBytes, mtimeNs, path, key, mtimeOfCopy);
    }
  }

  /** How a run changes a folder. */
  enum Change {
    /** It was made. */
    MADE,
    /** It was empty, and was removed. */
    REMOVED,
    /** Files came into it, or went. */
    KEPT,
    /** Scan searches it since. */
    REMEMBERED;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A folder that a run changed.
   *
   * @param permissions such as rwxr-xr-x; null: the system has none
   * @param mtimeNs its modification time before, nanoseconds since 1970
   */
  record ChangedFolder(String path, @Nullable String permissions, @Nullable Long mtimeNs) {}

  private static final String SELECT =
      """
      SELECT id, run, part, from_path, to_path, beside, local_file_id, size_bytes, mtime_ns,
        copy_path, copy_key, copy_mtime_ns
      FROM moves
      """;

  private static final String NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";

  private final Database database;

  public Moves(Database database) {
    this.database = database;
  }

  /** Has each commit wait until it is on the disk. */
  void beDurable() {
    database.query(sql -> sql.update("PRAGMA synchronous = FULL"));
  }

  private static Move move(ResultSet row) throws SQLException {
    return new Move(
        row.getLong("id"),
        row.getLong("run"),
        row.getLong("part"),
        row.getString("from_path"),
        row.getString("to_path"),
        row.getBoolean("beside"),
        Sql.nullableLong(row, "local_file_id"),
        row.getLong("size_bytes"),
        row.getLong("mtime_ns"),
        row.getString("copy_path"),
        row.getString("copy_key"),
        Sql.nullableLong(row, "copy_mtime_ns"));
  }

  /** The moves of which it is not known whether they came to an end, in the order of the parts. */
  List<Move> inHand() {
    return database.query(
        sql -> sql.list(SELECT + "WHERE moved_at IS NULL ORDER BY run, part, id", Moves::move));
  }

  /** The runs that did not come to their end. */
  public List<Long> unended() {
    return database.query(
        sql -> sql.numbers("SELECT run FROM move_runs WHERE ended_at IS NULL ORDER BY run"));
  }

  /** Whether there is such a run. */
  public boolean has(long run) {
    return database.query(sql -> sql.number("SELECT count(*) FROM move_runs WHERE run = ?", run))
        > 0;
  }

  /**
   * The last run before one that took none back, and was not taken back; empty if there is none.
   */
  public OptionalLong lastToUndo(long before) {
    return database.query(
        sql -> {
          Optional<Long> last =
              sql.first(
                  """
                  SELECT run FROM move_runs done WHERE run < ? AND undoes IS NULL
                    AND NOT EXISTS (SELECT 1 FROM move_runs back
                      WHERE back.undoes = done.run AND back.whole)
                    AND EXISTS (SELECT 1 FROM moves
                      WHERE moves.run = done.run AND moved_at IS NOT NULL)
                  ORDER BY run DESC LIMIT 1
                  """,
                  row -> row.getLong(1),
                  before);
          return last.isPresent() ? OptionalLong.of(last.get()) : OptionalLong.empty();
        });
  }

  /** The run that a run takes back; empty if it takes none back. */
  Optional<Long> undoes(long run) {
    return database.query(
        sql ->
            sql.first(
                "SELECT undoes FROM move_runs WHERE run = ? AND undoes IS NOT NULL",
                row -> row.getLong(1),
                run));
  }

  /** Begins a run, and returns its number. */
  long begin(@Nullable Long undoes) {
    return database.write(
        sql -> sql.insert("INSERT INTO move_runs (undoes) VALUES (?)", undoes).orElseThrow());
  }

  /** Makes several changes in one transaction. */
  void together(Runnable changes) {
    database.change(sql -> changes.run());
  }

  /** Writes down what is about to be done, and returns it with its row. */
  Move add(Move move) {
    return database.write(
        sql -> {
          long id =
              sql.insert(
                      """
                      INSERT INTO moves (run, part, from_path, to_path, beside, local_file_id,
                        size_bytes, mtime_ns)
                      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                      """,
                      move.run(),
                      move.part(),
                      move.from(),
                      move.to(),
                      move.beside() ? 1 : 0,
                      move.fileId(),
                      move.sizeBytes(),
                      move.mtimeNs())
                  .orElseThrow();
          return move.at(id);
        });
  }

  /** Writes down what a move has of a copy on another disk. */
  void copying(Move move) {
    database.change(
        sql ->
            sql.update(
                "UPDATE moves SET copy_path = ?, copy_key = ?, copy_mtime_ns = ? WHERE id = ?",
                move.copyPath(),
                move.copyKey(),
                move.copyMtimeNs(),
                move.id()));
  }

  /** Writes down that a file was moved. What pictures say of a file beside a model follows it. */
  void done(Move move) {
    database.change(
        sql -> {
          sql.update(
              "UPDATE moves SET moved_at = "
                  + NOW
                  + ", copy_path = NULL, copy_key = NULL"
                  + " WHERE id = ?",
              move.id());
          if (move.beside()) {
            sql.update( // REPLACE would delete it without its triggers
                """
                DELETE FROM own_images
                WHERE path = ?1 AND EXISTS (SELECT 1 FROM own_images WHERE path = ?2)
                """,
                move.to(),
                move.from());
            sql.update("UPDATE own_images SET path = ? WHERE path = ?", move.to(), move.from());
          }
        });
  }

  /** Forgets a move that was not made. */
  void drop(Move move) {
    database.change(sql -> sql.update("DELETE FROM moves WHERE id = ?", move.id()));
  }

  /** Writes down a folder before it is changed for the first time in a run. */
  void change(long run, Change change, ChangedFolder folder) {
    database.change(
        sql ->
            sql.update(
                """
                INSERT OR IGNORE INTO move_folders (run, change, path, permissions, mtime_ns)
                VALUES (?1, ?2, ?3, ?4, coalesce((
                  SELECT mtime_ns FROM move_folders
                  WHERE run = ?1 AND change = 'kept' AND path = ?3), ?5))
                """,
                run,
                change.word(),
                folder.path(),
                folder.permissions(),
                folder.mtimeNs()));
  }

  /** Writes down that a run is over. */
  void end(long run) {
    database.change(
        sql -> sql.update("UPDATE move_runs SET ended_at = " + NOW + " WHERE run = ?", run));
  }

  /** Writes down that a run did all that it was to do, but what was refused. */
  void complete(long run) {
    database.change(sql -> sql.update("UPDATE move_runs SET whole = 1 WHERE run = ?", run));
  }

  /** The folders that a run changed, in the order of their paths: each before those below it. */
  Pages.Source<ChangedFolder> folders(long run, Change change) {
    return (last, limit) ->
        database.query(
            sql ->
                sql.list(
                    """
                    SELECT path, permissions, mtime_ns FROM move_folders
                    WHERE run = ? AND change = ? AND path > ? ORDER BY path LIMIT ?
                    """,
                    Moves::folder,
                    run,
                    change.word(),
                    last == null ? "" : last.path(),
                    limit));
  }

  /** The folders that a run made, each after those below it. */
  Pages.Source<ChangedFolder> made(long run) {
    return (last, limit) ->
        database.query(
            sql ->
                sql.list(
                    """
                    SELECT path, permissions, mtime_ns FROM move_folders
                    WHERE run = ?1 AND change = 'made' AND (?2 IS NULL OR path < ?2)
                    ORDER BY path DESC LIMIT ?3
                    """,
                    Moves::folder,
                    run,
                    last == null ? null : last.path(),
                    limit));
  }

  private static ChangedFolder folder(ResultSet row) throws SQLException {
    return new ChangedFolder(
        row.getString("path"), row.getString("permissions"), Sql.nullableLong(row, "mtime_ns"));
  }

  /** Writes down the modification time that a folder has after a run. */
  void after(long run, String path, long mtimeNs) {
    database.change(
        sql ->
            sql.update(
                """
                UPDATE move_folders SET after_ns = ?
                WHERE run = ? AND path = ? AND change = 'kept' AND after_ns IS NULL
                """,
                mtimeNs,
                run,
                path));
  }

  /**
   * The modification time of a folder after a run.
   *
   * @param mtimeNs nanoseconds since 1970
   */
  record Time(long run, long mtimeNs) {}

  /** The time that a folder had after the last run that changed it, and ended. */
  Optional<Time> lastTime(String path) {
    return database.query(
        sql ->
            sql.first(
                """
                SELECT run, after_ns FROM move_folders
                WHERE path = ? AND after_ns IS NOT NULL ORDER BY run DESC LIMIT 1
                """,
                row -> new Time(row.getLong(1), row.getLong(2)),
                path));
  }

  /** A folder as it was before a run, if the run changed it in this way. */
  Optional<ChangedFolder> changed(long run, Change change, String path) {
    return database.query(
        sql ->
            sql.first(
                """
                SELECT path, permissions, mtime_ns FROM move_folders
                WHERE run = ? AND change = ? AND path = ?
                """,
                Moves::folder,
                run,
                change.word(),
                path));
  }

  /** The parts of a run of which something was moved, the last one first. */
  Pages.Source<Long> parts(long run) {
    return (last, limit) ->
        database.query(
            sql ->
                sql.numbers(
                    """
                    SELECT DISTINCT part FROM moves
                    WHERE run = ?1 AND moved_at IS NOT NULL AND (?2 IS NULL OR part < ?2)
                    ORDER BY part DESC LIMIT ?3
                    """,
                    run,
                    last,
                    limit));
  }

  /** What was moved of a part of a run, the models first. */
  List<Move> part(long run, long part) {
    return database.query(
        sql ->
            sql.list(
                SELECT + "WHERE run = ? AND part = ? AND moved_at IS NOT NULL ORDER BY beside, id",
                Moves::move,
                run,
                part));
  }

  /** Where a later run moved a file on to; empty if none did. */
  Optional<String> movedOn(String path, long afterRun) {
    return database.query(
        sql ->
            sql.first(
                """
                SELECT to_path FROM moves
                WHERE run > ? AND from_path = ? AND moved_at IS NOT NULL ORDER BY id DESC LIMIT 1
                """,
                row -> row.getString(1),
                afterRun,
                path));
  }
}
