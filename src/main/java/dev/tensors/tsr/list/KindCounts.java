package dev.tensors.tsr.list;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final String FILES =
      """
      SELECT k.type, k.base_model, count(*) AS files, CAST(total(f.size_bytes) AS INTEGER) AS bytes
      FROM local_files f JOIN v_known_identity k ON k.local_file_id = f.id
      WHERE %s GROUP BY k.type, k.base_model
      """;

  /** The bytes that hard links of one file add to a kind again. Few files are hard links. */
  private static final String COUNTED_AGAIN =
      """
      SELECT name, CAST(total((links - 1) * bytes) AS INTEGER) AS bytes FROM (
        SELECT k.%s AS name, count(*) AS links, coalesce(max(f.size_bytes), 0) AS bytes
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

  private static final Comparator<KindCount> LARGEST_FIRST =
      Comparator.comparingLong(KindCount::bytes)
          .thenComparingLong(KindCount::files)
          .reversed()
          .thenComparing(KindCount::name, Comparator.nullsLast(Comparator.naturalOrder()));

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
          long files = row.getLong("files");
          long bytes = row.getLong("bytes");
          add(counts.types, new KindCount(row.getString("type"), files, bytes));
          add(counts.baseModels, new KindCount(row.getString("base_model"), files, bytes));
        },
        condition.values());
    subtractCountedAgain(sql, "type", condition, counts.types);
    subtractCountedAgain(sql, "base_model", condition, counts.baseModels);
    return counts;
  }

  private static void subtractCountedAgain(
      Sql sql, String column, Conditions condition, Map<@Nullable String, KindCount> counts)
      throws SQLException {
    sql.forEach(
        COUNTED_AGAIN.formatted(column, condition.expression()),
        row -> add(counts, new KindCount(row.getString("name"), 0, -row.getLong("bytes"))),
        condition.values());
  }

  private static void add(Map<@Nullable String, KindCount> counts, KindCount count) {
    counts.merge(
        count.name(),
        count,
        (a, b) -> new KindCount(a.name(), a.files() + b.files(), a.bytes() + b.bytes()));
  }

  List<KindCount> types() {
    return types.values().stream().sorted(LARGEST_FIRST).toList();
  }

  List<KindCount> baseModels() {
    return baseModels.values().stream().sorted(LARGEST_FIRST).toList();
  }
}
