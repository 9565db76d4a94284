package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many of the user's own pictures were made with each content, and how many workflows load it,
 * as far as they name models.
 *
 * <p>That is stored, since matching all that they name takes seconds. Each change of a table that
 * it depends on marks it as outdated, by triggers, and by higher ids of new rows; the next command
 * that writes computes it again before it ends, and a command that reads before that (while a scan
 * runs, or after it was killed) computes it for itself, all of it or for the contents that it asks
 * for.
 */
public final class FileUses {

  /**
   * How many files of a kind are recorded.
   *
   * @param telling those that name a model
   */
  public record Recorded(MediaKind kind, long all, long telling) {}

  /** What uses one content. */
  private static final class Uses {
    private long images;
    private long workflows;
    private @Nullable Long lastNs;

    void add(MediaKind kind, long mtimeNs) {
      if (kind == MediaKind.WORKFLOW) {
        workflows++;
      } else {
        images++;
        last(mtimeNs);
      }
    }

    void last(long ns) {
      lastNs = lastNs == null ? ns : Math.max(lastNs, ns);
    }
  }

  /** Higher by one whenever mentions are matched by other rules, so that all is computed again. */
  private static final int RULES = 1;

  /** SQL: the last row of each table that the stored values depend on. */
  private static final String LAST_IDS =
      Stream.of(
              "own_images",
              "own_image_models",
              "local_files",
              "safetensor_metadata",
              "models",
              "model_versions",
              "version_files",
              "file_hashes")
          .map("coalesce((SELECT max(id) FROM %s), 0)"::formatted)
          .collect(Collectors.joining(" || ' ' || "));

  /** SQL: whether the stored values are those of now. */
  public static final String IS_CURRENT =
      "SELECT EXISTS (SELECT 1 FROM uses_state WHERE rules = %s AND last_ids = %s)"
          .formatted(RULES, LAST_IDS);

  /** SQL: a number that is another one after another connection has changed the database. */
  private static final String STATE = "PRAGMA data_version";

  private static final String TABLE =
      """
      CREATE TEMP TABLE %s (
        sha256 TEXT PRIMARY KEY, images INTEGER, workflows INTEGER, last_ns INTEGER)""";

  private static final String COUNT =
      """
      SELECT o.kind, count(*) AS files,
        sum(EXISTS (SELECT 1 FROM own_image_models m WHERE m.image_id = o.id)) AS telling
      FROM own_images o GROUP BY o.kind
      """;

  private static final String IMPORTED =
      "SELECT sha256, max(unixepoch(used_at)) * 1000000000 FROM imported_uses GROUP BY sha256";

  private static final List<String> NAMED_TYPES =
      Stream.of(ModelKind.LORA, ModelKind.CHECKPOINT, ModelKind.EMBEDDING, ModelKind.HYPERNETWORK)
          .flatMap(kind -> kind.modelTypes().stream())
          .toList();

  private static final List<String> UNNAMED_ENDINGS = List.of(".pt", ".pth", ".bin");

  private final Database database;
  private @Nullable List<Recorded> recorded;

  public FileUses(Database database) {
    this.database = database;
  }

  /**
   * Whether pictures that name models usually name those of this type. A VAE or a text encoder that
   * no picture names may still be in use, and so may a pickle, whose type is not known.
   */
  public static boolean areNamed(@Nullable String type, String path) {
    return type == null
        ? UNNAMED_ENDINGS.stream().noneMatch(path.toLowerCase(Locale.ROOT)::endsWith)
        : NAMED_TYPES.contains(type);
  }

  /**
   * SQL: whether pictures usually name the file f, or there are workflows, which name all that they
   * load. As a query of its own it is asked last: the type of a file takes longer to find than most
   * of what terms ask.
   */
  public static String areNamed() {
    return """
    ((SELECT id FROM own_images WHERE kind = 'workflow' LIMIT 1) IS NOT NULL
      OR EXISTS (SELECT 1 FROM v_known_identity kind WHERE kind.local_file_id = f.id
        AND (kind.type IN ('%s') OR kind.type IS NULL AND f.file_path NOT LIKE '%%%s')))"""
        .formatted(
            String.join("', '", NAMED_TYPES),
            String.join("' AND f.file_path NOT LIKE '%", UNNAMED_ENDINGS));
  }

  /** Whether a folder of pictures was ever read. */
  public boolean isKnown() {
    return !recorded().isEmpty();
  }

  /** Whether a workflow is recorded. */
  public boolean hasWorkflows() {
    return recorded().stream().anyMatch(one -> one.kind() == MediaKind.WORKFLOW);
  }

