package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a version's images by what tells them apart. The same image has another url in each
 * kind of answer: its id tells, where it has one. The Python original kept that only in the url.
 */
final class KnownImages {

  private final Map<Long, Long> byId = new HashMap<>();

  /** Of images whose id is not stored: by the name of the file in the url, which is the id. */
  private final Map<String, Long> byName = new HashMap<>();

  private final Map<String, Long> byUrl = new HashMap<>();
  private final Map<String, Long> byUrlWithoutId = new HashMap<>();

  private KnownImages() {}

  /** Those that are cached of a version, by its row. */
  static KnownImages of(long version, Sql sql) throws SQLException {
    KnownImages images = new KnownImages();
    for (Object[] row :
        sql.list(
            "SELECT id, civitai_id, url FROM version_images WHERE version_id = ? ORDER BY id",
            KnownImages::values,
            version)) {
      images.add((long) row[0], (Long) row[1], (String) row[2]);
    }
    return images;
  }

  private static Object[] values(ResultSet row) throws SQLException {
    return new Object[] {
      row.getLong("id"), Sql.nullableLong(row, "civitai_id"), row.getString("url")
    };
  }

  void add(long row, Long civitaiId, String url) {
    byUrl.putIfAbsent(url, row);
    if (civitaiId != null) {
      byId.putIfAbsent(civitaiId, row);
    } else {
      byUrlWithoutId.putIfAbsent(url, row);
      byName.putIfAbsent(name(url), row);
    }
  }

  /**
   * The row of an image; null if it is not cached.
   *
   * @param civitaiId null where CivitAI does not tell
   */
  Long row(Long civitaiId, String url) {
    if (civitaiId == null) {
      return byUrl.get(url);
    }
    Long row = byId.get(civitaiId);
    if (row == null) {
      row = byUrlWithoutId.get(url);
    }
    return row == null ? byName.get(civitaiId.toString()) : row;
  }

  private static String name(String url) {
    String file = url.substring(url.lastIndexOf('/') + 1);
    int dot = file.indexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }
}
