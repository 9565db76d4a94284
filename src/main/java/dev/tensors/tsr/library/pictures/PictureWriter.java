package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Records what came of reading the user's own pictures. */
public final class PictureWriter {

  /**
   * What came of reading a picture.
   *
   * @param stamp {@link FileStamp#UNKNOWN} to have it read again the next time
   * @param besideNs when what programs put beside it was last written, nanoseconds since 1970; 0:
   *     there is nothing
   * @param problem the part that could not be read; null if all could
   * @param failure why nothing could be read; null if it was read
   */
  public record Read(
      String path,
      FileStamp stamp,
      MediaKind kind,
      long besideNs,
      @Nullable String tool,
      @Nullable String prompt,
      @Nullable String negativePrompt,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable String problem,
      @Nullable String failure,
      List<ModelMention> models) {

    /** A picture of which nothing could be read. */
    public static Read failed(String path, FileStamp stamp, MediaKind kind, String reason) {
      return new Read(path, stamp, kind, 0, null, null, null, null, null, null, reason, List.of());
    }

    /** Whether another attempt at the same picture may succeed, as with other permissions. */
    public boolean mayPass() {
      return failure != null && stamp.equals(FileStamp.UNKNOWN);
    }
  }

  /** A longer prompt is cut: no person wrote it. */
  private static final int LONGEST_PROMPT = 100_000;

  private static final int LONGEST_ADDRESS = 2_000;

  private static final String WRITE =
      """
      INSERT INTO own_images
        (path, size_bytes, mtime_ns, kind, beside_ns, tool, prompt, negative_prompt, width, height, problem,
          failure)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (path) DO UPDATE SET size_bytes = excluded.size_bytes,
        mtime_ns = excluded.mtime_ns, kind = excluded.kind,
        beside_ns = excluded.beside_ns, tool = excluded.tool,
        prompt = excluded.prompt,
        negative_prompt = excluded.negative_prompt, width = excluded.width,
        height = excluded.height, problem = excluded.problem, failure = excluded.failure,
        missing_since = NULL
      """;

  /**
   * Records a failure. Keeps the models that were read before, and the time that the picture had
   * then.
   */
  private static final String WRITE_FAILURE =
      """
      INSERT INTO own_images (path, size_bytes, mtime_ns, kind, failure) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (path) DO UPDATE SET size_bytes = excluded.size_bytes,
        failure = excluded.failure, missing_since = NULL
      """;

  private static final String WRITE_MODEL =
      """
      INSERT INTO own_image_models
        (image_id, type, name, hash, hash_kind, weight, civitai_version_id, civitai_model_id, air, url)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final Database database;

  public PictureWriter(Database database) {
    this.database = database;
  }

  /**
   * Records pictures in one transaction, in the place of what was recorded of them. Of a picture
   * that may be readable again, what was read before stays.
   *
   * @param ids receives the row of each picture
   */
  public void write(Collection<Read> pictures, LongConsumer ids) {
    database.change(
        sql -> {
          for (Read picture : pictures) {
            ids.accept(write(sql, picture));
          }
        });
  }

  /** Whether a picture tells what is recorded of another one. */
  public boolean hasRead(OwnImages.OwnImage recorded, Read picture) {
    return database.query(
        sql ->
            sql.first(
                        """
                    SELECT tool IS ?2 AND prompt IS ?3 AND negative_prompt IS ?4 AND width IS ?5
                      AND height IS ?6 AND problem IS ?7 AND failure IS ?8
                    FROM own_images WHERE id = ?1
                    """,
                        row -> row.getBoolean(1),
                        values(picture, recorded.id()))
                    .orElse(false)
                && sql.list(
                        "SELECT * FROM own_image_models WHERE image_id = ? ORDER BY id",
                        OwnImages::mention,
                        recorded.id())
                    .equals(picture.models().stream().map(PictureWriter::kept).toList()));
  }

  /** Some values, and after them those that were read. */
  private static @Nullable Object[] values(Read picture, Object... before) {
    List<@Nullable Object> values = new ArrayList<>(List.of(before));
    Collections.addAll(
        values,
        picture.tool(),
        cut(picture.prompt()),
        cut(picture.negativePrompt()),
        picture.width(),
        picture.height(),
        picture.problem(),
        picture.failure());
    return values.toArray();
  }

  private static long write(Sql sql, Read picture) throws SQLException {
    FileStamp stamp = picture.stamp();
    if (picture.mayPass()) {
      sql.update(
          WRITE_FAILURE,
          picture.path(),
          stamp.sizeBytes(),
          stamp.mtimeNs(),
          picture.kind().word(),
          picture.failure());
      return id(sql, picture);
    }
    sql.update(
        WRITE,
        values(
            picture,
            picture.path(),
            stamp.sizeBytes(),
            stamp.mtimeNs(),
            picture.kind().word(),
            picture.besideNs()));
    long id = id(sql, picture);
    writeModels(sql, id, picture.models());
    return id;
  }

  private static long id(Sql sql, Read picture) throws SQLException {
    return sql.number("SELECT id FROM own_images WHERE path = ?", picture.path());
  }

  private static void writeModels(Sql sql, long id, List<ModelMention> models) throws SQLException {
    sql.update("DELETE FROM own_image_models WHERE image_id = ?", id);
    for (ModelMention model : models) {
      ModelMatch kind = model.hashKind();
      sql.update(
          WRITE_MODEL,
          id,
          model.kind().type(),
          model.name(),
          model.hash(),
          kind == null ? null : kind.word().toLowerCase(Locale.ROOT),
          model.weight(),
          model.versionId(),
          model.modelId(),
          model.air(),
          kept(model).url());
    }
  }

  /** Without an address that no person would have written. */
  private static ModelMention kept(ModelMention model) {
    String url = model.url();
    return url == null || url.length() <= LONGEST_ADDRESS ? model : model.withUrl(null);
  }

  private static @Nullable String cut(@Nullable String prompt) {
    return prompt == null || prompt.length() <= LONGEST_PROMPT
        ? prompt
        : prompt.substring(0, LONGEST_PROMPT);
  }
}
