package dev.tensors.tsr.answers;

import dev.tensors.tsr.answers.CachedAnswers.WholeModel;
import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies the cached models of another catalogue whose answers are later than those here. What an
 * answer lacks that is kept here stays, as when CivitAI itself had answered.
 */
public final class ModelCopies {

  /** So many models are copied in one transaction. */
  private static final int BATCH = 20;

  private record Cached(long modelId, @Nullable String fetchedAt, @Nullable String goneAt) {}

  private final Database here;
  private final Database there;
  private final CachedAnswers answers;

  /** The columns that a table has in both catalogues, without its row id; users can add some. */
  private final Map<String, Set<String>> columns = new HashMap<>();

  public ModelCopies(Database here, Database there) {
    this.here = here;
    this.there = there;
    this.answers = new CachedAnswers(there);
  }

  /**
   * Copies the models, some in each transaction.
   *
   * @return the number of models that were copied
   * @throws InterruptedException if the thread was interrupted; what was copied stays
   */
  public long run() throws InterruptedException {
    long[] copied = {0};
    Pages.each(this::page, BATCH, page -> copied[0] += here.write(sql -> copy(sql, page)));
    return copied[0];
  }

  private List<Cached> page(@Nullable Cached last, int limit) {
    return there.query(
        sql ->
            sql.list(
                "SELECT civitai_id, fetched_at, gone_at FROM models WHERE civitai_id > ?"
                    + " ORDER BY civitai_id LIMIT ?",
                row -> new Cached(row.getLong(1), row.getString(2), row.getString(3)),
                last == null ? Long.MIN_VALUE : last.modelId(),
                limit));
  }

  private long copy(Sql sql, List<Cached> models) throws SQLException {
    long copied = 0;
    for (Cached model : models) {
      WholeModel whole = isLater(sql, model) ? answers.whole(model.modelId()).orElse(null) : null;
      boolean changed = whole == null ? markGone(sql, model) : write(sql, whole);
      copied += changed ? 1 : 0;
    }
    return copied;
  }

  /** Takes over that CivitAI no longer had a model when it was asked there, after here. */
  private static boolean markGone(Sql sql, Cached model) throws SQLException {
    return model.goneAt() != null
        && sql.update(
                """
                UPDATE models SET gone_at = ?1
                WHERE civitai_id = ?2 AND gone_at IS NULL AND fetched_at < ?1
                """,
                model.goneAt(),
                model.modelId())
            == 1;
  }

  /** What no answer of CivitAI's told, but sidecars, is taken where it is not known here. */
  private static boolean isLater(Sql sql, Cached model) throws SQLException {
    return model.fetchedAt() == null
        || sql.number(
                "SELECT count(*) FROM models WHERE civitai_id = ? AND fetched_at >= ?",
                model.modelId(),
                model.fetchedAt())
            == 0;
  }

  private boolean write(Sql sql, WholeModel whole) throws SQLException {
    WireModel model = known(sql, whole.model());
    String fetchedAt = whole.fetchedAt();
    if (fetchedAt == null) {
      return !ModelFiller.fill(sql, model, true).isEmpty();
    }
    String goneAt = whole.goneAt() == null ? goneSince(sql, model, fetchedAt) : whole.goneAt();
    ModelWriter writer = new ModelWriter(sql, fetchedAt);
    if (!whole.withdrawn().isEmpty()) {
      // The second answer does not list them: they stay, as withdrawn.
      writer.write(with(model, known(sql, List.copyOf(whole.withdrawn().keySet()))));
    }
    writer.write(model);
    for (Map.Entry<WireVersion, @Nullable String> version : whole.withdrawn().entrySet()) {
      sql.update(
          "UPDATE model_versions SET gone_at = ? WHERE civitai_id = ?",
          version.getValue(),
          version.getKey().id());
    }
    sql.update("UPDATE models SET gone_at = ? WHERE civitai_id = ?", goneAt, model.id());
    return true;
  }

  /** When CivitAI answered here that it no longer has a model, after it had it there; else null. */
  private static @Nullable String goneSince(Sql sql, WireModel model, String fetchedAt)
      throws SQLException {
    return sql.first(
            "SELECT gone_at FROM models WHERE civitai_id = ? AND gone_at > ?",
            row -> row.getString(1),
            model.id(),
            fetchedAt)
        .orElse(null);
  }

  private static WireModel with(WireModel model, List<WireVersion> versions) {
    return new WireModel(model.row(), model.creator(), model.tags(), versions);
  }

  private WireModel known(Sql sql, WireModel model) throws SQLException {
    ColumnValues row = known(sql, "models", model.row()).without("created_at");
    return new WireModel(row, model.creator(), model.tags(), known(sql, model.versions()));
  }

  private List<WireVersion> known(Sql sql, List<WireVersion> versions) throws SQLException {
    List<WireVersion> known = new ArrayList<>();
    for (WireVersion version : versions) {
      List<WireFile> files = new ArrayList<>();
      for (WireFile file : version.files()) {
        files.add(new WireFile(known(sql, "version_files", file.row()), file.hashes()));
      }
      List<WireImage> images = new ArrayList<>();
      for (WireImage image : version.images()) {
        ColumnValues video = image.video();
        images.add(
            new WireImage(
                known(sql, "version_images", image.row()),
                video == null ? null : known(sql, "image_video_metadata", video),
                image.parameters(),
                image.resources()));
      }
      known.add(
          new WireVersion(
              // That is told by few answers, and kept where a later one does not tell it.
              known(sql, "model_versions", version.row())
                  .withoutNulls(version.access().values().keySet()),
              version.modelId(),
              null,
              version.trainedWords(),
              files,
              images));
    }
    return known;
  }

  private ColumnValues known(Sql sql, String table, ColumnValues row) throws SQLException {
    Set<String> names = columns.get(table);
    if (names == null) {
      names =
          new TreeSet<>(
              sql.list(
                  "SELECT name FROM pragma_table_info(?) WHERE name <> 'id'",
                  column -> column.getString(1),
                  table));
      columns.put(table, names);
    }
    ColumnValues known = row.copy();
    known.values().keySet().retainAll(names);
    return known;
  }
}
