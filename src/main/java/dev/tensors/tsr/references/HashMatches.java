package dev.tensors.tsr.references;

import dev.tensors.tsr.model.Link.LinkMatch;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that have a hash, of any kind in use, among recorded files and among those at
 * CivitAI.
 */
public final class HashMatches {

  /**
   * A file whose hash begins with the digits.
   *
   * @param isClaimed whether only the file's header says so: a copied header has the hash of other
   *     weights
   * @param row of a recorded file, or of a file at CivitAI
   */
  private record Hit(ModelMatch kind, boolean isRecorded, boolean isClaimed, long row) {}

  /** Shorter hashes are compared with hashes of their own kind only. */
  private static final int SURE_DIGITS = 10;

  /** The last two find the hashes of which CivitAI keeps fewer digits than are asked for. */
  private static final String HITS =
      hits(HashMatches::begins)
          + """
            UNION ALL
            SELECT hash_type, FALSE, FALSE, file_id FROM file_hashes
            WHERE length(?1) > ?2 AND hash_value = substr(?1, 1, ?2) AND hash_type = 'AutoV2'
            UNION ALL
            SELECT hash_type, FALSE, FALSE, file_id FROM file_hashes
            WHERE length(?1) > ?3 AND hash_value = substr(?1, 1, ?3) AND hash_type = 'AutoV3'
            """;

  /** Recorded files with the content of files at CivitAI. */
  private static final String SAME_CONTENT =
      """
      SELECT f.id FROM json_each(?) j
      JOIN file_hashes h ON h.file_id = j.value AND h.hash_type = 'SHA256'
      JOIN local_files f ON f.sha256 = h.hash_value
      """;

  private final Sql sql;

  HashMatches(Sql sql) {
    this.sql = sql;
  }

  /**
   * SQL: the kind and the row of each file that has a hash, whether it is a recorded one, and
   * whether only its header says so.
   *
   * @param matches makes SQL: whether the hash in a column is the one
   */
  private static String hits(UnaryOperator<String> matches) {
    return """
      SELECT 'SHA256', TRUE, FALSE, id FROM local_files WHERE %s
      UNION ALL
      SELECT 'AutoV3', TRUE, FALSE, id FROM local_files WHERE %s
      UNION ALL
      SELECT 'AutoV3', TRUE, TRUE, local_file_id FROM safetensor_metadata
      WHERE key IN ('sshs_model_hash', 'sshs_legacy_hash', 'modelspec.hash_sha256') AND %s
      UNION ALL
      SELECT hash_type, FALSE, FALSE, file_id FROM file_hashes WHERE %s
      """
        .formatted(
            matches.apply("sha256"),
            matches.apply("weights_sha256"),
            matches.apply(
                "upper(CASE WHEN substr(value, 1, 2) = '0x' THEN substr(value, 3) ELSE value END)"),
            matches.apply("hash_value"));
  }

  /** SQL: whether a hash begins with the digits of the first parameter. An index has the range. */
  public static String begins(String column) {
    return "%1$s >= ?1 AND %1$s < ?1 || 'G'".formatted(column); // G comes after all digits
  }

  /**
   * The rows of the recorded files, here and missing, that have a hash with this beginning; where
   * there are none, of those that are linked to the version of a file at CivitAI that has it, else
   * of those whose headers claim it.
   *
   * @param digits in upper case
   */
  List<Long> rows(String digits) throws SQLException {
    List<Hit> claims = new ArrayList<>();
    List<Hit> hits = new ArrayList<>();
    hits(digits, null).forEach(hit -> (hit.isClaimed() ? claims : hits).add(hit));
    List<Long> rows = List.copyOf(withContentOf(hits));
    if (rows.isEmpty()) {
      rows = FileCandidates.linked(sql, rows(hits, false), null);
    }
    return rows.isEmpty() ? List.copyOf(rows(claims, true)) : rows;
  }

  /**
   * The rows of the recorded files, here and missing, that have a hash.
   *
   * @param digits in upper case; any number of them
   * @param isWhole whether they are the whole hash, and not its beginning
   */
  Set<Long> recorded(String digits, boolean isWhole) throws SQLException {
    String query = isWhole ? hits(column -> column + " = ?1") : hits(HashMatches::begins);
    List<Hit> hits = new ArrayList<>();
    sql.forEach(query, row -> hits.add(hit(row, digits)), digits);
    return withContentOf(hits);
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
    if (hits.isEmpty()) {
      return List.of();
    }
    ModelMatch kind = hits.getFirst().kind();
    hits.removeIf(hit -> hit.kind() != kind);
    Set<Long> atCivitai = rows(hits, false);
    List<FileCandidates.Candidate> exact = FileCandidates.recorded(sql, withContentOf(hits), kind);
    List<MatchedFile> here = FileCandidates.here(exact);
    if (here.isEmpty()) {
      here = linked(atCivitai, LinkMatch.WEIGHTS, ModelMatch.WEIGHTS);
    }
    if (here.isEmpty()) {
      here = linked(atCivitai, null, ModelMatch.VERSION_ID);
    }
    if (!here.isEmpty()) {
      return here;
    }
    List<FileCandidates.Candidate> known = FileCandidates.atCivitai(sql, atCivitai, kind);
    return FileCandidates.first(known.isEmpty() ? exact : known);
  }

  /** In the order of their kinds: the kind that the picture states first. */
  private List<Hit> hits(String digits, @Nullable ModelMatch stated) throws SQLException {
    List<Hit> hits = new ArrayList<>();
    sql.forEach(
        HITS,
        row -> hits.add(hit(row, digits)),
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

  private static Hit hit(ResultSet row, String digits) throws SQLException {
    return new Hit(
        ModelMatch.ofHashType(row.getString(1), digits),
        row.getBoolean(2),
        row.getBoolean(3),
        row.getLong(4));
  }

  private static Set<Long> rows(List<Hit> hits, boolean recorded) {
    Set<Long> rows = new LinkedHashSet<>();
    hits.stream().filter(hit -> hit.isRecorded() == recorded).forEach(hit -> rows.add(hit.row()));
    return rows;
  }

  /** Recorded files that are hits, or have the content of files at CivitAI that are. */
  private Set<Long> withContentOf(List<Hit> hits) throws SQLException {
    Set<Long> rows = rows(hits, true);
    rows.addAll(sql.numbers(SAME_CONTENT, Sql.array(rows(hits, false))));
    return rows;
  }

  private List<MatchedFile> linked(
      Collection<Long> atCivitai, @Nullable LinkMatch link, ModelMatch match) throws SQLException {
    List<Long> rows = FileCandidates.linked(sql, atCivitai, link);
    return FileCandidates.here(FileCandidates.recorded(sql, rows, match));
  }
}
