package dev.tensors.tsr.library;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.EditDistance;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers which recorded files a user means by a word. The first of these rules that any file fits
 * counts: a whole file name, the end of a path from a folder on, a hash, a whole model's name, a
 * part of a file name. Within a rule the exact spelling goes before one that {@link Folding} takes
 * for the same.
 */
public final class NamedFiles {

  /** The fewest characters that count as a part of a name. */
  public static final int SHORTEST_PART = 3;

  /**
   * The files that a word means, in the order of their paths. Missing ones are among them only if
   * all are missing.
   *
   * @param files the first ten if their contents differ and the word is not their model, else all
   * @param count how many there are
   * @param isOneContent whether all have one SHA-256
   * @param basis what the word is of them
   */
  public record Found(List<LocalFile> files, long count, boolean isOneContent, Basis basis) {

    private static final Found NONE = new Found(List.of(), 0, false, Basis.PART);

    public boolean isEmpty() {
      return count == 0;
    }

    /** One file for each content: the first linked one, else the first. */
    public List<LocalFile> contents() {
      Map<String, LocalFile> contents = new LinkedHashMap<>();
      for (LocalFile file : files) {
        contents.merge(
            file.sha256(),
            file,
            (first, next) -> first.versionId() == null && next.versionId() != null ? next : first);
      }
      return List.copyOf(contents.values());
    }
  }

  /** What a word is of a file that it means. */
  public enum Basis {
    PATH_OR_NAME,
    HASH,
    MODEL,
    PART
  }

  /** The files that fit a word best, and how well: see {@link ComparedWord#fit}. */
  private static final class Best {
    private final List<Long> ids = new ArrayList<>();
    private int fit = ComparedWord.NONE;

    void add(long id, int other) {
      if (other < fit) {
        fit = other;
        ids.clear();
      }
      if (other == fit && fit != ComparedWord.NONE) {
        ids.add(id);
      }
    }

    boolean isWhole() {
      return fit < ComparedWord.PART;
    }
  }

  /** The names of all files or models, folded and each after a NUL, to be searched in one go. */
  private static final class FoldedNames {
    private final String text;

    /** Where each begins, and last where one more would. */
    private final int[] starts;

    /** Whose each is. */
    private final long[] ids;

    private final boolean haveFolders;

    /** The hash codes of all names, with and without their extensions, sorted; null: not needed. */
    private int @Nullable [] wholes;

    FoldedNames(String text, int[] starts, long[] ids) {
      this.text = text;
      this.starts = starts;
      this.ids = ids;
      this.haveFolders = text.indexOf('/') >= 0 || text.indexOf('\\') >= 0;
    }

    String name(int index) {
      return text.substring(starts[index] + 1, starts[index + 1]);
    }

    void forEach(NameConsumer consumer) {
      for (int i = 0; i < ids.length; i++) {
        consumer.accept(name(i), ids[i]);
      }
    }

    /**
     * Whether a name may be a word's last part, whole, as it must be behind folders. Of thousands
     * of paths, such as those of deleted pictures, nearly none has to be sought in all names.
     *
     * @param lastPart folded; letters may be folded to a separator of folders
     */
    boolean mayHave(String lastPart) {
      if (haveFolders) {
        return true;
      }
      int[] known = wholes;
      if (known == null) {
        known =
            IntStream.range(0, ids.length)
                .mapToObj(this::name)
                .flatMapToInt(
                    name ->
                        IntStream.of(
                            name.hashCode(), ModelFileName.withoutExtension(name).hashCode()))
                .sorted()
                .toArray();
        wholes = known;
      }
      return Arrays.binarySearch(known, lastPart.hashCode()) >= 0;
    }

    List<Long> idsOfNamesWith(String part) {
      List<Long> found = new ArrayList<>();
      int at = part.isEmpty() ? -1 : text.indexOf(part);
      while (at >= 0) {
        int index = Arrays.binarySearch(starts, at);
        index = index < 0 ? -index - 2 : index;
        found.add(ids[index]);
        at = text.indexOf(part, starts[index + 1]);
      }
      return found;
    }
  }

  /** Receives a folded name, and whose it is. */
  @FunctionalInterface
  private interface NameConsumer {
    void accept(String name, long id);
  }

  /** A name that a word may be a misspelling of. */
  private record Near(int distance, int lengths, boolean isModel, long id, String name) {

    private static final Comparator<Near> ORDER =
        Comparator.comparingInt(Near::distance)
            .thenComparingInt(Near::lengths)
            .thenComparing(Near::isModel)
            .thenComparingLong(Near::id);
  }

  private static final int MOST_LISTED = 10;

  private static final int MOST_NEAR = 3;

  /** Longer words would be compared for long, and nobody mistypes them. */
  private static final int LONGEST_MISSPELT = 100;

  /** The folded names of all files are kept where more words are sought among them. */
  private static final int FEW_WORDS = 5;

  private static final String WITH_IDS = "WHERE id IN (SELECT value FROM json_each(?1))";

