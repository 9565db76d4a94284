package dev.tensors.tsr.answers.repositories;

import dev.tensors.tsr.huggingface.RepositoryFiles;
import dev.tensors.tsr.library.versions.NewerCommits;
import dev.tensors.tsr.model.BaseRepositories;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The repositories at Hugging Face that are in the catalogue. */
public final class Repositories {

  /** The revision that a repository is asked for where none is named. */
  private static final String MAIN = "main";

  private static final int COLUMNS = 9;

  private static final String INSERT =
      """
      INSERT INTO hf_repositories
        (repo, revision, ref, licence, base_model, civitai_base, gated, modified_at, fetched_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Files of an older commit of the same branch that are in the new one, too. */
  private static final String FOLLOW =
      """
      UPDATE local_files SET hf_revision = ?2, hf_path = (
        SELECT h.path FROM hf_files h
        WHERE h.repo = ?1 AND h.revision = ?2 AND h.sha256 = local_files.sha256
        ORDER BY h.path = local_files.hf_path DESC, h.path LIMIT 1)
      WHERE hf_repo = ?1
        AND hf_revision IN (
          SELECT revision FROM hf_repositories WHERE repo = ?1 AND ref = ?3 AND revision <> ?2)
        AND EXISTS (
          SELECT 1 FROM hf_files h
          WHERE h.repo = ?1 AND h.revision = ?2 AND h.sha256 = local_files.sha256)
      """;

  /** Older commits of the same branch, but those of which a file is here. */
  private static final String FORGET =
      """
      DELETE FROM hf_repositories
      WHERE repo = ?1 AND ref = ?3 AND revision <> ?2 AND NOT EXISTS (
        SELECT 1 FROM local_files f
        WHERE f.hf_repo = hf_repositories.repo AND f.hf_revision = hf_repositories.revision)
      """;

  /** From a name to another one; what is stored under that is newer. */
  private static final List<String> RENAME =
      List.of(
          """
          INSERT OR IGNORE INTO hf_repositories
            (repo, revision, ref, licence, base_model, civitai_base, gated, modified_at, fetched_at)
          SELECT ?2, revision, ref, licence, base_model, civitai_base, gated, modified_at, fetched_at
          FROM hf_repositories WHERE repo = ?1
          """,
          """
          INSERT OR IGNORE INTO hf_files (repo, revision, path, size_bytes, sha256)
          SELECT ?2, revision, path, size_bytes, sha256 FROM hf_files WHERE repo = ?1
          """,
          "UPDATE local_files SET hf_repo = ?2 WHERE hf_repo = ?1",
          "DELETE FROM hf_repositories WHERE repo = ?1 AND ?2 IS NOT NULL");

  /** The commits of repositories, with their files as lists of paths, sizes and hashes. */
  private static final String ALL =
      """
      SELECT repo, revision, ref, licence, base_model, civitai_base, gated, modified_at, fetched_at
      FROM hf_repositories WHERE (repo, revision) > (?, ?) ORDER BY repo, revision LIMIT ?
      """;

  private static final String IS_LATER =
      """
      SELECT count(*) FROM hf_repositories
      WHERE repo = ?1 AND (ref = ?2 OR revision = ?3) AND fetched_at >= ?4
      """;

  /** A commit in the catalogue, with the columns of {@link #ALL}. */
  private record Commit(List<@Nullable String> columns) {

    String name() {
      return String.valueOf(columns.get(0));
    }

    String revision() {
      return String.valueOf(columns.get(1));
    }

    String ref() {
      return String.valueOf(columns.get(2));
    }
  }

  private final Database database;

  public Repositories(Database database) {
    this.database = database;
  }

  /**
   * The repositories that files are linked to, each with the branch of which it has a commit.
   *
   * @param files a condition on the files f
   */
  public List<Repository> linked(Conditions files) {
    Conditions linked =
        new Conditions().and("f.hf_repo IS NOT NULL AND f.missing_since IS NULL").and(files);
    return database.query(
        sql ->
            sql.list(
                "SELECT DISTINCT f.hf_repo, nullif(%s, '%s') FROM local_files f %s%s ORDER BY 1, 2"
                    .formatted(NewerCommits.BRANCH, MAIN, NewerCommits.OWN, linked.sql()),
                row -> new Repository(row.getString(1), row.getString(2)),
                linked.values()));
  }

  /**
   * Copies the commits that another catalogue has of repositories, each in a transaction with its
   * files, in place of the same branch here if that was fetched earlier.
   *
   * @return the number of commits that were copied
   * @throws InterruptedException if the thread was interrupted; what was copied stays
   */
  public long take(Database other) throws InterruptedException {
    long[] taken = {0};
    Pages.<Commit>each(
        (last, limit) -> commits(other, last, limit),
        page -> {
          for (Commit commit : page) {
            Pages.goOnUnlessInterrupted();
            taken[0] += take(other, commit) ? 1 : 0;
          }
        });
    return taken[0];
  }

  private static List<Commit> commits(Database other, @Nullable Commit last, int limit) {
    return other.query(
        sql ->
            sql.list(
                ALL,
                row -> {
                  List<@Nullable String> columns = new ArrayList<>();
                  for (int i = 1; i <= COLUMNS; i++) {
                    columns.add(row.getString(i));
                  }
                  return new Commit(columns);
                },
                last == null ? "" : last.name(),
                last == null ? "" : last.revision(),
                limit));
  }

  private boolean take(Database other, Commit commit) {
    List<RepositoryFiles.File> files =
        other.query(
            sql ->
                sql.list(
                    "SELECT path, size_bytes, sha256 FROM hf_files WHERE repo = ? AND revision = ?",
                    row ->
                        new RepositoryFiles.File(
                            row.getString(1),
                            Sql.nullableLong(row, "size_bytes"),
                            row.getString(3)),
                    commit.name(),
                    commit.revision()));
    return database.write(
        sql -> {
          if (sql.number(
                  IS_LATER,
                  commit.name(),
                  commit.ref(),
                  commit.revision(),
                  commit.columns().getLast())
              > 0) {
            return false;
          }
          sql.update(
              "DELETE FROM hf_repositories WHERE repo = ? AND revision = ?",
              commit.name(),
              commit.revision());
          sql.update(INSERT, commit.columns().toArray());
          addFiles(sql, commit.name(), commit.revision(), files);
          sql.update(FOLLOW, commit.name(), commit.revision(), commit.ref());
          sql.update(FORGET, commit.name(), commit.revision(), commit.ref());
          return true;
        });
  }

  /** The repository that a file is linked to; empty if it is missing or linked to none. */
  public Optional<Repository> ofFile(long id) {
    return linked(new Conditions().and("f.id = ?", id)).stream().findFirst();
  }

  /**
   * Stores a repository with its files in place of an older commit of the same branch, in one
   * transaction. Of an older commit stays what a file here is.
   *
   * @param asked as the user named it: what is stored under a former name gets the new one
   * @param now ISO 8601, UTC
   * @return whether this branch was stored before
   */
  public boolean store(RepositoryFiles repository, Repository asked, String now) {
    String revision = asked.revision();
    String ref = revision == null ? MAIN : revision;
    return database.write(
        sql -> {
          if (!asked.name().equals(repository.name())) {
            rename(sql, asked.name(), repository.name());
          }
          return store(sql, repository, ref, now);
        });
  }

  private static void rename(Sql sql, String before, String now) throws SQLException {
    for (String statement : RENAME) {
      sql.update(statement, before, now);
    }
  }

  private static boolean store(Sql sql, RepositoryFiles repository, String ref, String now)
      throws SQLException {
    String name = repository.name();
    String commit = repository.commit();
    boolean again =
        sql.number("SELECT count(*) FROM hf_repositories WHERE repo = ? AND ref = ?", name, ref)
            > 0;
    sql.update("DELETE FROM hf_repositories WHERE repo = ? AND revision = ?", name, commit);
    sql.update(
        INSERT,
        name,
        commit,
        ref,
        repository.licence(),
        repository.baseModel(),
        BaseRepositories.base(name, repository.baseModels()),
        repository.isGated() ? 1 : 0,
        repository.modifiedAt(),
        now);
    addFiles(sql, name, commit, repository.files());
    sql.update(FOLLOW, name, commit, ref);
    sql.update(FORGET, name, commit, ref);
    return again;
  }

  private static void addFiles(
      Sql sql, String name, String commit, List<RepositoryFiles.File> files) throws SQLException {
    for (RepositoryFiles.File file : files) {
      sql.update(
          """
          INSERT INTO hf_files (repo, revision, path, size_bytes, sha256) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
          name,
          commit,
          file.path(),
          file.sizeBytes(),
          file.sha256());
    }
  }
}
