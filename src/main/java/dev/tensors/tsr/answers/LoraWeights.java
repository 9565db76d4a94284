package dev.tensors.tsr.answers;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.notes.EffectiveNotes;
import dev.tensors.tsr.model.examples.VersionMatcher;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The weights with which the user or example images use the model of a file. */
public final class LoraWeights {

  private final Database database;

  public LoraWeights(Database database) {
    this.database = database;
  }

  /**
   * The weight that the user has noted, in tsr or in another manager, else the one that most
   * example images of the file's version use; 1 if none is known.
   */
  public double usual(LocalFile file) {
    return database.snapshot(
        sql -> {
          Optional<Double> noted = EffectiveNotes.weight(sql, file.sha256());
          if (noted.isPresent()) {
            return noted.get();
          }
          Long version = file.versionId();
          return version == null ? 1 : usual(sql, file, version);
        });
  }

  private static double usual(Sql sql, LocalFile file, long version) throws SQLException {
    return marks(sql, file, version).usualWeight(ExampleImages.models(sql, version));
  }

  private static VersionMatcher marks(Sql sql, LocalFile file, long version) throws SQLException {
    List<String> hashes =
        sql.list(
            """
            SELECT h.hash_value FROM model_versions v
            JOIN version_files f ON f.version_id = v.id
            JOIN file_hashes h ON h.file_id = f.id
            WHERE v.civitai_id = ?
            """,
            row -> row.getString(1),
            version);
    List<String> names =
        sql.list(
            """
            SELECT f.name FROM model_versions v JOIN version_files f ON f.version_id = v.id
            WHERE v.civitai_id = ?
            """,
            row -> row.getString(1),
            version);
    hashes.add(file.sha256());
    names.add(file.path());
    return new VersionMatcher(version, hashes, names);
  }
}
