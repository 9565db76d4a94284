package dev.tensors.tsr.answers;

import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkMatch;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Links between files and versions at CivitAI. */
public final class Links {

  private static final String TARGETS =
      """
      SELECT f.id, f.file_path, f.sha256, f.civitai_model_id AS model_id,
        f.civitai_version_id AS version_id, v.name, m.name AS model_name, f.link_source, f.link_match,
        f.hf_repo
      FROM local_files f
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      """;

  private static final String REMOVE =
      """
      UPDATE local_files SET civitai_model_id = NULL, civitai_version_id = NULL,
        link_source = NULL, link_match = NULL, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE id = ?""";

  private static final String IS_LINKED = "civitai_version_id IS NOT NULL";

  private static final String IS_BY_HAND =
      "(civitai_version_id IS NOT NULL AND link_source IS 'manual')";

  private final Database database;

  public Links(Database database) {
    this.database = database;
  }

  /**
   * The files that are not missing.
   *
   * @param alsoLinked whether to include files that are linked already
   */
  public List<LinkableFile> targets(boolean alsoLinked) {
    String unlinked = alsoLinked ? "" : " AND f.civitai_version_id IS NULL";
    return database.query(
        sql ->
            sql.list(
                TARGETS + "WHERE f.missing_since IS NULL" + unlinked + " ORDER BY f.file_path",
                Links::target));
  }

  /** The files that are still recorded. */
  public List<LinkableFile> targets(List<LocalFile> files) {
    return files.stream().flatMap(file -> target(file.id()).stream()).toList();
  }

  /** One file, present or missing; empty if it is no longer recorded. */
  public Optional<LinkableFile> target(long id) {
    return database.query(sql -> target(sql, id));
  }

  private static Optional<LinkableFile> target(Sql sql, long id) throws SQLException {
    return sql.first(TARGETS + "WHERE f.id = ?", Links::target, id);
  }

  private static LinkableFile target(ResultSet row) throws SQLException {
    return new LinkableFile(
        row.getLong("id"),
        row.getString("file_path"),
        row.getString("sha256"),
        Sql.nullableLong(row, "version_id") == null ? null : link(row),
        row.getString("hf_repo"));
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        CachedVersions.version(row),
        LinkSource.of(row.getString("link_source")),
        LinkMatch.of(row.getString("link_match")));
  }

  /**
   * The link of a file with this SHA-256, present or missing. Links by hand come first, then the
   * link of the file that changed last.
   *
   * @param byHandOnly whether to leave out links that tsr found
   */
  public Optional<Link> ofCopy(String sha256, boolean byHandOnly) {
    return database.query(
        sql ->
            sql.first(
                TARGETS
                    + """
                    WHERE f.sha256 = ? AND f.civitai_version_id IS NOT NULL
                      AND (f.link_source IS 'manual' OR NOT ?)
                    ORDER BY f.link_source IS 'manual' DESC, f.updated_at DESC, f.id LIMIT 1
                    """,
                Links::link,
                sha256,
                byHandOnly));
  }

  /** The paths of the linked files with this SHA-256. */
  public List<String> linkedPaths(String sha256) {
    return database.query(
        sql ->
            sql.list(
                "SELECT file_path FROM local_files WHERE sha256 = ? AND "
                    + IS_LINKED
                    + " ORDER BY file_path",
                row -> row.getString(1),
                sha256));
  }

  /**
   * Links a file, unless the user has linked it by hand.
   *
   * @return false if the user has, or the file has changed or was deleted since it was looked up
   */
  public boolean link(LinkableFile file, Link link) {
    return update(file, link, "NOT " + IS_BY_HAND);
  }

  /**
   * Links a file that is not linked.
   *
   * @return false if it is linked, has changed, or was deleted since it was looked up
   */
  public boolean linkUnlinked(LinkableFile file, Link link) {
    return update(file, link, "NOT " + IS_LINKED);
  }

  /**
   * Links a file to the version that the user names.
   *
   * @return false if the file has changed or was deleted since it was looked up
   */
  public boolean linkByHand(LinkableFile file, VersionName version) {
    return update(file, Link.byHand(version), "1");
  }

  /**
   * Links files that are not linked as the user linked files of the same content by hand in another
   * catalogue. Some files are linked in each transaction.
   *
   * @return the number of files that were linked
   * @throws InterruptedException if the thread was interrupted; what was linked stays
   */
  public long takeLinksByHand(Database other) throws InterruptedException {
    Links others = new Links(other);
    long[] linked = {0};
    Pages.<String>each(
        (last, limit) -> others.linkedByHand(last == null ? "" : last, limit),
        contents ->
            database.change(
                sql ->
                    SearchTexts.updateAfter(
                        sql,
                        () -> {
                          for (String sha256 : contents) {
                            Optional<Link> link = others.ofCopy(sha256, true);
                            if (link.isPresent()) { // unless it was removed there meanwhile
                              for (LinkableFile file : ofContent(sql, sha256)) {
                                linked[0] += linkUnlinked(file, link.get()) ? 1 : 0;
                              }
                            }
                          }
                        })));
    return linked[0];
  }

  private List<String> linkedByHand(String after, int limit) {
    return database.query(
        sql ->
            sql.list(
                "SELECT DISTINCT sha256 FROM local_files WHERE "
                    + IS_BY_HAND
                    + " AND sha256 > ? ORDER BY sha256 LIMIT ?",
                row -> row.getString(1),
                after,
                limit));
  }

  private static List<LinkableFile> ofContent(Sql sql, String sha256) throws SQLException {
    return sql.list(TARGETS + "WHERE f.sha256 = ?", Links::target, sha256);
  }

  private boolean update(LinkableFile file, Link link, String condition) {
    return database.write(
        sql ->
            sql.update(
                    """
                    UPDATE local_files SET civitai_model_id = ?, civitai_version_id = ?,
                      link_source = ?, link_match = ?,
                      updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
                    WHERE id = ? AND sha256 = ? AND
                    """
                        + condition,
                    link.version().modelId(),
                    link.version().versionId(),
                    link.source() == null ? null : link.source().word(),
                    link.match() == null ? null : link.match().word(),
                    file.id(),
                    file.sha256())
                == 1);
  }

  /**
   * Removes a link that tsr found.
   *
   * @return false if the user has linked the file by hand, or it has changed or was deleted since
   *     it was looked up
   */
  public boolean removeFound(LinkableFile file) {
    return database.write(
        sql ->
            sql.update(REMOVE + " AND sha256 = ? AND NOT " + IS_BY_HAND, file.id(), file.sha256())
                == 1);
  }

  /**
   * Removes the links of files, also links by hand, in one transaction.
   *
   * @return the files as they were before, without files that are no longer recorded
   */
  public List<LinkableFile> remove(Collection<Long> ids) {
    return database.write(
        sql -> {
          List<LinkableFile> before = new ArrayList<>();
          SearchTexts.updateAfter(
              sql,
              () -> {
                for (long id : ids) {
                  Optional<LinkableFile> file = target(sql, id);
                  file.ifPresent(before::add);
                  if (file.isPresent() && file.get().link() != null) {
                    sql.update(REMOVE, id);
                  }
                }
              });
          return before;
        });
  }
}
