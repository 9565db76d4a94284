package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many of the user's own pictures were made with each recorded file, as far as the pictures
 * name models. The models that pictures name are matched with files when this is first asked.
 */
public final class FileUses {

  /**
   * How many pictures are recorded.
   *
   * @param telling those that name a model
   */
  public record Pictures(long all, long telling) {}

  /** The pictures that were made with one file. */
  private static final class Uses {
    private long images;
    private long lastNs = Long.MIN_VALUE;

    void add(long mtimeNs) {
      images++;
      lastNs = Math.max(lastNs, mtimeNs);
    }
  }

  /** Who uses one of some copies uses the content. */
  private static final String COPIES =
      """
      SELECT f.id, f.sha256 FROM json_each(?) AS used
      CROSS JOIN local_files f ON f.sha256 = used.value""";

  private static final List<String> NAMED_TYPES =
      Stream.of(ModelKind.LORA, ModelKind.CHECKPOINT, ModelKind.EMBEDDING, ModelKind.HYPERNETWORK)
          .flatMap(kind -> kind.modelTypes().stream())
          .toList();

  private static final List<String> UNNAMED_ENDINGS = List.of(".pt", ".pth", ".bin");

  private final Database database;
  private @Nullable Map<Long, Uses> uses;
  private @Nullable Pictures pictures;

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
   * SQL: whether pictures usually name the file f. As a query of its own it is asked last: the type
   * of a file takes longer to find than most of what terms ask.
   */
  public static String areNamed() {
    return """
    EXISTS (SELECT 1 FROM v_known_identity kind WHERE kind.local_file_id = f.id
      AND (kind.type IN ('%s') OR kind.type IS NULL AND f.file_path NOT LIKE '%%%s'))"""
        .formatted(
            String.join("', '", NAMED_TYPES),
            String.join("' AND f.file_path NOT LIKE '%", UNNAMED_ENDINGS));
  }

  /** Whether a folder of pictures was ever read. */
  public boolean isKnown() {
    return pictures().all() > 0;
  }

  public Pictures pictures() {
    if (pictures == null) {
      pictures =
          database.snapshot(
              sql ->
                  new Pictures(
                      sql.number("SELECT count(*) FROM own_images"),
                      sql.number("SELECT count(DISTINCT image_id) FROM own_image_models")));
    }
    return pictures;
  }

  /** Fills the temporary table file_uses with the files that were used. */
  public void store(Sql sql) throws SQLException {
    if (sql.number("SELECT count(*) FROM temp.sqlite_schema WHERE name = 'file_uses'") > 0) {
      return; // the pictures are matched once for all queries of a command
    }
    sql.update(
        """
        CREATE TEMP TABLE file_uses (
          local_file_id INTEGER PRIMARY KEY, images INTEGER NOT NULL, last_ns INTEGER NOT NULL)""");
    Map<Long, Uses> stored = isKnown() ? uses() : Map.of();
    for (Map.Entry<Long, Uses> entry : stored.entrySet()) {
      sql.update(
          "INSERT INTO temp.file_uses VALUES (?, ?, ?)",
          entry.getKey(),
          entry.getValue().images,
          entry.getValue().lastNs);
    }
  }

  private Map<Long, Uses> uses() {
    if (uses == null) {
      uses = database.snapshot(this::read);
    }
    return uses;
  }

  private Map<Long, Uses> read(Sql sql) throws SQLException {
    Map<String, Uses> contents = new HashMap<>();
    PictureMatches.forEach(
        sql,
        EmbeddingNames.of(database),
        (image, mtimeNs, files) ->
            files.stream()
                .filter(file -> file.fileId() != null)
                .map(MatchedFile::sha256)
                .distinct()
                .forEach(
                    content -> contents.computeIfAbsent(content, used -> new Uses()).add(mtimeNs)));
    Map<Long, Uses> files = new HashMap<>();
    sql.forEach(
        COPIES,
        row -> files.put(row.getLong(1), contents.get(row.getString(2))),
        Sql.array(contents.keySet()));
    return files;
  }
}
