package dev.tensors.tsr.references;

import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that have the name of a mention: their own, one that they had before they were
 * renamed, the alias in their header, that of the file at CivitAI, or their model's title.
 */
final class NameMatches {

  /** SQL: a file's name without its folder, as the index on local_files has it. */
  private static final String NAME =
      "substr(file_path, length(rtrim(file_path, replace(replace(file_path, '/', ''), '\\', '')))"
          + " + 1) COLLATE NOCASE";

  private static final String NAMED =
      "SELECT id FROM local_files WHERE " + NAME + " IN (SELECT value FROM json_each(?))";

  /** Recorded files by the names that they had before they were renamed. */
  private static final String NAMED_BEFORE =
      "SELECT local_file_id FROM old_names WHERE name IN (SELECT value FROM json_each(?))";

  private static final String ALIASED =
      """
      SELECT local_file_id FROM safetensor_metadata
      WHERE key = 'ss_output_name' AND replace(replace(value, ':', ''), ',', '') COLLATE NOCASE = ?
      """;

  private static final String AT_CIVITAI =
      "SELECT id FROM version_files WHERE name COLLATE NOCASE IN (SELECT value FROM json_each(?))";

  /** Recorded files that are linked to a model. */
  private static final String TITLED =
      """
      SELECT f.id FROM models m JOIN local_files f ON f.civitai_model_id = m.civitai_id
      WHERE m.id IN (SELECT value FROM json_each(?))
      """;

  /** A name that more files or models have tells little, and only some of them are compared. */
  private static final int MOST_COMPARED = 100;

  /**
   * Names with other characters than ASCII. Others, whose case SQL folds, are found by an index.
   */
  private static final String FOLDABLE =
      "SELECT id, %1$s FROM %2$s WHERE octet_length(%1$s) <> length(%1$s)";

  /** Of the few paths with such characters, since it takes long to tell the names of all. */
  private static final String OF_FILES =
      FOLDABLE.formatted(NAME.replace(" COLLATE NOCASE", ""), "local_files")
          + " AND octet_length(file_path) <> length(file_path) ORDER BY file_path";

  private static final String NAMED_BEFORE_FOLDABLE =
      FOLDABLE.formatted("name", "(SELECT local_file_id AS id, name FROM old_names)");

  /** Of some models: so many may be cached that the search index tells which ones to read. */
  private static final String AT_CIVITAI_FOLDABLE =
      FOLDABLE.formatted("name", "version_files")
          + " AND version_id IN (SELECT id FROM model_versions WHERE model_id IN (%s))"
          + " ORDER BY name COLLATE NOCASE, id";

  private static final String TITLES =
      "SELECT id, name FROM models WHERE id IN (%s) ORDER BY name, id";

  private final Sql sql;

  /** The rows of such names, by the folded names, of each query that was needed. */
  private final Map<String, Map<String, List<Long>>> read = new HashMap<>();

  NameMatches(Sql sql) {
    this.sql = sql;
  }

  /** Finds rows by their folded names. */
  @FunctionalInterface
  private interface FoldedRows {
    List<Long> of(List<String> names) throws SQLException;
  }

  /** The rows with one of these names, or if there are none, with one that is the same folded. */
  private List<Long> rows(String query, FoldedRows foldable, List<String> names)
      throws SQLException {
    List<Long> rows = sql.numbers(query, Sql.array(names));
    if (!rows.isEmpty()) {
      return rows;
    }
    List<String> wanted = names.stream().map(Folding::of).toList();
    List<Long> found = new ArrayList<>();
    if (!wanted.equals(names)) {
      found.addAll(sql.numbers(query, Sql.array(wanted)));
    }
    found.addAll(foldable.of(wanted));
    return found;
  }

  /** The rows of all foldable names, which are read once. */
  private FoldedRows read(String query) {
    return names -> {
      Map<String, List<Long>> rows = read.get(query);
      if (rows == null) {
        rows = new HashMap<>();
        collect(rows, query);
        read.put(query, rows);
      }
      return of(rows, names);
    };
  }

  /**
   * The rows of the models that a column of the search index tells, and of those that someone's SQL
   * has left unfolded in it, which are read once.
   */
  private List<Long> indexed(String column, String query, List<String> names) throws SQLException {
    List<String> texts = names.stream().map(NameMatches::beginning).distinct().toList();
    String values = SearchTexts.query(column, texts);
    Map<String, List<Long>> rows = new HashMap<>();
    if (values != null) {
      collect(rows, query.formatted(SearchTexts.FOLDED), values);
    }
    List<Long> found = of(rows, names);
    found.addAll(read(query.formatted(SearchTexts.UNFOLDED)).of(names));
    return found;
  }

  /** The extensions are the same in all names, and take long to find in the index. */
  private static String beginning(String name) {
    String without = ModelFileName.withoutExtension(name);
    return without.equals(name) ? SearchTexts.value(name) : "\n" + without + ".";
  }

  private void collect(Map<String, List<Long>> rows, String query, Object... values)
      throws SQLException {
    sql.forEach(
        query,
        row -> {
          String name = Folding.of(row.getString(2));
          rows.computeIfAbsent(name, first -> new ArrayList<>()).add(row.getLong(1));
        },
        values);
  }

  private static List<Long> of(Map<String, List<Long>> rows, List<String> names) {
    List<Long> found = new ArrayList<>();
    names.forEach(name -> found.addAll(rows.getOrDefault(name, List.of())));
    return found;
  }