  /** Those with a text in their path, as {@link Folding#ofName} makes it. An index has both. */
  private static final String WITH_PART =
      "SELECT file_path, id FROM local_files WHERE instr(replace(replace(%s, '_', ' '), '-', ' '), ?)"
              .formatted(Term.folded("file_path"))
          + LocalFiles.BY_PATH;

  /** An index has both columns. */
  private static final String FILE_NAMES =
      "SELECT file_path, id FROM local_files" + LocalFiles.BY_PATH;

  /** The models of files, of several with one name the first one first. */
  private static final String LINKED_MODELS =
      """
      SELECT name, civitai_id FROM models
      WHERE civitai_id IN (SELECT civitai_model_id FROM local_files) ORDER BY civitai_id
      """;

  private static final String OF_MODELS =
      """
      SELECT f.id FROM models m JOIN local_files f ON f.civitai_model_id = m.civitai_id
      WHERE m.""";

  private final Database database;

  private @Nullable FileMatches matches;
  private @Nullable FoldedNames names;
  private @Nullable FoldedNames modelNames;

  /** How many words were sought among all names. */
  private int sought;

  /** Of how many words the nearest names were sought. */
  private int misspelt;

  public NamedFiles(Database database) {
    this.database = database;
  }

  /**
   * The files that a word means. Looks in the indexes first; what they do not have is sought among
   * all names, which are read once where there are many words.
   */
  public Found of(String word) {
    return database.snapshot(
        sql -> {
          FileMatches matches = matches(sql);
          ComparedWord spelling = new ComparedWord(word);
          Best called = best(sql, spelling, matches.called(spelling.names()));
          if (called.isWhole()) {
            return found(sql, called.ids, Basis.PATH_OR_NAME);
          }
          // No other spelling of such digits is a name in use: this need not wait for all names.
          List<Long> hashed =
              ModelHash.isStart(word) ? matches.withHash(word.toUpperCase(Locale.ROOT)) : List.of();
          if (!hashed.isEmpty()) {
            return found(sql, hashed, Basis.HASH);
          }
          Best spelt = best(sql, spelling, withPart(sql, spelling));
          if (spelt.isWhole()) {
            return found(sql, spelt.ids, Basis.PATH_OR_NAME);
          }
          List<Long> ofModel = sql.numbers(OF_MODELS + "name = ?", word);
          if (ofModel.isEmpty()) {
            ofModel =
                sql.numbers(
                    OF_MODELS + "id IN (SELECT value FROM json_each(?))",
                    Sql.array(matches.titled(word)));
          }
          return ofModel.isEmpty()
              ? found(sql, spelt.ids, Basis.PART)
              : found(sql, ofModel, Basis.MODEL);
        });
  }

  private FileMatches matches(Sql sql) {
    FileMatches made = matches;
    if (made == null) {
      made = new FileMatches(sql);
      matches = made;
    }
    return made;
  }

  /**
   * The files that are linked to a version, or else to a model, by CivitAI's ids.
   *
   * @param versionId null: any version of the model
   */
  public Found ofModel(@Nullable Long modelId, @Nullable Long versionId) {
    return database.snapshot(
        sql ->
            found(
                sql,
                sql.numbers(
                    versionId == null
                        ? "SELECT id FROM local_files WHERE civitai_model_id = ?"
                        : "SELECT id FROM local_files WHERE civitai_version_id = ?",
                    versionId == null ? modelId : versionId),
                Basis.MODEL));
  }

  /** The files that are linked to a repository at Hugging Face. */
  public Found ofRepository(Repository repository) {
    Conditions inRepository = isIn(repository);
    return database.snapshot(
        sql ->
            found(
                sql,
                sql.numbers(
                    "SELECT f.id FROM local_files f " + inRepository.sql(), inRepository.values()),
                Basis.MODEL));
  }

  /**
   * The condition that a file f is linked to a repository; its revision is a commit or a branch.
   */
  public static Conditions isIn(Repository repository) {
    Conditions inRepository =
        new Conditions().and("f.hf_repo = ? COLLATE NOCASE", repository.name());
    String revision = repository.revision();
    if (revision != null) {
      inRepository.and(
          """
          (f.hf_revision = ? OR EXISTS (SELECT 1 FROM hf_repositories h
            WHERE h.repo = f.hf_repo AND h.revision = f.hf_revision AND h.ref = ?))""",
          revision,
          revision);
    }
    return inRepository;
  }

  private static Best best(Sql sql, ComparedWord spelling, List<Long> files) throws SQLException {
    Best best = new Best();
    sql.forEach(
        "SELECT id, file_path FROM local_files " + WITH_IDS + LocalFiles.BY_PATH,
        row -> best.add(row.getLong(1), spelling.fit(row.getString(2))),
        Sql.array(files));
    return best;
  }

