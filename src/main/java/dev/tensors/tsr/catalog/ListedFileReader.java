package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.PackedWords;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.TextReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads listed files from rows, and the trigger words and tags of many files at a time from their
 * tables.
 */
final class ListedFileReader {

  /** A file with the user's own tags, whose trigger words and other tags are not read yet. */
  private record Incomplete(ListedFile file, @Nullable Long version, @Nullable Long model) {}

  /** Whether the file is one of the user's favourites, here or in another manager. */
  static final String FAVOURITE =
      "(coalesce(note.favourite, 0) OR "
          + ImportedNotes.value("f.sha256", ImportedNotes.FAVOURITE)
          + " IS NOT NULL)";

  private static final int BATCH = 100;

  /** Files whose notes have more characters together are passed on at once. */
  private static final int MANY_CHARACTERS = 1_000_000;

  private static final String SHOWN =
      """
      SELECT f.id, f.file_path, f.size_bytes, m.name, k.type, v.name, k.base_model, f.missing_since
      """;

  private static final String COMPLETE =
      SHOWN
          + """
          , f.sha256, f.header_size, f.tensor_count, f.civitai_model_id, f.civitai_version_id,
          c.username, v.id, latest.civitai_id, latest.name, f.created_at, f.updated_at, m.id,
          m.nsfw, f.link_source, f.link_match, k.identified_by, f.precision, f.parameters,
          f.lora_rank, k.base_candidates, note.rating,
          """
          + "coalesce(note.text, "
          + ImportedNotes.value("f.sha256", ImportedNotes.TEXT)
          + "), "
          + FAVOURITE
          + ", "
          + UserTags.of("f.sha256")
          + ", coalesce(m.gone_at, v.gone_at), v.published_at\n";

  private static final String FILES =
      """
      FROM local_files f
      JOIN v_known_identity k ON k.local_file_id = f.id
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      LEFT JOIN creators c ON c.id = m.creator_id
      LEFT JOIN notes note ON note.sha256 = f.sha256
      """;

  private static final String LATEST =
      "LEFT JOIN model_versions latest ON latest.model_id = m.id AND latest.version_index = 0\n";

  private static final String WORDS =
      """
      SELECT w.version_id, w.word FROM json_each(?) AS wanted
      CROSS JOIN trained_words w ON w.version_id = wanted.value
      ORDER BY w.version_id, w.position, w.id
      """;

  private static final String TAGS =
      """
      SELECT mt.model_id, group_concat(mt.tag_id ORDER BY mt.tag_id) FROM json_each(?) AS wanted
      CROSS JOIN model_tags mt ON mt.model_id = wanted.value
      GROUP BY mt.model_id
      """;

  private final Sql sql;
  private final boolean complete;
  private final Consumer<List<ListedFile>> consumer;
  private final TextReader texts;
  private final TagNames tagNames;
  private final List<Incomplete> read = new ArrayList<>();

  /** The characters in the notes of the files that are read. */
  private int characters;

  private @Nullable Long last;

  /**
   * @param complete whether all fields of the files are needed; without it, only those that {@link
   *     ListedFile} names
   * @param consumer gets some files at a time
   */
  ListedFileReader(Sql sql, boolean complete, Consumer<List<ListedFile>> consumer)
      throws SQLException {
    this.sql = sql;
    this.complete = complete;
    this.consumer = consumer;
    this.texts = new TextReader(sql);
    this.tagNames = new TagNames(sql);
  }

  /** The columns of a listed file, from the tables of {@link #tables}. */
  String columns() {
    return complete ? COMPLETE : SHOWN + ", k.base_candidates\n";
  }

  /**
   * SQL: FROM with f: local_files, k: v_known_identity, m: models, v: model_versions, note: notes.
   */
  String tables() {
    return complete ? FILES + LATEST : FILES;
  }