  /**
   * The files with this name that are here, else the one known model with it that is not. None if
   * several models at CivitAI have the name.
   */
  public List<MatchedFile> of(ModelMention mention) throws SQLException {
    String written = mention.name();
    if (written == null || written.isBlank()) {
      return List.of();
    }
    String path = written.strip().replace('\\', '/');
    List<String> names = names(ModelFileName.withoutFolders(path));
    List<FileCandidates.Candidate> named = recorded(rows(NAMED, read(OF_FILES), names));
    List<FileCandidates.Candidate> fitting = fitting(mention, named);
    List<MatchedFile> here = inFolder(path, FileCandidates.here(fitting));
    List<FileCandidates.Candidate> before = List.of();
    if (here.isEmpty()) {
      before = namedBefore(names);
      here = FileCandidates.here(fitting(mention, before));
    }
    if (here.isEmpty()) {
      here = FileCandidates.here(fitting(mention, recorded(sql.numbers(ALIASED, alias(path)))));
    }
    List<Long> atCivitai = List.of();
    List<Long> titled = List.of();
    if (here.isEmpty()) {
      atCivitai = rows(AT_CIVITAI, folded -> indexed("files", AT_CIVITAI_FOLDABLE, folded), names);
      here =
          FileCandidates.here(
              fitting(mention, recorded(FileCandidates.linked(sql, atCivitai, null))));
    }
    if (here.isEmpty() && ModelFileName.extension(path) == null) {
      titled = titles(written.strip());
      here =
          FileCandidates.here(fitting(mention, recorded(sql.numbers(TITLED, Sql.array(titled)))));
    }
    if (!here.isEmpty()) {
      return here;
    }
    MatchedFile known = atCivitai(mention, some(atCivitai));
    if (known == null) {
      known = titled(mention, some(titled));
    }
    if (known != null) {
      return List.of(known);
    }
    // A file's type can be wrong, as one that a creator chose at CivitAI.
    List<MatchedFile> ofOtherType =
        fitting.isEmpty() ? inFolder(path, FileCandidates.here(named)) : List.of();
    if (ofOtherType.isEmpty() && fitting.isEmpty()) {
      ofOtherType = FileCandidates.here(before);
    }
    return ofOtherType.isEmpty()
        ? FileCandidates.first(fitting.isEmpty() ? fitting(mention, before) : fitting)
        : ofOtherType;
  }

  /** The names that a file may have: a name without an extension stands for any. */
  private static List<String> names(String name) {
    return ModelFileName.extension(name) == null
        ? ModelFileName.withAnyExtension(name)
        : List.of(name);
  }

  private static List<Long> some(List<Long> rows) {
    return rows.subList(0, Math.min(rows.size(), MOST_COMPARED));
  }

  private static String alias(String path) {
    return ModelFileName.withoutExtension(ModelFileName.withoutFolders(path))
        .replace(":", "")
        .replace(",", "");
  }

  /** The recorded files with a name, which may be without its ending. */
  List<Long> files(String name) throws SQLException {
    return rows(NAMED, read(OF_FILES), names(name));
  }

  /** The recorded files with one of these names, in any case of ASCII letters. */
  List<Long> files(List<String> names) throws SQLException {
    return sql.numbers(NAMED, Sql.array(names));
  }

  private List<FileCandidates.Candidate> recorded(List<Long> rows) throws SQLException {
    return FileCandidates.recorded(sql, rows, ModelMatch.NAME);
  }

  private List<Long> titles(String title) throws SQLException {
    List<Long> models = sql.numbers("SELECT id FROM models WHERE name = ?", title);
    return models.isEmpty() ? titled(title) : models;
  }

  /** The rows of the models that have a name in any spelling. */
  List<Long> titled(String name) throws SQLException {
    return indexed("name", TITLES, List.of(Folding.of(name)));
  }

  private List<FileCandidates.Candidate> namedBefore(List<String> names) throws SQLException {
    List<Long> rows = rows(NAMED_BEFORE, read(NAMED_BEFORE_FOLDABLE), names);
    return rows.isEmpty()
        ? List.of()
        : FileCandidates.recorded(sql, rows.stream().distinct().toList(), ModelMatch.OLD_NAME);
  }

  private static List<FileCandidates.Candidate> fitting(
      ModelMention mention, List<FileCandidates.Candidate> candidates) {
    return candidates.stream().filter(candidate -> mention.kind().mayBe(candidate.type())).toList();
  }

  /** The files whose folders end as the path's do; all if there are none. */
  private static List<MatchedFile> inFolder(String path, List<MatchedFile> files) {
    if (path.indexOf('/') < 0) {
      return files;
    }
    List<MatchedFile> inFolder =
        files.stream()
            .filter(file -> ModelName.isEnd(path, String.valueOf(file.filePath())))
            .toList();
    return inFolder.isEmpty() ? files : inFolder;
  }

  private @Nullable MatchedFile atCivitai(ModelMention mention, List<Long> rows)
      throws SQLException {
    List<MatchedFile> known =
        fitting(mention, FileCandidates.atCivitai(sql, rows, ModelMatch.NAME)).stream()
            .map(FileCandidates.Candidate::file)
            .toList();
    return known.stream().map(MatchedFile::modelId).distinct().count() == 1
        ? known.getFirst()
        : null;
  }

  /** The model with a title, without a version: the title does not say which version was used. */
  private @Nullable MatchedFile titled(ModelMention mention, List<Long> rows) throws SQLException {
    List<FileCandidates.Candidate> models =
        fitting(
            mention,
            FileCandidates.models(
                sql, "id IN (SELECT value FROM json_each(?))", Sql.array(rows), ModelMatch.NAME));
    return models.size() == 1 ? models.getFirst().file() : null;
  }
}
