package dev.tensors.tsr.library.versions;

import static dev.tensors.tsr.fields.Field.day;
import static dev.tensors.tsr.fields.Field.flag;
import static dev.tensors.tsr.fields.Field.id;
import static dev.tensors.tsr.fields.Field.text;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers the versions that the user does not want to be shown as newer. */
public final class IgnoredVersions {

  /**
   * A version to ignore, with those that are not newer than it.
   *
   * @param modelId CivitAI's id
   * @param versionId CivitAI's id; null: all versions, also those to come
   */
  public record Target(long modelId, @Nullable Long versionId) {}

  /**
   * What is ignored of a model: i, with the name of the model if that is cached, and of the version
   * if that is known. Always is a model of which no version is ever shown as newer.
   */
  public static final List<Field> FIELDS =
      List.of(
          id("model_id", "i.model_id").headed("ID"),
          text("model_name", "m.name").headed("MODEL"),
          id("version_id", "i.version_id"),
          text("version_name", "v.name").headed("VERSION"),
          flag("always", "i.version_id IS NULL").headed("ALWAYS"),
          day("since", "i.since").headed("SINCE"));

  private static final FieldTable IGNORED =
      FieldTable.of(
          "ignored versions",
          """
          ignored_versions i
          LEFT JOIN models m ON m.civitai_id = i.model_id
          LEFT JOIN model_versions v ON v.civitai_id = i.version_id""",
          "m.name IS NULL, m.name COLLATE NOCASE, i.model_id",
          FIELDS);

  private static final String IGNORE =
      """
      INSERT INTO ignored_versions (model_id, version_id) VALUES (?1, ?2)
      ON CONFLICT (model_id) DO UPDATE SET version_id = excluded.version_id, since = excluded.since
      """;

  /** The creator's order decides which version is newer; one that was withdrawn has none. */
  private static final String HIDES =
      """
      EXISTS (
        SELECT 1 FROM models im
        JOIN ignored_versions i ON i.model_id = im.civitai_id
        LEFT JOIN model_versions iv ON iv.civitai_id = i.version_id
        WHERE im.id = %1$s.model_id AND (
          i.version_id IS NULL
          OR NOT coalesce(
            %1$s.version_index < iv.version_index,
            %1$s.published_at > iv.published_at,
            %1$s.civitai_id > i.version_id
          )
        )
      )""";

  private final Database database;

  public IgnoredVersions(Database database) {
    this.database = database;
  }

  /**
   * SQL: whether a version is ignored, or not newer than one that is.
   *
   * @param version the alias of a row of model_versions
   */
  public static String hides(String version) {
    return HIDES.formatted(version);
  }

  /** Passes what is ignored to the consumer, in the order of the models' names. */
  public long each(Consumer<List<FieldRow>> consumer) {
    return new FieldQuery(IGNORED, FIELDS).each(database, consumer).rows();
  }

  /**
   * Whether something of a model is ignored.
   *
   * @param modelId CivitAI's id
   */
  public boolean has(long modelId) {
    return database.query(
            sql -> sql.number("SELECT count(*) FROM ignored_versions WHERE model_id = ?", modelId))
        > 0;
  }

  /**
   * The version to ignore where the user names none: the newest one for the base model of a file's
   * version, else the newest one of the model that can be downloaded, else the newest one. Those
   * that are free go first.
   *
   * @param modelId CivitAI's id
   * @param versionId CivitAI's id of the file's version; null: no file is named
   * @return CivitAI's id; empty if no version is cached
   */
  public Optional<Long> newestFor(long modelId, @Nullable Long versionId) {
    return database.snapshot(
        sql ->
            newestFor(sql, versionId, false)
                .or(() -> newestForPaying(versionId))
                .or(() -> newestOf(modelId)));
  }

  private Optional<Long> newestForPaying(@Nullable Long versionId) {
    return database.query(sql -> newestFor(sql, versionId, true));
  }

  private static Optional<Long> newestFor(Sql sql, @Nullable Long versionId, boolean paid)
      throws SQLException {
    return sql.first(
        "SELECT n.civitai_id FROM model_versions v JOIN model_versions n ON n.id = "
            + NewerVersions.newestOrIgnored(false, paid)
            + " WHERE v.civitai_id = ?",
        row -> row.getLong(1),
        versionId);
  }

  private Optional<Long> newestOf(long modelId) {
    return database.query(
        sql ->
            sql.first(
                """
                SELECT c.civitai_id FROM model_versions c JOIN models m ON m.id = c.model_id
                WHERE m.civitai_id = ?
                ORDER BY c.version_index IS NULL, (%s) IS NOT TRUE, %s, c.version_index,
                  c.civitai_id DESC
                LIMIT 1
                """
                    .formatted(NewerVersions.IS_DOWNLOADABLE, NewerVersions.isPaid("c")),
                row -> row.getLong(1),
                modelId));
  }

  /**
   * Ignores versions in one transaction. A model of which more is ignored already stays as it is.
   *
   * @return what is ignored then, once for each model
   */
  public List<FieldRow> ignore(List<Target> targets) {
    return database.write(
        sql -> {
          for (Target target : targets) {
            if (!isIgnored(sql, target)) {
              sql.update(IGNORE, target.modelId(), target.versionId());
            }
          }
          return of(targets.stream().map(Target::modelId).toList());
        });
  }

  private static boolean isIgnored(Sql sql, Target target) throws SQLException {
    Long version = target.versionId();
    return version == null
        ? sql.number(
                "SELECT count(*) FROM ignored_versions WHERE model_id = ? AND version_id IS NULL",
                target.modelId())
            > 0
        : sql.number(
                "SELECT count(*) FROM model_versions c WHERE c.civitai_id = ? AND " + hides("c"),
                version)
            > 0;
  }

  /**
   * Ignores nothing of these models any more.
   *
   * @param modelIds CivitAI's ids
   * @return what was ignored of them
   */
  public List<FieldRow> undo(List<Long> modelIds) {
    return database.write(
        sql -> {
          List<FieldRow> before = of(modelIds);
          for (long modelId : modelIds) {
            sql.update("DELETE FROM ignored_versions WHERE model_id = ?", modelId);
          }
          return before;
        });
  }

  private List<FieldRow> of(List<Long> modelIds) {
    List<FieldRow> ignored = new ArrayList<>();
    for (long modelId : new LinkedHashSet<>(modelIds)) {
      new FieldQuery(IGNORED, FIELDS)
          .where(new Conditions().and("i.model_id = ?", modelId))
          .each(database, ignored::addAll);
    }
    return ignored;
  }
}
