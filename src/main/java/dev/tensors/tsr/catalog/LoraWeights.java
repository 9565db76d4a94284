package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.ExampleImage;
import dev.tensors.tsr.prompts.ModelMarks;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How strongly example images use a file's model. */
public final class LoraWeights {

  private final Database database;

  public LoraWeights(Database database) {
    this.database = database;
  }

  /** The weight that most example images of the file's version use; 1 if none is known. */
  public double usual(LocalFile file) {
    return file.versionId() == null ? 1 : database.snapshot(sql -> usual(sql, file));
  }

  private static double usual(Sql sql, LocalFile file) throws SQLException {
    List<ExampleImage> images = new ArrayList<>();
    for (long id :
        sql.list(
            """
            SELECT i.id FROM model_versions v JOIN version_images i ON i.version_id = v.id
            WHERE v.civitai_id = ? ORDER BY i.id
            """,
            row -> row.getLong(1),
            file.versionId())) {
      images.add(ExampleImages.image(sql, id).withoutParameters());
    }
    return marks(sql, file).usualWeight(images);
  }

  private static ModelMarks marks(Sql sql, LocalFile file) throws SQLException {
    List<String> hashes =
        sql.list(
            """
            SELECT h.hash_value FROM model_versions v
            JOIN version_files f ON f.version_id = v.id
            JOIN file_hashes h ON h.file_id = f.id
            WHERE v.civitai_id = ?
            """,
            row -> row.getString(1),
            file.versionId());
    List<String> names =
        sql.list(
            """
            SELECT f.name FROM model_versions v JOIN version_files f ON f.version_id = v.id
            WHERE v.civitai_id = ?
            """,
            row -> row.getString(1),
            file.versionId());
    hashes.add(file.sha256());
    names.add(file.path());
    return new ModelMarks(file.versionId(), hashes, names);
  }
}
