package dev.tensors.tsr.answers.repositories;

import dev.tensors.tsr.answers.Links;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Links between files and the files of repositories at Hugging Face, by their SHA-256. */
public final class RepositoryLinks {

  /**
   * Which files are linked, and to what.
   *
   * @param ids of the files; null: of all that are not missing
   * @param repository which the files are linked to in place of another one; null: any that is
   *     cached, where they are linked to none
   * @param ref as the repository was asked for, or a commit; null: any
   */
  public record Wanted(
      @Nullable Collection<Long> ids, @Nullable String repository, @Nullable String ref) {

    /** All files that are linked to no repository. */
    public static final Wanted ALL = new Wanted(null, null, null);
  }

  private record Match(long id, String sha256, String repository, String revision, String path) {

    boolean isNamedAs(String file) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return file.endsWith(name)
          && file.length() > name.length()
          && "/\\".indexOf(file.charAt(file.length() - name.length() - 1)) >= 0;
    }
  }

  /** The files of cached repositories, and copies of files whose repository is known otherwise. */
  private static final String MATCHES =
      """
      SELECT f.id, f.file_path, f.sha256, h.repo, h.revision, h.path
      FROM (
        SELECT h.sha256, h.repo, h.revision, h.path, r.ref FROM hf_files h
        JOIN hf_repositories r ON r.repo = h.repo AND r.revision = h.revision
        WHERE h.sha256 IS NOT NULL
        UNION ALL
        SELECT sha256, hf_repo, hf_revision, hf_path, NULL FROM local_files WHERE hf_repo IS NOT NULL
      ) h
      JOIN local_files f ON f.sha256 = h.sha256
      WHERE f.missing_since IS NULL
        AND (?1 IS NULL OR f.id IN (SELECT value FROM json_each(?1)))
        AND CASE WHEN ?2 IS NULL THEN f.hf_repo IS NULL ELSE h.repo = ?2 END
        AND (?3 IS NULL OR h.ref = ?3 OR h.revision = ?3)
      ORDER BY f.file_path, h.repo, h.path, h.revision
      """;

  private static final String LINK =
      """
      UPDATE local_files SET hf_repo = ?, hf_revision = ?, hf_path = ?,
        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE id = ? AND sha256 = ?
      """;

  private static final int BATCH = 1000;

  private final Database database;

  public RepositoryLinks(Database database) {
    this.database = database;
  }

  /**
   * Links files. Of several files of repositories the one counts that has the local file's name,
   * else the first in the order of their names.
   *
   * @return the linked files, in the order of their paths
   * @throws InterruptedException if the thread was interrupted; what was linked stays
   */
  public List<LinkableFile> link(Wanted wanted) throws InterruptedException {
    List<LinkableFile> linked = new ArrayList<>();
    Links links = new Links(database);
    for (List<Match> some :
        matches(wanted).stream().gather(Gatherers.windowFixed(BATCH)).toList()) {
      Pages.goOnUnlessInterrupted();
      database.change(
          sql -> {
            for (Match match : some) {
              if (link(sql, match)) {
                links.target(match.id()).ifPresent(linked::add);
              }
            }
          });
    }
    return linked;
  }

  private Collection<Match> matches(Wanted wanted) {
    Map<Long, Match> first = new LinkedHashMap<>();
    Collection<Long> ids = wanted.ids();
    database.query(
        sql ->
            sql.forEach(
                MATCHES,
                row -> {
                  Match match = match(row);
                  Match before = first.putIfAbsent(match.id(), match);
                  String file = row.getString(2);
                  if (before != null && !before.isNamedAs(file) && match.isNamedAs(file)) {
                    first.put(match.id(), match);
                  }
                },
                ids == null ? null : Sql.array(ids),
                wanted.repository(),
                wanted.ref()));
    return first.values();
  }

  private static Match match(ResultSet row) throws SQLException {
    return new Match(
        row.getLong(1), row.getString(3), row.getString(4), row.getString(5), row.getString(6));
  }

  private static boolean link(Sql sql, Match match) throws SQLException {
    return sql.update(
            LINK, match.repository(), match.revision(), match.path(), match.id(), match.sha256())
        == 1;
  }

  /**
   * Removes the links of files, in one transaction.
   *
   * @return the files that had one, as they were before
   */
  public List<LinkableFile> remove(Collection<Long> ids) {
    Links links = new Links(database);
    return database.write(
        sql -> {
          List<LinkableFile> before = new ArrayList<>();
          for (long id : ids) {
            Optional<LinkableFile> file = links.target(id);
            int removed =
                sql.update(
                    """
                    UPDATE local_files SET hf_repo = NULL, hf_revision = NULL, hf_path = NULL,
                      updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
                    WHERE id = ? AND hf_repo IS NOT NULL
                    """,
                    id);
            if (removed == 1) {
              file.ifPresent(before::add);
            }
          }
          return before;
        });
  }
}
