package dev.tensors.tsr.library;

import dev.tensors.tsr.model.ShortNames;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The types and base models of the cached models, and those of files whose header says more than
 * CivitAI.
 */
public final class ModelKinds {

  private final Database database;

  public ModelKinds(Database database) {
    this.database = database;
  }

  /** In alphabetical order. */
  public List<String> types() {
    return withOfFiles(typesOfModels(), "type");
  }

  /** Those of models alone. */
  public List<String> typesOfModels() {
    return distinct("models", "type");
  }

  /** In alphabetical order. */
  public List<String> baseModels() {
    return Stream.concat(
            withOfFiles(baseModelsOfVersions(), "base_model").stream(),
            distinct("hf_repositories", "civitai_base").stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Those of versions alone. */
  public List<String> baseModelsOfVersions() {
    return distinct("model_versions", "base_model");
  }

  /** The kinds of models, and those that are the best known kind of some file. */
  private List<String> withOfFiles(List<String> ofModels, String column) {
    Stream<String> ofFiles =
        distinct("local_files", column).stream()
            .filter(kind -> !ofModels.contains(kind) && isOfFile(column, kind));
    return Stream.concat(ofModels.stream(), ofFiles).sorted().toList();
  }

  private boolean isOfFile(String column, String kind) {
    return database.query(
            sql ->
                sql.number(
                    """
                    SELECT EXISTS (
                      SELECT 1 FROM local_files f JOIN v_known_identity k ON k.local_file_id = f.id
                      WHERE f.%1$s = ?1 AND k.%1$s = ?1
                    )
                    """
                        .formatted(column),
                    kind))
        > 0;
  }

  /** The types that a user can mean by these words. */
  public List<String> typesCalled(List<String> words) {
    return ShortNames.types(words, types());
  }

  /** The base models that a user can mean by these words. */
  public List<String> baseModelsCalled(List<String> words) {
    return Stream.concat(
            ShortNames.baseModels(words, baseModels()).stream(),
            ShortNames.baseModels(words, possible()).stream())
        .distinct()
        .toList();
  }

  /** The values of base_candidates that have a base model which a user can mean by these words. */
  public List<String> candidatesCalled(List<String> words) {
    Set<String> called = Set.copyOf(ShortNames.baseModels(words, possible()));
    return distinct("local_files", "base_candidates").stream()
        .filter(joined -> IdentityColumns.candidates(joined).stream().anyMatch(called::contains))
        .toList();
  }

  /** The base models that the tensors of files leave possible. */
  private List<String> possible() {
    return distinct("local_files", "base_candidates").stream()
        .flatMap(joined -> IdentityColumns.candidates(joined).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The type that a user can mean by a misspelt word. */
  public Optional<String> nearestType(String word) {
    return nearest(word, Stream.concat(ShortNames.ofTypes(), types().stream()));
  }

  /** The base model that a user can mean by a misspelt word. */
  public Optional<String> nearestBaseModel(String word) {
    return nearest(
        word,
        Stream.of(ShortNames.ofBaseModels(), baseModels().stream(), possible().stream())
            .flatMap(names -> names));
  }

  private static Optional<String> nearest(String word, Stream<String> names) {
    Spelling spelling = new Spelling(word);
    return names
        .filter(name -> spelling.to(name).isPresent())
        .min(Comparator.comparing(name -> spelling.to(name).orElseThrow()));
  }

  /** Jumps from value to value in the column's index: many rows share few values. */
  private List<String> distinct(String table, String column) {
    return database.query(
        sql ->
            sql.list(
                """
                WITH RECURSIVE found (kind) AS (
                  SELECT min(%2$s) FROM %1$s WHERE %2$s IS NOT NULL
                  UNION ALL
                  SELECT (SELECT min(%2$s) FROM %1$s WHERE %2$s > found.kind) FROM found
                  WHERE found.kind IS NOT NULL
                )
                SELECT kind FROM found WHERE kind IS NOT NULL
                """
                    .formatted(table, column),
                row -> row.getString(1)));
  }
}
