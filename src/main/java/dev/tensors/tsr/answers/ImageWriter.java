package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.Upsert;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores the images of one version, or updates those that are cached. */
final class ImageWriter {

  private final Sql sql;
  private final Upsert upsert;

  ImageWriter(Sql sql, Upsert upsert) {
    this.sql = sql;
    this.upsert = upsert;
  }

  void write(long version, List<WireImage> listed) throws SQLException {
    List<WireImage> images = withAddress(listed);
    if (images.isEmpty()) {
      return;
    }
    Set<Long> kept = new HashSet<>();
    KnownImages known = KnownImages.of(version, sql);
    for (WireImage image : images) {
      long id = image(version, image, known);
      kept.add(id);
      if (image.video() != null) {
        upsert.by("image_id", "image_video_metadata", image.video().copy().with("image_id", id));
      }
      parameters(id, image.parameters());
      resources(id, image.resources());
    }
    removeOthers(version, kept);
  }

  /**
   * Adds what is not stored yet, and changes nothing that is.
   *
   * @param alsoNew whether to add images, and not only values of those that are stored
   * @return the number of images that were added
   */
  int addMissing(long version, List<WireImage> images, boolean alsoNew) throws SQLException {
    int added = 0;
    KnownImages known = KnownImages.of(version, sql);
    for (WireImage image : withAddress(images)) {
      Long row = known.row(image.get(WireImage.ID), address(image));
      if (row == null && alsoNew) {
        addRest(image(version, image, known), image);
        added++;
      } else if (row != null) {
        upsert.fill(row, "version_images", image.row());
        addRest(row, image);
      }
    }
    return added;
  }

  private void addRest(long id, WireImage image) throws SQLException {
    if (image.video() != null && !upsert.has("image_video_metadata", "image_id", id)) {
      upsert.insert("image_video_metadata", image.video().copy().with("image_id", id));
    }
    if (!upsert.has("image_generation_params", "image_id", id)) {
      parameters(id, image.parameters());
    }
    if (!upsert.has("image_resources", "image_id", id)) {
      resources(id, image.resources());
    }
  }

  private long image(long version, WireImage image, KnownImages images) throws SQLException {
    ColumnValues columns = image.row().copy().with("version_id", version);
    Long civitaiId = image.get(WireImage.ID);
    String url = address(image);
    Long known = images.row(civitaiId, url);
    if (known != null) {
      return upsert.update(known, "version_images", columns);
    }
    long added = upsert.insert("version_images", columns);
    images.add(added, civitaiId, url);
    return added;
  }

  /** Replaces only the parameters in the answer: most answers have none, and some only a few. */
  private void parameters(long image, Map<String, GenerationParameter> parameters)
      throws SQLException {
    if (parameters.isEmpty()) {
      return;
    }
    // Deleted by row id: no index has the key, and an image can have any number of parameters.
    List<Long> replaced = new ArrayList<>();
    sql.forEach(
        "SELECT id, key FROM image_generation_params WHERE image_id = ?",
        row -> {
          if (parameters.containsKey(row.getString(2))) {
            replaced.add(row.getLong(1));
          }
        },
        image);
    for (long row : replaced) {
      sql.update("DELETE FROM image_generation_params WHERE id = ?", row);
    }
    for (Map.Entry<String, GenerationParameter> parameter : parameters.entrySet()) {
      sql.update(
          "INSERT INTO image_generation_params (image_id, key, value, is_json) VALUES (?, ?, ?, ?)",
          image,
          parameter.getKey(),
          parameter.getValue().value(),
          parameter.getValue().isJson());
    }
  }

  private void resources(long image, List<ImageResource> resources) throws SQLException {
    if (resources.isEmpty()) {
      return;
    }
    sql.update("DELETE FROM image_resources WHERE image_id = ?", image);
    for (ImageResource resource : resources) {
      sql.update(
          """
          INSERT INTO image_resources (image_id, name, type, hash, weight, model_version_id)
          VALUES (?, coalesce(?, ''), ?, ?, ?, ?)
          """,
          image,
          resource.name(),
          resource.type(),
          resource.hash(),
          resource.weight(),
          resource.modelVersionId());
    }
  }

  private static List<WireImage> withAddress(List<WireImage> images) {
    return images.stream().filter(image -> image.get(WireImage.URL) != null).toList();
  }

  private static String address(WireImage image) {
    return String.valueOf(image.get(WireImage.URL));
  }

  /** Deletes the images that the answer does not list, but keeps generation parameters. */
  private void removeOthers(long version, Set<Long> kept) throws SQLException {
    List<Long> withoutParameters =
        sql.list(
            """
            SELECT id FROM version_images i WHERE version_id = ?
              AND NOT EXISTS (SELECT 1 FROM image_generation_params WHERE image_id = i.id)
            """,
            row -> row.getLong(1),
            version);
    for (long id : withoutParameters) {
      if (!kept.contains(id)) {
        sql.update("DELETE FROM version_images WHERE id = ?", id);
      }
    }
  }

  /**
   * Finds the rows of a version's images. CivitAI's calls give the same image different URLs, so
   * its id identifies it, if it has one. Legacy rows have the id only in the URL.
   */
  private static final class KnownImages {

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
}
