package dev.tensors.tsr.sidecars.files;

import dev.tensors.tsr.answers.ModelFiller;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.library.folders.PathRange;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records the sidecars of other managers, and takes over what they know. */
public final class Sidecars {

  /**
   * A sidecar as import read it: a file that another model manager keeps beside a model.
   *
   * @param path absolute
   * @param sha256 of the content that it was read for, upper case hex
   * @param manager such as lora-manager; null: not known
   * @param status such as proved
   */
  public record ImportedSidecar(
      String path,
      String sha256,
      @Nullable String manager,
      long sizeBytes,
      long mtimeNs,
      String status) {}

  /**
   * CivitAI's words about a version, which have to be distinguished from the user's own words in a
   * sidecar.
   *
   * @param cached whether the version is cached
   * @param words its trigger words, as they are stored
   * @param tags the model's
   * @param texts the descriptions of the model and the version, HTML
   */
  public record Known(
      boolean cached,
      List<String> words,
      List<String> tags,
      @Nullable String modelName,
      List<String> texts) {

    /** For a file that is not linked. */
    public static final Known NOTHING = new Known(false, List.of(), List.of(), null, List.of());

    /** The same words, marked as possibly incomplete. */
    public Known notCached() {
      return new Known(false, words, tags, modelName, texts);
    }
  }

  /**
   * What came of replacing a sidecar's notes.
   *
   * @param keys those with a new value, sorted
   * @param forgotten whether sidecars of copies are to be read again, as their values may apply now
   */
  public record Replaced(List<String> keys, boolean forgotten) {}

  private final Database database;

  public Sidecars(Database database) {
    this.database = database;
  }

  /**
   * The sidecars with some paths that were read for a content: thousands of copies can have others.
   */
  public List<ImportedSidecar> of(String sha256, List<String> paths) {
    Conditions where = new Conditions().and("sha256 = ?", sha256).andIn("path", paths);
    return database.query(
        sql ->
            sql.list(
                "SELECT path, sha256, manager, size_bytes, mtime_ns, status FROM sidecars "
                    + where.sql(),
                Sidecars::sidecar,
                where.values()));
  }

  /** The sidecars in a folder that were read for a content, or that provided its values. */
  public List<ImportedSidecar> in(String folder, String sha256) {
    PathRange below = PathRange.of(folder);
    return database.query(
        sql ->
            sql.list(
                """
                SELECT path, sha256, manager, size_bytes, mtime_ns, status FROM sidecars
                WHERE sha256 = ?1 AND path > ?2 AND path < ?3
                  AND instr(substr(path, length(?2) + 1), ?4) = 0
                UNION ALL
                SELECT DISTINCT path, sha256, source, 0, 0, '' FROM imported_notes
                WHERE sha256 = ?1 AND path > ?2 AND path < ?3 AND mtime_ns <> 0
                  AND instr(substr(path, length(?2) + 1), ?4) = 0
                """,
                Sidecars::sidecar,
                sha256,
                below.start(),
                below.end(),
                PathNames.HERE.separator()));
  }

  private static ImportedSidecar sidecar(ResultSet row) throws SQLException {
    return new ImportedSidecar(
        row.getString("path"),
        row.getString("sha256"),
        row.getString("manager"),
        row.getLong("size_bytes"),
        row.getLong("mtime_ns"),
        row.getString("status"));
  }

  /** Makes changes in one transaction, and updates the search index once. */
  public void together(Runnable changes) {
    database.change(sql -> SearchTexts.updateAfter(sql, changes::run));
  }