  /** The kinds of which there is a file. */
  public List<Recorded> recorded() {
    if (recorded == null) {
      recorded =
          database.snapshot(
              sql ->
                  sql
                      .list(
                          sql.number(IS_CURRENT) == 1 ? "SELECT * FROM use_counts" : COUNT,
                          row ->
                              new Recorded(
                                  MediaKind.ofWord(row.getString("kind")),
                                  row.getLong("files"),
                                  row.getLong("telling")))
                      .stream()
                      // No Comparator.comparing, whose lambda is made anew at each start.
                      .sorted((one, other) -> one.kind().compareTo(other.kind()))
                      .toList());
    }
    return recorded;
  }

  /** Computes for this connection alone what the table content_uses should have, if it has not. */
  public void prepare(Sql sql) throws SQLException {
    if (sql.number(IS_CURRENT) == 1
        || sql.number("SELECT count(*) FROM temp.sqlite_schema WHERE name = 'content_uses'") > 0) {
      return; // the pictures are matched once for all queries of a command
    }
    sql.update(TABLE.formatted("content_uses"));
    store(sql, "temp.content_uses", contents(sql, new FileMatches(sql)));
  }

  /**
   * As {@link #prepare}, for a few contents alone: whoever asks for others afterwards finds none
   * used.
   *
   * @param sha256 of the contents, upper case hex
   */
  public void prepareFor(Collection<String> sha256) {
    database.snapshot(
        sql -> {
          if (sql.number(IS_CURRENT) == 0) {
            sql.update(TABLE.formatted("content_uses"));
            Map<String, Uses> contents = contents(sql, FileMatches.ofContents(sql, sha256));
            contents.keySet().retainAll(Set.copyOf(sha256));
            store(sql, "temp.content_uses", contents);
          }
          return true;
        });
  }

  /**
   * Computes what is stored again, if it is outdated. Other processes can write meanwhile; after
   * one has, what was computed is not stored, and stays outdated. It stays so, too, where the
   * database cannot be written any more: the command has done its own work by then.
   */
  public void refresh() {
    if (database.query(sql -> sql.number(IS_CURRENT)) == 1) {
      return;
    }
    try {
      long state = database.snapshot(this::compute);
      database.change(
          sql -> {
            if (sql.number(STATE) == state) {
              sql.update("DELETE FROM main.content_uses");
              sql.update("INSERT INTO main.content_uses SELECT * FROM temp.new_uses");
              sql.update("DELETE FROM use_counts");
              sql.update("INSERT INTO use_counts SELECT * FROM temp.new_counts");
              sql.update(
                  "INSERT OR REPLACE INTO uses_state (id, rules, last_ids) VALUES (1, ?, %s)"
                      .formatted(LAST_IDS),
                  RULES);
            }
          });
    } catch (DatabaseUnusable e) {
      // Whatever reads the uses computes them for itself.
    }
  }

  /** Fills temporary tables; the result is the state of the database from which it does. */
  private long compute(Sql sql) throws SQLException {
    sql.update(TABLE.formatted("new_uses"));
    store(sql, "temp.new_uses", contents(sql, new FileMatches(sql)));
    sql.update("CREATE TEMP TABLE new_counts AS " + COUNT);
    return sql.number(STATE);
  }

  private static void store(Sql sql, String table, Map<String, Uses> contents) throws SQLException {
    for (Map.Entry<String, Uses> content : contents.entrySet()) {
      sql.update(
          "INSERT INTO " + table + " VALUES (?, ?, ?, ?)",
          content.getKey(),
          content.getValue().images,
          content.getValue().workflows,
          content.getValue().lastNs);
    }
  }

  private Map<String, Uses> contents(Sql sql, FileMatches matches) throws SQLException {
    Map<String, Uses> contents = new HashMap<>();
    if (sql.number("SELECT EXISTS (SELECT 1 FROM own_images)") == 1) {
      PictureMatches.forEach(
          sql,
          EmbeddingNames.of(database),
          matches,
          (picture, files) ->
              files.stream()
                  .filter(file -> file.fileId() != null)
                  .map(MatchedFile::sha256)
                  .distinct()
                  .forEach(
                      content ->
                          contents
                              .computeIfAbsent(content, used -> new Uses())
                              .add(picture.kind(), picture.mtimeNs())));
    }
    sql.forEach(
        IMPORTED,
        row -> contents.computeIfAbsent(row.getString(1), used -> new Uses()).last(row.getLong(2)));
    return contents;
  }
}
