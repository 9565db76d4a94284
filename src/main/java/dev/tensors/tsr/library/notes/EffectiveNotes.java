package dev.tensors.tsr.library.notes;

import dev.tensors.tsr.library.notes.ImportedNotes.ImportedNote;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the user's notes on contents as they apply. */
public final class EffectiveNotes {

  /**
   * The user's note on a content as it applies: each value is the one set in tsr, else the imported
   * one.
   *
   * @param rating 1 to 5 stars; null: not rated
   * @param triggers the user's own trigger words
   * @param tags the user's own tags, from tsr and the manager whose tags apply
   * @param imported the imported values, by key
   * @param sources who gave the values that apply, without the other imported ones: {@code user},
   *     and managers
   */
  public record EffectiveNote(
      @Nullable String text,
      @Nullable Long rating,
      List<String> triggers,
      @Nullable Double weight,
      boolean favourite,
      List<String> tags,
      Map<String, String> imported,
      List<String> sources) {}

  /** The source of what is noted in tsr. */
  private static final String USER = "user";

  /** The imported values that notes in tsr have, too. */
  private static final Set<String> IN_NOTES =
      Set.of(
          ImportedNotes.TEXT,
          ImportedNotes.TRIGGERS,
          ImportedNotes.WEIGHT,
          ImportedNotes.FAVOURITE,
          ImportedNotes.TAGS);

  private final Database database;
  private final Notes notes;

  public EffectiveNotes(Database database) {
    this.database = database;
    this.notes = new Notes(database);
  }

  /** The contents that may have a note. */
  public Set<String> contents() {
    return database.query(
        sql ->
            new HashSet<>(
                sql.list(
                    """
                    SELECT sha256 FROM notes UNION SELECT sha256 FROM note_tags
                    UNION SELECT sha256 FROM imported_notes""",
                    row -> row.getString(1))));
  }

  public EffectiveNote of(String sha256) {
    return database.snapshot(
        sql -> {
          Note own = notes.of(List.of(sha256)).getFirst();
          Map<String, String> imported = new LinkedHashMap<>();
          Set<String> sources = new LinkedHashSet<>(own.isEmpty() ? List.of() : List.of(USER));
          Set<String> ownKeys = ownKeys(own);
          for (ImportedNote note : ImportedNotes.all(sql, sha256)) {
            boolean isFirst = imported.putIfAbsent(note.key(), note.value()) == null;
            if (isFirst && IN_NOTES.contains(note.key()) && !ownKeys.contains(note.key())) {
              sources.addAll(note.value().isBlank() ? List.of() : List.of(note.source()));
            }
          }
          List<String> tags = new ArrayList<>(own.tags());
          tags.addAll(Notes.lines(imported.get(ImportedNotes.TAGS)));
          return new EffectiveNote(
              own.text() == null ? imported.get(ImportedNotes.TEXT) : own.text(),
              own.rating(),
              triggers(sql, sha256),
              weight(sql, sha256).orElse(null),
              own.favourite() || imported.containsKey(ImportedNotes.FAVOURITE),
              UserTags.distinct(tags),
              imported,
              List.copyOf(sources));
        });
  }

  /**
   * The imported values that apply because the user has set none in tsr: their keys, by the
   * manager.
   */
  public Map<String, Set<String>> told(List<String> contents) {
    return database.snapshot(
        sql -> {
          Map<String, Set<String>> told = new TreeMap<>();
          for (String sha256 : contents) {
            Set<String> counted = ownKeys(notes.of(List.of(sha256)).getFirst());
            for (ImportedNote note : ImportedNotes.all(sql, sha256)) {
              if (counted.add(note.key()) && !note.value().isEmpty()) {
                told.computeIfAbsent(note.source(), first -> new TreeSet<>()).add(note.key());
              }
            }
          }
          return told;
        });
  }

  /**
   * The keys for which the user's note in tsr overrides imported values. Tags are not among them,
   * since they are added to the imported ones.
   */
  private static Set<String> ownKeys(Note own) {
    Set<String> keys = new HashSet<>();
    if (own.text() != null) {
      keys.add(ImportedNotes.TEXT);
    }
    if (!own.triggers().isEmpty()) {
      keys.add(ImportedNotes.TRIGGERS);
    }
    if (own.weight() != null) {
      keys.add(ImportedNotes.WEIGHT);
    }
    if (own.favourite()) {
      keys.add(ImportedNotes.FAVOURITE);
    }
    return keys;
  }

  /** The user's own trigger words for a content, else the imported ones. */
  public static List<String> triggers(Sql sql, String sha256) throws SQLException {
    List<String> own = Notes.triggers(sql, sha256);
    return own.isEmpty()
        ? Notes.lines(ImportedNotes.first(sql, sha256, ImportedNotes.TRIGGERS).orElse(null))
        : own;
  }

  /** The weight that the user has noted for a content, else an imported one. */
  public static Optional<Double> weight(Sql sql, String sha256) throws SQLException {
    Optional<Double> own = Notes.weight(sql, sha256);
    return own.isPresent()
        ? own
        : ImportedNotes.first(sql, sha256, ImportedNotes.WEIGHT).flatMap(EffectiveNotes::number);
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty(); // a user's SQL wrote it
    }
  }
}
