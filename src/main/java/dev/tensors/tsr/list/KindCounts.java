package dev.tensors.tsr.list;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.SaturatingMath;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts files by their best known type and base model, in one reading of all files. total() adds
 * what sum() would refuse: sizes that another program stored.
 */
final class KindCounts {

  /**
   * The present files of one type or for one base model.
   *
   * @param name of the type or base model; null: unknown
   * @param files how many there are, each hard link counted
   * @param bytes their size, hard links of one file counted once
   */
  public record KindCount(@Nullable String name, long files, long bytes) {}

  /**
   * Reads the files in the order of their versions, which lie side by side then. The limit keeps
   * SQLite from sorting all that is read of a file in the place of what is counted.
   */
  private static final String FILES =
      """
      SELECT type, base_model, count(*) AS files, CAST(total(size_bytes) AS INTEGER) AS bytes,
        count(civitai_version_id) AS linked
      FROM (
        SELECT k.type, k.base_model, f.size_bytes, f.civitai_version_id
        FROM local_files f INDEXED BY local_files_civitai_version_id
        JOIN v_known_identity k ON k.local_file_id = f.id
        WHERE %s ORDER BY f.civitai_version_id LIMIT -1
      )
      GROUP BY type, base_model
      """;

  /** The bytes that hard links of one file add to a kind again. Few files are hard links. */
  private static final String COUNTED_AGAIN =
      """
      SELECT name, CAST(total((links - 1) * bytes) AS INTEGER) AS bytes FROM (
        SELECT %s AS name, count(*) AS links, coalesce(max(f.size_bytes), 0) AS bytes
        FROM (
          SELECT file_key FROM local_files WHERE file_key IS NOT NULL
          GROUP BY file_key HAVING count(*) > 1
        ) AS linked
        CROSS JOIN local_files f ON f.file_key = linked.file_key
        JOIN v_known_identity k ON k.local_file_id = f.id
        WHERE %s GROUP BY name, f.file_key
      )
      GROUP BY name
      """;

  private long linked;
  private KindCount all = new KindCount(null, 0, 0);
  private final Map<@Nullable String, KindCount> types = new HashMap<>();
  private final Map<@Nullable String, KindCount> baseModels = new HashMap<>();

  private KindCounts() {}

  /**
   * Counts the files.
   *
   * @param condition on the files f
   */
  static KindCounts of(Sql sql, Conditions condition) throws SQLException {
    KindCounts counts = new KindCounts();
    sql.forEach(
        FILES.formatted(condition.expression()),
        row -> {
          KindCount kind = new KindCount(null, row.getLong("files"), row.getLong("bytes"));
          counts.linked += row.getLong("linked");
          counts.all = sum(counts.all, kind);
          add(counts.types, row.getString("type"), kind);
          add(counts.baseModels, row.getString("base_model"), kind);
        },
        condition.values());
    subtractCountedAgain(sql, "k.type", condition, counts.types);
    subtractCountedAgain(sql, "k.base_model", condition, counts.baseModels);
    Map<@Nullable String, KindCount> all = new HashMap<>();
    all.put(null, counts.all);
    subtractCountedAgain(sql, "NULL", condition, all);
    counts.all = Objects.requireNonNull(all.get(null));
    return counts;
  }

  private static void subtractCountedAgain(
      Sql sql, String name, Conditions condition, Map<@Nullable String, KindCount> counts)
      throws SQLException {
    sql.forEach(
        COUNTED_AGAIN.formatted(name, condition.expression()),
        row -> add(counts, row.getString("name"), new KindCount(null, 0, -row.getLong("bytes"))),
        condition.values());
  }

  private static void add(
      Map<@Nullable String, KindCount> counts, @Nullable String name, KindCount count) {
    counts.merge(name, new KindCount(name, count.files, count.bytes), KindCounts::sum);
  }

  private static KindCount sum(KindCount one, KindCount other) {
    return new KindCount(
        one.name, one.files + other.files, SaturatingMath.sum(one.bytes, other.bytes));
  }

  /** The files of any kind. */
  KindCount all() {
    return all;
  }

  /** The number of files that are linked to CivitAI. */
  long linked() {
    return linked;
  }

  List<KindCount> types() {
    return types.values().stream().sorted(KindCounts::largestFirst).toList();
  }

  List<KindCount> baseModels() {
    return baseModels.values().stream().sorted(KindCounts::largestFirst).toList();
  }

  /** No Comparator.comparing, whose lambdas are made anew at each start. Names differ. */
  private static int largestFirst(KindCount one, KindCount other) {
    if (one.bytes != other.bytes) {
      return Long.compare(other.bytes, one.bytes);
    }
    if (one.files != other.files) {
      return Long.compare(other.files, one.files);
    }
    return one.name == null ? 1 : other.name == null ? -1 : one.name.compareTo(other.name);
  }
}
