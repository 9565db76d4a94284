package dev.tensors.tsr.library;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.system.PathNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds recorded files with the same SHA-256. */
public final class Duplicates {

  /**
   * A file whose SHA-256 another recorded file has, too.
   *
   * @param damaged whether another content was read since it was recorded
   * @param need why it must stay, whatever copies it has, in a word or two; null: it need not
   */
  public record DuplicateFile(LocalFile file, boolean damaged, @Nullable String need) {}

  /**
   * A content that several files have.
   *
   * @param sha256 upper case hex
   * @param sizeBytes of each file; 0 if unknown
   */
  public record Content(String sha256, long sizeBytes) {}

  /** Files that are recorded for contents of several paths, and their size together. */
  public record Sum(long files, long bytes) {}

  private static final String SEVERAL =
      """
      SELECT sha256, coalesce(max(size_bytes), 0) AS size, count(*) AS count FROM local_files
      %s
      GROUP BY sha256 HAVING count(*) > 1
      """;

  private final Database database;
  private final Set<String> folders;
  private final Conditions recorded = new Conditions().and("missing_since IS NULL");

  /**
   * The copies of some files.
   *
   * @param some a condition on the column id; an empty one for all files
   */
  public Duplicates(Database database, Conditions some) {
    this.database = database;
    this.folders = Set.copyOf(new ScannedFolders(database).all());
    if (!some.isEmpty()) {
      recorded.and(some.within("sha256 IN (SELECT sha256 FROM local_files WHERE %s)"));
    }
  }

  /**
   * The contents that are recorded for several paths, the largest first. The paths can be hard
   * links of one file.
   */
  public List<Content> contents() {
    return database.query(
        sql ->
            sql.list(
                SEVERAL.formatted(recorded.sql()) + "ORDER BY size DESC, sha256",
                row -> new Content(row.getString(1), row.getLong(2)),
                recorded.values()));
  }

  /** The files of all {@link #contents}. */
  public Sum sum() {
    return database.query(
        sql ->
            sql.first(
                    "SELECT coalesce(sum(count), 0), CAST(total(count * size) AS INTEGER) FROM (%s)"
                        .formatted(SEVERAL.formatted(recorded.sql())),
                    row -> new Sum(row.getLong(1), row.getLong(2)),
                    recorded.values())
                .orElseThrow());
  }

  /**
   * The files with each content, in the order of the contents, without missing files.
   *
   * @param contents some hundred at most: each is bound to a question mark
   */
  public List<List<DuplicateFile>> files(List<Content> contents) {
    Map<String, List<DuplicateFile>> files = new LinkedHashMap<>();
    contents.forEach(content -> files.put(content.sha256(), new ArrayList<>()));
    Conditions where =
        new Conditions()
            .and("missing_since IS NULL")
            .andIn("sha256", contents.stream().map(Content::sha256).toList());
    database.query(
        sql ->
            sql.each(
                LocalFiles.COLUMNS + where.sql(),
                row -> {
                  LocalFile file = LocalFiles.file(row);
                  return new DuplicateFile(file, row.getBoolean("damaged"), need(file.path()));
                },
                file ->
                    files
                        .computeIfAbsent(file.file().sha256(), hash -> new ArrayList<>())
                        .add(file),
                where.values()));
    return List.copyOf(files.values());
  }

  /**
   * Symlinks lead to the blobs of Hugging Face's cache. A file outside of the folders that were
   * scanned was found by a symlink in them, which would lead nowhere without it; where no folder
   * was, files were named themselves.
   */
  private @Nullable String need(String path) {
    if (RecordedPath.isInHubCache(path)) {
      return "Hugging Face's cache";
    }
    boolean isFoundInFolder =
        folders.isEmpty() || PathNames.HERE.above(path, folders::contains) != null;
    return isFoundInFolder ? null : "symlink";
  }
}
