package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.PackedWords;
import dev.tensors.tsr.prompts.TrainingFolder;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The trigger words of files: words in a prompt that make a model show what it was trained for. */
public final class TriggerWords {

  /** How many training tags are useful as trigger words. */
  private static final int TAGS = 10;

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
    return database.query(
        sql -> {
          List<TriggerWord> words = new ArrayList<>();
          add(file, TriggerWord.Source.USER, Notes.triggers(sql, file.sha256()), words);
          add(file, TriggerWord.Source.CIVITAI, PackedWords.split(civitai(sql, file)), words);
          if (words.isEmpty()) {
            add(file, TriggerWord.Source.MODELSPEC, PackedWords.split(modelspec(sql, file)), words);
            add(
                file,
                TriggerWord.Source.TRAINING_TAGS,
                PackedWords.split(folders(sql, file)),
                words);
            add(file, TriggerWord.Source.TRAINING_TAGS, trainingTags(sql, file), words);
          }
          return words;
        });
  }

  private static void add(
      LocalFile file, TriggerWord.Source source, List<String> found, List<TriggerWord> words) {
    Set<String> known = words.stream().map(TriggerWord::word).collect(Collectors.toSet());
    for (String word : found) {
      if (known.add(word)) {
        words.add(new TriggerWord(file.path(), word, words.size(), source));
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

  private static List<String> modelspec(Sql sql, LocalFile file) throws SQLException {
    return sql.list(
        """
        SELECT value FROM safetensor_metadata
        WHERE local_file_id = ? AND key IN ('modelspec.trigger_phrase', 'modelspec.usage_hint')
          AND value IS NOT NULL
        ORDER BY key
        """,
        row -> row.getString(1),
        file.id());
  }

  /** The words in the names of the training folders. */
  private static List<String> folders(Sql sql, LocalFile file) throws SQLException {
    List<String> names =
        sql.list(
            """
            SELECT folder.key FROM safetensor_metadata m
            JOIN json_each(CASE WHEN json_valid(m.value) THEN m.value END) AS folder
            WHERE m.local_file_id = ? AND m.key = 'ss_tag_frequency' AND folder.type = 'object'
            ORDER BY folder.id
            """,
            row -> row.getString(1),
            file.id());
    return names.stream().flatMap(name -> TrainingFolder.words(name).stream()).toList();
  }

  /** The most common tags. The header has an object of tag counts for each training folder. */
  private static List<String> trainingTags(Sql sql, LocalFile file) throws SQLException {
    return sql.list(
        """
        SELECT trim(tag.key) FROM safetensor_metadata m
        JOIN json_each(CASE WHEN json_valid(m.value) THEN m.value END) AS folder
        JOIN json_each(CASE folder.type WHEN 'object' THEN folder.value END) AS tag
        WHERE m.local_file_id = ? AND m.key = 'ss_tag_frequency'
          AND tag.type IN ('integer', 'real') AND trim(tag.key) <> ''
        GROUP BY trim(tag.key)
        ORDER BY sum(tag.value) DESC, min(folder.id), min(tag.id) LIMIT ?
        """,
        row -> row.getString(1),
        file.id(),
        TAGS);
  }
}
