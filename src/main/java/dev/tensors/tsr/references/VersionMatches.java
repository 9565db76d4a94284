package dev.tensors.tsr.references;

import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;

/** Finds the files of the version or model at CivitAI whose id a mention has. */
final class VersionMatches {

  private static final String OF_VERSION =
      """
      SELECT id FROM local_files WHERE civitai_version_id = ?1
      UNION
      SELECT f.id FROM model_versions v
      JOIN version_files n ON n.version_id = v.id AND %s
      JOIN file_hashes h ON h.file_id = n.id AND h.hash_type = 'SHA256'
      JOIN local_files f ON f.sha256 = h.hash_value
      WHERE v.civitai_id = ?1
      """
          .formatted(VersionFileType.isModel("n.type"));

  private final Sql sql;

  VersionMatches(Sql sql) {
    this.sql = sql;
  }

  /** The files that are here, else the known one that is not; none if there is no id. */
  List<MatchedFile> of(ModelMention mention) throws SQLException {
    Long version = mention.versionId();
    Long model = mention.modelId();
    if (version != null) {
      return ofVersion(version);
    }
    return model == null ? List.of() : ofModel(model);
  }

  /** The rows of the recorded files, here and missing, of a version. */
  List<Long> rows(long version) throws SQLException {
    return sql.numbers(OF_VERSION, version);
  }

  private List<MatchedFile> ofVersion(long version) throws SQLException {
    List<FileCandidates.Candidate> recorded =
        FileCandidates.recorded(sql, rows(version), ModelMatch.VERSION_ID);
    List<MatchedFile> here = FileCandidates.here(recorded);
    if (!here.isEmpty()) {
      return here;
    }
    List<FileCandidates.Candidate> known =
        FileCandidates.ofVersion(sql, version, ModelMatch.VERSION_ID);
    return FileCandidates.first(known.isEmpty() ? recorded : known);
  }

  /**
   * The files of a model that are here, else the model without a file, since its id does not say
   * which version was used.
   */
  private List<MatchedFile> ofModel(long model) throws SQLException {
    List<Long> rows = sql.numbers("SELECT id FROM local_files WHERE civitai_model_id = ?", model);
    List<MatchedFile> here =
        FileCandidates.here(FileCandidates.recorded(sql, rows, ModelMatch.MODEL_ID));
    return here.isEmpty()
        ? FileCandidates.first(
            FileCandidates.models(sql, "civitai_id = ?", model, ModelMatch.MODEL_ID))
        : here;
  }
}
