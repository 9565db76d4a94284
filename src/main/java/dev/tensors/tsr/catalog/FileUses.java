package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many of the user's own pictures were made with each recorded file, as far as the pictures
 * tell. The models that pictures name are matched with files when this is first asked.
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

  private static final String MENTIONS =
      """
      SELECT m.image_id, o.mtime_ns, m.type, m.name, m.hash, m.hash_kind, m.civitai_version_id,
        m.civitai_model_id
      FROM own_images o JOIN own_image_models m ON m.image_id = o.id
      ORDER BY m.image_id
      """;

  private static final String PROMPTS =
      "SELECT id, mtime_ns, tool, prompt, negative_prompt FROM own_images";

  private final Database database;
  private @Nullable Map<Long, Uses> uses;
  private @Nullable Pictures pictures;

  public FileUses(Database database) {
    this.database = database;
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

  /**
   * The number of pictures that were made with a file; null if no picture is recorded.
   *
   * @param fileId its row; null if it is not in the catalogue
   */
  public @Nullable Long imagesMade(@Nullable Long fileId) {
    if (fileId == null || !isKnown()) {
      return null;
    }
    Uses its = uses().get(fileId);
    return its == null ? 0 : its.images;
  }

  /** When the latest of these pictures was made, in ISO 8601, UTC; null if there is none. */
  public @Nullable String lastUsedAt(@Nullable Long fileId) {
    Uses its = fileId != null && isKnown() ? uses().get(fileId) : null;
    return its == null
        ? null
        : Timestamps.of(
            Instant.ofEpochSecond(Math.floorDiv(its.lastNs, TimeUnit.SECONDS.toNanos(1))));
  }

  /** Fills the temporary table file_uses with the files that were used. */
  void store(Sql sql) throws SQLException {
    sql.update("DROP TABLE IF EXISTS temp.file_uses");
    sql.update(
        "CREATE TEMP TABLE file_uses (local_file_id INTEGER PRIMARY KEY, last_ns INTEGER NOT NULL)");
    for (Map.Entry<Long, Uses> entry : uses().entrySet()) {
      sql.update(
          "INSERT INTO temp.file_uses VALUES (?, ?)", entry.getKey(), entry.getValue().lastNs);
    }
  }

  private Map<Long, Uses> uses() {
    if (uses == null) {
      uses = database.snapshot(this::read);
    }
    return uses;
  }

  private Map<Long, Uses> read(Sql sql) throws SQLException {
    Map<Long, Set<Long>> byName = imagesByBareWords(sql);
    Map<ModelMention, List<Long>> matched = new HashMap<>();
    Map<Long, Uses> all = new HashMap<>();
    Counting counting = new Counting(all, byName);
    sql.forEach(
        MENTIONS,
        row -> {
          ModelMention mention = mention(row);
          List<Long> files = matched.get(mention);
          if (files == null) {
            files = files(sql, mention);
            matched.put(mention, files);
          }
          counting.add(row.getLong("image_id"), row.getLong("mtime_ns"), files);
        });
    counting.end(sql);
    return all;
  }

  /** Adds the files of a picture once each, also where the picture names them twice. */
  private static final class Counting {
    private final Map<Long, Uses> all;
    private final Map<Long, Set<Long>> byBareWords;
    private final Set<Long> files = new HashSet<>();
    private long image = -1;
    private long mtimeNs;

    Counting(Map<Long, Uses> all, Map<Long, Set<Long>> byBareWords) {
      this.all = all;
      this.byBareWords = byBareWords;
    }

    void add(long imageId, long time, List<Long> its) {
      if (imageId != image) {
        finish();
        image = imageId;
        mtimeNs = time;
      }
      files.addAll(its);
    }

    private void finish() {
      Set<Long> others = byBareWords.remove(image);
      if (others != null) {
        files.addAll(others);
      }
      files.forEach(file -> all.computeIfAbsent(file, id -> new Uses()).add(mtimeNs));
      files.clear();
    }

    /** Counts the pictures that name nothing but embeddings, too. */
    void end(Sql sql) throws SQLException {
      finish();
      for (Map.Entry<Long, Set<Long>> left : Map.copyOf(byBareWords).entrySet()) {
        long time = sql.number("SELECT mtime_ns FROM own_images WHERE id = ?", left.getKey());
        add(left.getKey(), time, List.copyOf(left.getValue()));
      }
      finish();
    }
  }

  /** The files of embeddings by the pictures whose prompts have their names. */
  private Map<Long, Set<Long>> imagesByBareWords(Sql sql) throws SQLException {
    Map<Long, Set<Long>> files = new HashMap<>();
    EmbeddingNames names = EmbeddingNames.of(database);
    if (names.isEmpty()) {
      return files;
    }
    Map<String, List<Long>> matched = new HashMap<>();
    sql.forEach(
        PROMPTS,
        row -> {
          for (String name :
              names.in(
                  row.getString("tool"),
                  row.getString("prompt"),
                  row.getString("negative_prompt"))) {
            if (!matched.containsKey(name)) {
              matched.put(name, files(sql, ModelMention.embedding(name)));
            }
            files
                .computeIfAbsent(row.getLong("id"), id -> new HashSet<>())
                .addAll(matched.getOrDefault(name, List.of()));
          }
        });
    return files;
  }

  /** The rows of the recorded files that a mention may mean. */
  private static List<Long> files(Sql sql, ModelMention mention) throws SQLException {
    List<Long> rows = new ArrayList<>();
    for (MatchedFile file : MentionedModels.files(sql, mention)) {
      if (file.fileId() != null) {
        rows.add(file.fileId());
      }
    }
    return rows;
  }

  private static ModelMention mention(ResultSet row) throws SQLException {
    return new ModelMention(
        row.getString("type"),
        row.getString("name"),
        row.getString("hash"),
        ModelMatch.ofWord(row.getString("hash_kind")),
        null,
        Sql.nullableLong(row, "civitai_version_id"),
        Sql.nullableLong(row, "civitai_model_id"),
        null);
  }
}
