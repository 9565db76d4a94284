package dev.tensors.tsr.answers;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists the example images of cached versions, by CivitAI's ids. */
public final class VersionImages {

  /**
   * An example image or video of a version, as CivitAI lists it.
   *
   * @param id CivitAI's id; null: not known
   * @param type image or video; null: not known
   * @param nsfwLevel CivitAI's level, a bit mask; null: not known
   */
  public record VersionImage(
      @Nullable Long id, String url, @Nullable String type, @Nullable Long nsfwLevel) {

    /** CivitAI's level of images that anyone may see. */
    private static final long PG = 1;

    /** Whether CivitAI marks it as one that anyone may see; an unknown level is no such mark. */
    public boolean isPg() {
      return isPg(nsfwLevel);
    }

    /** Whether a level of CivitAI is that of images that anyone may see. */
    public static boolean isPg(@Nullable Long nsfwLevel) {
      return nsfwLevel != null && nsfwLevel == PG;
    }

    public boolean isVideo() {
      String address = url.toLowerCase(Locale.ROOT);
      return type == null
          ? address.endsWith(".mp4") || address.endsWith(".webm")
          : type.equalsIgnoreCase("video");
    }
  }

  private final Database database;

  public VersionImages(Database database) {
    this.database = database;
  }

  /** The images of a version in their order. */
  public List<VersionImage> of(long versionId) {
    return database.query(
        sql ->
            sql.list(
                """
                SELECT i.civitai_id, i.url, i.type, i.nsfw_level
                FROM model_versions v JOIN version_images i ON i.version_id = v.id
                WHERE v.civitai_id = ? ORDER BY i.id
                """,
                row ->
                    new VersionImage(
                        Sql.nullableLong(row, "civitai_id"),
                        row.getString("url"),
                        row.getString("type"),
                        Sql.nullableLong(row, "nsfw_level")),
                versionId));
  }

  /** The ids of all versions of a model, also of those that CivitAI no longer has. */
  public List<Long> versions(long modelId) {
    return versions(modelId, true);
  }

  /** The ids of the versions of a model that CivitAI has. */
  public List<Long> versionsNotGone(long modelId) {
    return versions(modelId, false);
  }

  private List<Long> versions(long modelId, boolean withGone) {
    return database.query(
        sql ->
            sql.list(
                """
                SELECT v.civitai_id FROM models m JOIN model_versions v ON v.model_id = m.id
                WHERE m.civitai_id = ? AND (? OR v.gone_at IS NULL)
                ORDER BY v.version_index IS NULL, v.version_index, v.id
                """,
                row -> row.getLong(1),
                modelId,
                withGone));
  }
}
