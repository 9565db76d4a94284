package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds files with the same content. */
public final class Duplicates {

  private static final String QUERY =
      LocalFiles.COLUMNS
          + """
          WHERE missing_since IS NULL AND sha256 IN (
            SELECT sha256 FROM local_files WHERE missing_since IS NULL
            GROUP BY sha256 HAVING count(DISTINCT coalesce(file_key, file_path)) > 1)
          ORDER BY size_bytes DESC, sha256, mtime_ns, id
          """;

  private final Database database;

  public Duplicates(Database database) {
    this.database = database;
  }

  /**
   * Groups of recorded files with the same SHA-256, the largest files first; within a group the
   * oldest first. Of hard links to one file only one is in a group.
   */
  public List<List<LocalFile>> groups() {
    Map<String, Map<String, LocalFile>> groups = new LinkedHashMap<>();
    database.query(
        sql -> {
          sql.each(
              QUERY,
              LocalFiles::file,
              file -> {
                String key = file.stamp().fileKey();
                groups
                    .computeIfAbsent(file.sha256(), sha256 -> new LinkedHashMap<>())
                    .putIfAbsent(key == null ? file.path() : key, file);
              });
          return null;
        });
    List<List<LocalFile>> lists = new ArrayList<>();
    groups.values().forEach(group -> lists.add(List.copyOf(group.values())));
    return lists;
  }
}
