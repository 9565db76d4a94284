package dev.tensors.tsr.catalog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What makes a file's model do what it was trained for. */
public final class TriggerWords {

  /** How many of the tags that a model was trained on are of use as trigger words. */
  private static final int TAGS = 10;

  private final Database database;

  public TriggerWords(Database database) {
    this.database = database;
  }

  /**
   * A file's trigger words: those of its version at CivitAI, else those of its header; each once,
   * in their order.
   */
  public List<TriggerWord> of(LocalFile file) {
    return database.query(
        sql -> {
          List<TriggerWord> words = new ArrayList<>();
          add(file, TriggerWord.Source.CIVITAI, split(civitai(sql, file)), words);
          if (words.isEmpty()) {
            add(file, TriggerWord.Source.MODELSPEC, split(modelspec(sql, file)), words);
            add(file, TriggerWord.Source.TRAINING_TAGS, trainingTags(sql, file), words);
          }
          return words;
        });
  }

  private static void add(
      LocalFile file, TriggerWord.Source source, List<String> found, List<TriggerWord> words) {
    for (String word : found) {
      if (words.stream().noneMatch(known -> known.word().equals(word))) {
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
        WHERE local_file_id = ? AND key = 'modelspec.trigger_phrase' AND value IS NOT NULL
        """,
        row -> row.getString(1),
        file.id());
  }

  /** A tag's counts are in an object for each folder of the training set. */
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

  /** The words in their order, each once, without the commas between them. */
  static List<String> split(List<String> packed) {
    Set<String> words = new LinkedHashSet<>();
    packed.forEach(text -> split(text, words));
    return List.copyOf(words);
  }

  private static void split(String text, Set<String> words) {
    text.lines().forEach(line -> splitLine(line, words));
  }

  /** Commas within brackets belong to one word, such as {@code (red, blue:1.2)}. */
  private static void splitLine(String line, Set<String> words) {
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == ',') {
        add(line.substring(start, i), words);
        start = i + 1;
      } else {
        i = Math.max(i, partner(line, i));
      }
    }
    add(line.substring(start), words);
  }

  /** Where the bracket closes that opens here; -1 if none does, as in {@code smile :(}. */
  private static int partner(String line, int open) {
    int kind = "([{".indexOf(line.charAt(open));
    int depth = 0;
    for (int i = open; kind >= 0 && i < line.length(); i++) {
      char c = line.charAt(i);
      depth += c == "([{".charAt(kind) ? 1 : c == ")]}".charAt(kind) ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static void add(String word, Set<String> words) {
    String stripped = word.strip();
    if (!stripped.isEmpty()) {
      words.add(stripped);
    }
  }
}
