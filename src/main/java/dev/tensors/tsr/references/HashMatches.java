package dev.tensors.tsr.references;

import dev.tensors.tsr.model.Link.LinkMatch;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that have the hash of a mention, among recorded files and among those at CivitAI.
 */
final class HashMatches {

  /**
   * A file whose hash begins with the digits.
   *
   * @param recorded the row of a recorded file; null for a file at CivitAI
   * @param atCivitai the row of a file at CivitAI; null for a recorded file
   */
  private record Hit(ModelMatch kind, @Nullable Long recorded, @Nullable Long atCivitai) {}

  /** Shorter hashes are compared with hashes of their own kind only. */
  private static final int SURE_DIGITS = 10;

  private static final String CLAIM =
      "upper(CASE WHEN substr(value, 1, 2) = '0x' THEN substr(value, 3) ELSE value END)";

  /** The letter G ends the range of hashes that begin with the digits. */
  private static final String RECORDED_WEIGHTS =
      """
      SELECT id FROM local_files WHERE weights_sha256 >= ?1 AND weights_sha256 < ?1 || 'G'
      UNION
      SELECT local_file_id FROM safetensor_metadata
      WHERE key IN ('sshs_model_hash', 'sshs_legacy_hash', 'modelspec.hash_sha256')
        AND %1$s >= ?1 AND %1$s < ?1 || 'G'
      """
          .formatted(CLAIM);

  private static final String AT_CIVITAI =
      """
      SELECT file_id, hash_type FROM file_hashes
      WHERE hash_value >= ?1 AND hash_value < ?1 || 'G'
      UNION ALL
      SELECT file_id, hash_type FROM file_hashes
      WHERE length(?1) > ?2 AND hash_value = substr(?1, 1, ?2) AND hash_type = 'AutoV2'
      UNION ALL
      SELECT file_id, hash_type FROM file_hashes
      WHERE length(?1) > ?3 AND hash_value = substr(?1, 1, ?3) AND hash_type = 'AutoV3'
      """;

  /** Recorded files with the content of files at CivitAI. */
  private static final String SAME_CONTENT =
      """
      SELECT f.id FROM json_each(?) j
      JOIN file_hashes h ON h.file_id = j.value AND h.hash_type = 'SHA256'
      JOIN local_files f ON f.sha256 = h.hash_value
      """;

  /** Recorded files that are linked to the versions of files at CivitAI. */
  private static final String SAME_VERSION =
      """
      SELECT f.id FROM json_each(?) j
      JOIN version_files n ON n.id = j.value
      JOIN model_versions v ON v.id = n.version_id
      JOIN local_files f ON f.civitai_version_id = v.civitai_id
      WHERE ?2 IS NULL OR f.link_match = ?2
      """;

  private final Sql sql;

  HashMatches(Sql sql) {
    this.sql = sql;
  }

  /**
   * The files with the hash; none if there is no hash. Files that are here come before others:
   * first those with the hashed content, then those with the same weights, then those of the same
   * version.
   */
  List<MatchedFile> of(ModelMention mention) throws SQLException {
    String digits = mention.hash();
    if (digits == null) {
      return List.of();
    }
    List<Hit> hits = hits(digits, mention.hashKind());
    return hits.isEmpty() ? List.of() : files(hits.getFirst().kind(), hits);
  }

  /** In the order of their kinds: the kind that the picture states first. */
  private List<Hit> hits(String digits, @Nullable ModelMatch stated) throws SQLException {
    List<Hit> hits = new ArrayList<>();
    ModelMatch ofSha256 = ModelMatch.ofSha256(digits);
    sql.forEach(
        "SELECT id FROM local_files WHERE sha256 >= ?1 AND sha256 < ?1 || 'G'",
        row -> hits.add(new Hit(ofSha256, row.getLong(1), null)),
        digits);
    sql.forEach(
        RECORDED_WEIGHTS,
        row -> hits.add(new Hit(ModelMatch.WEIGHTS, row.getLong(1), null)),
        digits);
    sql.forEach(
        AT_CIVITAI,
        row ->
            hits.add(
                new Hit(ModelMatch.ofHashType(row.getString(2), digits), null, row.getLong(1))),
        digits,
        ModelHash.AUTOV2_DIGITS,
        ModelHash.AUTOV3_DIGITS);
    if (stated != null && digits.length() < SURE_DIGITS) {
      hits.removeIf(hit -> !hit.kind().isMeantBy(stated));
    }
    hits.sort(
        Comparator.comparing((Hit hit) -> stated != null && !hit.kind().isMeantBy(stated))
            .thenComparing(Hit::kind));
    return hits;
  }

  private List<MatchedFile> files(ModelMatch kind, List<Hit> hits) throws SQLException {
    Set<Long> recorded = new LinkedHashSet<>();
    Set<Long> atCivitai = new LinkedHashSet<>();
    for (Hit hit : hits) {
      if (hit.kind() == kind) {
        (hit.recorded() == null ? atCivitai : recorded)
            .add(hit.recorded() == null ? hit.atCivitai() : hit.recorded());
      }
    }
    String published =
        atCivitai.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    recorded.addAll(rows(SAME_CONTENT, published));
    List<FileCandidates.Candidate> exact = FileCandidates.recorded(sql, recorded, kind);
    List<MatchedFile> here = FileCandidates.here(exact);
    if (here.isEmpty()) {
      here = linked(published, LinkMatch.WEIGHTS.word(), ModelMatch.WEIGHTS);
    }
    if (here.isEmpty()) {
      here = linked(published, null, ModelMatch.VERSION_ID);
    }
    if (!here.isEmpty()) {
      return here;
    }
    List<FileCandidates.Candidate> known = FileCandidates.atCivitai(sql, atCivitai, kind);
    return known.isEmpty()
        ? exact.stream().limit(1).map(FileCandidates.Candidate::file).toList()
        : List.of(known.getFirst().file());
  }

  private List<MatchedFile> linked(String published, @Nullable String linkMatch, ModelMatch match)
      throws SQLException {
    return FileCandidates.here(
        FileCandidates.recorded(sql, rows(SAME_VERSION, published, linkMatch), match));
  }

  private List<Long> rows(String query, @Nullable Object... values) throws SQLException {
    return sql.list(query, row -> row.getLong(1), values);
  }
}