  /** Records that a sidecar was read. */
  public void remember(ImportedSidecar sidecar) {
    database.change(
        sql ->
            sql.update(
                """
                INSERT OR REPLACE INTO sidecars (path, sha256, manager, size_bytes, mtime_ns, status)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                sidecar.path(),
                sidecar.sha256(),
                sidecar.manager(),
                sidecar.sizeBytes(),
                sidecar.mtimeNs(),
                sidecar.status()));
  }

  /** Gives a sidecar another path. */
  public void rename(ImportedSidecar sidecar, String path) {
    database.write(
        sql -> {
          sql.update(
              "DELETE FROM sidecars WHERE sha256 = ? AND path = ?",
              sidecar.sha256(),
              sidecar.path());
          return sql.update(
              "UPDATE imported_notes SET path = ?3 WHERE sha256 = ?1 AND path = ?2",
              sidecar.sha256(),
              sidecar.path(),
              path);
        });
  }

  /**
   * Forgets a sidecar that was deleted. What was taken from it stays where no sidecar of a copy has
   * another value.
   *
   * @return whether sidecars of copies are to be read again
   */
  public boolean forget(ImportedSidecar sidecar) {
    String manager = sidecar.manager();
    return database.write(
        sql -> {
          sql.update(
              "DELETE FROM sidecars WHERE sha256 = ? AND path = ?",
              sidecar.sha256(),
              sidecar.path());
          return manager != null && new ImportedNoteWriter(sql, sidecar, manager).outdate();
        });
  }

  /**
   * Adds to the cache what it does not know of a model.
   *
   * @param whole whether these are all versions of the model, in their order
   * @return the kinds of what was added, in words
   */
  public List<String> fill(WireModel model, boolean whole) {
    return database.write(
        sql ->
            ModelFiller.fill(sql, model, whole).stream()
                .map(added -> added.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  /**
   * Replaces the values that a sidecar has provided for a content.
   *
   * @param manager the sidecar's
   * @param rank of several managers, the notes of the one with the lowest rank apply
   */
  public Replaced replaceNotes(
      ImportedSidecar sidecar, String manager, int rank, Map<String, String> notes) {
    return database.write(
        sql -> new ImportedNoteWriter(sql, sidecar, manager).replace(notes, rank));
  }

  /** The values imported from a manager for a content, by key. */
  public Map<String, String> values(String sha256, String manager) {
    return database.query(sql -> ImportedNotes.of(sql, sha256, manager, null));
  }

  /** The values imported from a sidecar, by key. */
  public Map<String, String> valuesOf(ImportedSidecar sidecar, String manager) {
    return database.query(sql -> ImportedNotes.of(sql, sidecar.sha256(), manager, sidecar.path()));
  }

  /** The words of a version in the cache, by CivitAI's ids. */
  public Known known(long modelId, long versionId) {
    return database.query(sql -> known(sql, modelId, versionId));
  }

  private static Known known(Sql sql, long modelId, long versionId) throws SQLException {
    List<String> words =
        sql.list(
            """
            SELECT w.word FROM model_versions v JOIN trained_words w ON w.version_id = v.id
            WHERE v.civitai_id = ? ORDER BY w.position, w.id
            """,
            row -> row.getString(1),
            versionId);
    List<String> tags =
        sql.list(
            """
            SELECT t.name FROM models m JOIN model_tags mt ON mt.model_id = m.id
            JOIN tags t ON t.id = mt.tag_id WHERE m.civitai_id = ?
            """,
            row -> row.getString(1),
            modelId);
    List<String> texts = new ArrayList<>();
    sql.forEach(
        """
        SELECT description FROM models WHERE civitai_id = ?1 AND description IS NOT NULL
        UNION ALL
        SELECT description FROM model_versions WHERE civitai_id = ?2 AND description IS NOT NULL
        """,
        row -> texts.add(row.getString(1)),
        modelId,
        versionId);
    String name =
        sql.first("SELECT name FROM models WHERE civitai_id = ?", row -> row.getString(1), modelId)
            .orElse(null);
    boolean cached =
        sql.number("SELECT count(*) FROM model_versions WHERE civitai_id = ?", versionId) > 0;
    return new Known(cached, words, tags, name, texts);
  }
}
