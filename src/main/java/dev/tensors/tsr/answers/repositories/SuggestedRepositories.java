package dev.tensors.tsr.answers.repositories;

import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.parts.KnownFiles;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds repositories at Hugging Face that the catalogue names, and that are not cached. */
public final class SuggestedRepositories {

  /** What names a repository. */
  public enum Namer {
    /** A workflow, or a picture that has one inside. */
    WORKFLOW,
    /** A file that another model manager wrote beside a model. */
    SIDECAR,
    /** A well-known file that is here. */
    KNOWN_FILE,
    /** A cache of Hugging Face's programs. */
    HUB_CACHE;

    /** Its word in results. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A repository.
   *
   * @param files how many files here are said to be in it
   * @param workflows how many workflows and pictures say that a model can be downloaded there
   */
  public record Suggested(String name, long files, long workflows, List<Namer> namedBy) {}

  /**
   * What the catalogue names.
   *
   * @param suggested the repositories that are not cached, those of most files first
   * @param cached how many others are cached already
   */
  public record Suggestions(List<Suggested> suggested, long cached) {}

  /** Counts what names a repository; what comes twice in a row counts once. */
  private static final class Count {

    /** Of several spellings the first in their order, whichever was read first. */
    private String name;

    private final Set<Namer> namers = EnumSet.noneOf(Namer.class);
    private final Map<Boolean, Long> last = new HashMap<>();
    private long files;
    private long workflows;

    Count(String name) {
      this.name = name;
    }

    void add(Namer namer, long id, String spelling) {
      name = name.compareTo(spelling) < 0 ? name : spelling;
      boolean isWorkflow = namer == Namer.WORKFLOW;
      namers.add(namer);
      if (!Long.valueOf(id).equals(last.put(isWorkflow, id))) {
        files += isWorkflow ? 0 : 1;
        workflows += isWorkflow ? 1 : 0;
      }
    }
  }

  private static final String WORKFLOWS =
      """
      SELECT '%s', i.id, m.url FROM own_image_models m JOIN own_images i ON i.id = m.image_id
      WHERE m.url IS NOT NULL AND i.missing_since IS NULL ORDER BY i.id
      """
          .formatted(Namer.WORKFLOW);

  /** By file, so that several who name one repository count a file once. */
  private static final String FILES =
      """
      SELECT '%s', f.id, i.value
      FROM imported_notes i JOIN local_files f ON f.sha256 = i.sha256
      WHERE i.key = '%s' AND f.missing_since IS NULL
      UNION ALL
      SELECT '%s', f.id, k.url
      FROM (%s) k CROSS JOIN local_files f ON f.sha256 = k.sha256
      WHERE f.missing_since IS NULL
      UNION ALL
      SELECT '%s', id, 'hf:' || hf_repo FROM local_files
      WHERE hf_repo IS NOT NULL AND missing_since IS NULL
      ORDER BY 2
      """
          .formatted(
              Namer.SIDECAR,
              ImportedNotes.HUB_PAGE,
              Namer.KNOWN_FILE,
              KnownFiles.query(),
              Namer.HUB_CACHE);

  private final Database database;

  /** By what names them; a workflow is copied with its addresses. */
  private final Map<String, Optional<String>> names = new HashMap<>();

  public SuggestedRepositories(Database database) {
    this.database = database;
  }

  /** Asks the catalogue alone. */
  public Suggestions all() {
    Map<String, Count> counts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<String> cached =
        database.snapshot(
            sql -> {
              count(sql, WORKFLOWS, counts);
              count(sql, FILES, counts);
              return sql.list("SELECT DISTINCT repo FROM hf_repositories", row -> row.getString(1));
            });
    int named = counts.size();
    cached.forEach(counts::remove);
    List<Suggested> suggested = new ArrayList<>();
    counts
        .values()
        .forEach(
            count ->
                suggested.add(
                    new Suggested(
                        count.name, count.files, count.workflows, List.copyOf(count.namers))));
    suggested.sort(
        Comparator.comparingLong(Suggested::files)
            .thenComparingLong(Suggested::workflows)
            .reversed());
    return new Suggestions(suggested, named - suggested.size());
  }

  private void count(Sql sql, String query, Map<String, Count> counts) throws SQLException {
    sql.forEach(
        query,
        row -> {
          Optional<String> name =
              names.computeIfAbsent(
                  row.getString(3), place -> Repository.of(place).map(Repository::name));
          if (name.isPresent()) {
            counts
                .computeIfAbsent(name.get(), Count::new)
                .add(Namer.valueOf(row.getString(1)), row.getLong(2), name.get());
          }
        });
  }
}