  /**
   * Reads a row of {@link #columns}, and passes it to the consumer with later ones. A second row of
   * a file is left out: someone's SQL can give a model two latest versions.
   */
  void add(ResultSet row) throws SQLException {
    Incomplete next =
        complete
            ? new Incomplete(complete(row), Sql.nullableLong(row, 15), Sql.nullableLong(row, 20))
            : new Incomplete(shown(row), null, null);
    if (Objects.equals(next.file().id(), last)) {
      return;
    }
    last = next.file().id();
    read.add(next);
    String note = next.file().note();
    characters += note == null ? 0 : note.length();
    if (read.size() == BATCH || characters > MANY_CHARACTERS) {
      flush();
    }
  }

  /** Passes the last files to the consumer. */
  void flush() throws SQLException {
    consumer.accept(complete ? completed() : read.stream().map(Incomplete::file).toList());
    read.clear();
    characters = 0;
  }

  private List<ListedFile> completed() throws SQLException {
    Map<Long, List<String>> words = words();
    words.replaceAll((version, packed) -> PackedWords.split(packed));
    Map<Long, List<String>> tags = tags();
    List<ListedFile> completed = new ArrayList<>(read.size());
    for (Incomplete next : read) {
      List<String> all = new ArrayList<>(next.file().tags());
      all.addAll(of(next.model(), tags));
      completed.add(next.file().with(of(next.version(), words), UserTags.distinct(all)));
    }
    return completed;
  }

  private static List<String> of(@Nullable Long id, Map<Long, List<String>> values) {
    return id == null ? List.of() : values.getOrDefault(id, List.of());
  }

  private Map<Long, List<String>> words() throws SQLException {
    Map<Long, List<String>> words = new HashMap<>();
    sql.forEach(
        WORDS,
        row ->
            words.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(texts.text(row, 2)),
        ids(Incomplete::version));
    return words;
  }

  private Map<Long, List<String>> tags() throws SQLException {
    Map<Long, List<String>> tags = new HashMap<>();
    sql.forEach(
        TAGS,
        row -> tags.put(row.getLong(1), tagNames.of(row.getString(2))),
        ids(Incomplete::model));
    return tags;
  }

  private String ids(Function<Incomplete, @Nullable Long> id) {
    return read.stream()
        .map(id)
        .filter(Objects::nonNull)
        .distinct()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Reads columns by number: the driver would look up their names again in each row. */
  private ListedFile shown(ResultSet row) throws SQLException {
    return ListedFile.shown(
        row.getLong(1),
        texts.text(row, 2),
        Sql.nullableLong(row, 3),
        texts.nullableText(row, 4),
        texts.nullableText(row, 5),
        texts.nullableText(row, 6),
        texts.nullableText(row, 7),
        texts.nullableText(row, 8),
        IdentityColumns.candidates(texts.nullableText(row, 9)));
  }

  private ListedFile complete(ResultSet row) throws SQLException {
    return new ListedFile(
        row.getLong(1),
        texts.text(row, 2),
        texts.text(row, 9),
        Sql.nullableLong(row, 3),
        Sql.nullableLong(row, 10),
        Sql.nullableLong(row, 11),
        Sql.nullableLong(row, 12),
        Sql.nullableLong(row, 13),
        texts.nullableText(row, 4),
        texts.nullableText(row, 5),
        texts.nullableText(row, 6),
        texts.nullableText(row, 7),
        texts.nullableText(row, 14),
        List.of(),
        Sql.nullableLong(row, 16),
        texts.nullableText(row, 17),
        texts.nullableText(row, 8),
        texts.text(row, 18),
        texts.text(row, 19),
        Notes.lines(texts.nullableText(row, 32)),
        row.getBoolean(21),
        texts.nullableText(row, 22),
        texts.nullableText(row, 23),
        texts.nullableText(row, 24),
        texts.nullableText(row, 25),
        Sql.nullableLong(row, 26),
        Sql.nullableLong(row, 27),
        IdentityColumns.candidates(texts.nullableText(row, 28)),
        texts.nullableText(row, 30),
        Sql.nullableLong(row, 29),
        row.getBoolean(31),
        texts.nullableText(row, 33),
        texts.nullableText(row, 34));
  }
}
