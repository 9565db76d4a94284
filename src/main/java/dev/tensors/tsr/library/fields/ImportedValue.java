package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.notes.ImportedNotes.ImportedNote;
import dev.tensors.tsr.library.notes.Note;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value that the user gave a file in other managers, and not in tsr.
 *
 * @param key of {@link ImportedNotes}
 * @param label such as {@code note}
 * @param value as it is to be read
 * @param sources all managers that have the value, the one that applies first
 */
public record ImportedValue(String key, String label, String value, List<String> sources) {

  private record Imported(String key, String value) {}

  /**
   * Each value once. Leaves out values that are also set in tsr, and the imported trigger words
   * that apply, since the card shows them as the trigger words.
   */
  public static List<ImportedValue> of(FileDetails details) {
    Note own = details.note();
    String words = null;
    Map<Imported, Set<String>> sources = new LinkedHashMap<>();
    for (ImportedNote note : details.imported()) {
      String value = value(note);
      if (note.key().equals(ImportedNotes.TRIGGERS)) {
        words = words == null && own.triggers().isEmpty() ? value : words;
      }
      boolean isAbove = note.key().equals(ImportedNotes.TRIGGERS) && value.equals(words);
      if (!isAbove && !own.tells(note.key(), note.value())) {
        sources
            .computeIfAbsent(new Imported(note.key(), value), first -> new LinkedHashSet<>())
            .add(note.source());
      }
    }
    return sources.entrySet().stream()
        .map(entry -> of(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  private static ImportedValue of(Imported imported, List<String> sources) {
    return new ImportedValue(imported.key(), label(imported.key()), imported.value(), sources);
  }

  private static String label(String key) {
    return switch (key) {
      case ImportedNotes.TEXT -> "note";
      case ImportedNotes.TRIGGERS -> "words";
      case ImportedNotes.HUB_PAGE -> "repository";
      default -> key.replace('_', ' ');
    };
  }

  private static String value(ImportedNote note) {
    return switch (note.key()) {
      case ImportedNotes.FAVOURITE -> "yes";
      case ImportedNotes.TRIGGERS, ImportedNotes.TAGS ->
          String.join(", ", note.value().lines().toList());
      default -> note.value();
    };
  }
}