  private static Found found(Sql sql, List<Long> ids, Basis basis) throws SQLException {
    if (ids.isEmpty()) {
      return Found.NONE;
    }
    String rows = Sql.array(ids);
    Found sums =
        sql.first(
                """
                SELECT count(*), min(sha256) = max(sha256) FROM local_files
                WHERE id IN (SELECT value FROM json_each(?1))
                GROUP BY missing_since IS NOT NULL ORDER BY missing_since IS NOT NULL
                """,
                row -> new Found(List.of(), row.getLong(1), row.getBoolean(2), basis),
                rows)
            .orElse(Found.NONE);
    List<LocalFile> files =
        sql.list(
            LocalFiles.COLUMNS
                + WITH_IDS
                + "ORDER BY missing_since IS NOT NULL, file_path LIMIT ?2",
            LocalFiles::file,
            rows,
            sums.isOneContent() || basis == Basis.MODEL ? sums.count() : MOST_LISTED);
    return new Found(
        files.subList(0, (int) Math.min(sums.count(), files.size())),
        sums.count(),
        sums.isOneContent(),
        basis);
  }

  /** The files that have what follows a word's last separator in their names. */
  private List<Long> withPart(Sql sql, ComparedWord spelling) throws SQLException {
    String part = spelling.foldedName;
    if (names != null || sought++ == FEW_WORDS) {
      FoldedNames all = names(sql);
      return !spelling.hasFolders() || all.mayHave(part) ? all.idsOfNamesWith(part) : List.of();
    }
    List<Long> found = new ArrayList<>();
    sql.define("folded", Folding::of);
    sql.forEach(
        WITH_PART,
        row -> {
          if (!part.isEmpty() && foldedName(row.getString(1)).contains(part)) {
            found.add(row.getLong(2));
          }
        },
        part);
    return found;
  }

  private static String foldedName(String path) {
    return Folding.ofName(PathNames.HERE.name(path));
  }

  private FoldedNames names(Sql sql) throws SQLException {
    FoldedNames read = names;
    if (read == null) {
      read = read(sql, FILE_NAMES, NamedFiles::foldedName);
      names = read;
    }
    return read;
  }

  private FoldedNames modelNames(Sql sql) throws SQLException {
    FoldedNames read = modelNames;
    if (read == null) {
      read = read(sql, LINKED_MODELS, Folding::of);
      modelNames = read;
    }
    return read;
  }

  private static FoldedNames read(Sql sql, String query, UnaryOperator<String> folding)
      throws SQLException {
    StringBuilder text = new StringBuilder();
    IntStream.Builder starts = IntStream.builder();
    LongStream.Builder ids = LongStream.builder();
    forEach(
        sql,
        query,
        folding,
        (name, id) -> {
          starts.add(text.length());
          ids.add(id);
          text.append('\0').append(name);
        });
    starts.add(text.length());
    return new FoldedNames(text.toString(), starts.build().toArray(), ids.build().toArray());
  }

  private static void forEach(
      Sql sql, String query, UnaryOperator<String> folding, NameConsumer consumer)
      throws SQLException {
    sql.forEach(query, row -> consumer.accept(folding.apply(row.getString(1)), row.getLong(2)));
  }

  /**
   * The names of files and models nearest to a word that may be a misspelling, at most three. All
   * names are kept for further words after the first.
   */
  public List<String> nearest(String word) {
    String part = Folding.ofName(ModelFileName.tagName(word));
    int most = Math.min(MOST_NEAR, part.length() / 4);
    if (most == 0 || part.length() > LONGEST_MISSPELT) {
      return List.of();
    }
    return database.snapshot(
        sql -> {
          TreeSet<Near> nearest = new TreeSet<>(Near.ORDER);
          boolean isKept = names != null || misspelt++ > 0;
          NameConsumer files =
              (name, id) ->
                  add(part, ModelFileName.withoutExtension(name), most, false, id, nearest);
          NameConsumer models =
              (name, id) -> {
                if (nearest.stream()
                    .noneMatch(near -> near.isModel() && near.name().equals(name))) {
                  add(part, name, most, true, id, nearest);
                }
              };
          if (isKept) {
            names(sql).forEach(files);
            modelNames(sql).forEach(models);
          } else {
            forEach(sql, FILE_NAMES, NamedFiles::foldedName, files);
            forEach(sql, LINKED_MODELS, Folding::of, models);
          }
          List<String> named = new ArrayList<>();
          for (Near near : nearest) {
            if (near.distance() <= Math.min(most, nearest.first().distance())) {
              named.add(name(sql, near));
            }
          }
          return named.stream().distinct().toList();
        });
  }

  private static void add(
      String part, String name, int most, boolean isModel, long id, TreeSet<Near> nearest) {
    if (EditDistance.mayBeToPart(part, name, most)) {
      int lengths = Math.abs(part.length() - name.length());
      nearest.add(new Near(EditDistance.toPart(part, name), lengths, isModel, id, name));
      if (nearest.size() > MOST_NEAR) {
        nearest.pollLast();
      }
    }
  }

  private static String name(Sql sql, Near near) throws SQLException {
    return near.isModel()
        ? sql.text("SELECT name FROM models WHERE civitai_id = ?", near.id())
        : PathNames.HERE.name(
            sql.text("SELECT file_path FROM local_files WHERE id = ?", near.id()));
  }
}
