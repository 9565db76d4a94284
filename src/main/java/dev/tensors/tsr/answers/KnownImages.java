package dev.tensors.tsr.answers;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a version's images. CivitAI's calls give the same image different URLs, so its
 * id identifies it, if it has one. Legacy rows have the id only in the URL.
 */
final class KnownImages {

  private final Map<Long, Long> byId = new HashMap<>();

  /** Images without a stored id, by the file name in the URL, which is the id. */
  private final Map<String, Long> byName = new HashMap<>();

  private final Map<String, Long> byUrl = new HashMap<>();
  private final Map<String, Long> byUrlWithoutId = new HashMap<>();

  private KnownImages() {}

  /** The cached images of a version, by its row id. */
  static KnownImages of(long version, Sql sql) throws SQLException {
    KnownImages images = new KnownImages();
    sql.forEach(
        "SELECT id, civitai_id, url FROM version_images WHERE version_id = ? ORDER BY id",
        row ->
            images.add(
                row.getLong("id"), Sql.nullableLong(row, "civitai_id"), row.getString("url")),
        version);
    return images;
  }

  void add(long row, @Nullable Long civitaiId, String url) {
    byUrl.putIfAbsent(url, row);
    if (civitaiId != null) {
      byId.putIfAbsent(civitaiId, row);
    } else {
      byUrlWithoutId.putIfAbsent(url, row);
      byName.putIfAbsent(name(url), row);
    }
  }

  /** The row id of an image; null if it is not cached. */
  @Nullable Long row(@Nullable Long civitaiId, String url) {
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
