package dev.tensors.tsr.library;

import dev.tensors.tsr.library.notes.EffectiveNotes;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.model.TriggerWord;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.WhiteSpace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The trigger words of files: words in a prompt that make a model show what it was trained for. */
public final class TriggerWords {

  /** How many training tags are useful as trigger words. */
  private static final int TAGS = 10;

  /** Far more than any author names; a stranger's file can have a million. */
  private static final int MOST = 200_000;

  /** Usual names of training folders that are no trigger words. */
  private static final Set<String> MEANINGLESS =
      Set.of("img", "image", "images", "data", "dataset", "train", "training");

  private static final String PHRASE = "modelspec.trigger_phrase";
  private static final String HINT = "modelspec.usage_hint";
  private static final String FREQUENCY = "ss_tag_frequency";

  private final Database database;

  public TriggerWords(Database database) {
    this.database = database;
  }

  /**
   * A file's trigger words, without duplicates: the user's own, then the words of its version at
   * CivitAI. If there are none, those of its header, which are the trigger phrase, the usage hint,
   * the names of training folders, and the most common training tags.
   */
  public List<TriggerWord> of(LocalFile file) {
    return of(file, null);
  }

  /**
   * The same of a file whose header was read already.
   *
   * @param header its metadata; null: they are read where they are needed
   */
  public List<TriggerWord> of(LocalFile file, @Nullable Map<String, @Nullable String> header) {
    return database.query(
        sql -> {
          List<TriggerWord> words = new ArrayList<>();
          String path = file.path();
          add(path, TriggerWord.Source.USER, EffectiveNotes.triggers(sql, file.sha256()), words);
          add(path, TriggerWord.Source.CIVITAI, PackedWords.split(civitai(sql, file)), words);
          if (words.isEmpty()) {
            addOfHeader(sql, path, header == null ? metadata(sql, file) : header, words);
          }
          return words;
        });
  }

  /**
   * The trigger words in a header.
   *
   * @param metadata of the header; null: a value that was too large to keep
   */
  public List<TriggerWord> ofHeader(String path, Map<String, @Nullable String> metadata) {
    return database.query(
        sql -> {
          List<TriggerWord> words = new ArrayList<>();
          addOfHeader(sql, path, metadata, words);
          return words;
        });
  }

  private static void addOfHeader(
      Sql sql, String path, Map<String, @Nullable String> metadata, List<TriggerWord> words)
      throws SQLException {
    List<String> phrases =
        Stream.of(PHRASE, HINT).map(metadata::get).filter(Objects::nonNull).toList();
    String frequency = metadata.get(FREQUENCY);
    add(path, TriggerWord.Source.MODELSPEC, PackedWords.split(phrases), words);
    add(path, TriggerWord.Source.TRAINING_TAGS, PackedWords.split(folders(sql, frequency)), words);
    add(path, TriggerWord.Source.TRAINING_TAGS, trainingTags(sql, frequency), words);
  }

  private static void add(
      String path, TriggerWord.Source source, List<String> found, List<TriggerWord> words) {
    Set<String> known = words.stream().map(TriggerWord::word).collect(Collectors.toSet());
    for (String word : found) {
      if (words.size() < MOST && known.add(word)) {
        words.add(new TriggerWord(path, word, words.size(), source));
      }
    }
  }

  private static List<String> civitai(Sql sql, LocalFile file) throws SQLException {
    return sql.list(
        """
        SELECT w.word FROM model_versions v JOIN trained_words w ON w.version_id = v.id
        WHERE v.civitai_id = ? ORDER BY w.position, w.id
        """,
        row -> row.getString(1),
        file.versionId());
  }

  /** The header's values that have trigger words. */
  private static Map<String, @Nullable String> metadata(Sql sql, LocalFile file)
      throws SQLException {
    Map<String, @Nullable String> metadata = new HashMap<>();
    sql.forEach(
        "SELECT key, value FROM safetensor_metadata WHERE local_file_id = ? AND key IN (?, ?, ?)",
        row -> metadata.put(row.getString(1), row.getString(2)),
        file.id(),
        PHRASE,
        HINT,
        FREQUENCY);
    return metadata;
  }

  /** The words in the names of the training folders. */
  private static List<String> folders(Sql sql, @Nullable String frequency) throws SQLException {
    List<String> names =
        sql.list(
            """
            SELECT folder.key FROM json_each(CASE WHEN json_valid(?1) THEN ?1 END) AS folder
            WHERE folder.type = 'object' ORDER BY folder.id
            """,
            row -> row.getString(1),
            frequency);
    return names.stream().flatMap(name -> ofFolder(name).stream()).toList();
  }

  /**
   * The words in the name of a folder of training images: kohya's trainers repeat the images in
   * {@code 10_ohwx woman} ten times, and train them on {@code ohwx woman} if they have no caption.
   */
  private static List<String> ofFolder(String name) {
    int digits = 0;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    boolean named = digits > 0 && digits < name.length() && name.charAt(digits) == '_';
    String words = named ? WhiteSpace.strip(name.substring(digits + 1)) : "";
    boolean number = words.chars().allMatch(Character::isDigit);
    return number || MEANINGLESS.contains(words.toLowerCase(Locale.ROOT))
        ? List.of()
        : List.of(words);
  }

  /** The most common tags. The header has an object of tag counts for each training folder. */
  private static List<String> trainingTags(Sql sql, @Nullable String frequency)
      throws SQLException {
    return sql.list(
        """
        SELECT trim(tag.key) FROM json_each(CASE WHEN json_valid(?1) THEN ?1 END) AS folder
        JOIN json_each(CASE folder.type WHEN 'object' THEN folder.value END) AS tag
        WHERE tag.type IN ('integer', 'real') AND trim(tag.key) <> ''
        GROUP BY trim(tag.key)
        ORDER BY sum(tag.value) DESC, min(folder.id), min(tag.id) LIMIT ?2
        """,
        row -> row.getString(1),
        frequency,
        TAGS);
  }
}
