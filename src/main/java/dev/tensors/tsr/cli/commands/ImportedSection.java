package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.ImportedNote;
import dev.tensors.tsr.catalog.ImportedNotes;
import dev.tensors.tsr.catalog.Note;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.CellStyle;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows what the user told other managers of a file: each thing once, with all managers that he
 * told it.
 */
final class ImportedSection {

  /** A thing that was told. */
  private record Told(String key, String value) {}

  private ImportedSection() {}

  /**
   * Leaves out what the user told tsr, too, and the words that count as his own, since they are
   * shown among the words.
   */
  static void add(Card card, Note own, List<ImportedNote> notes) {
    String words = null;
    Map<Told, Set<String>> sources = new LinkedHashMap<>();
    for (ImportedNote note : notes) {
      String value = value(note);
      if (note.key().equals(ImportedNotes.TRIGGERS)) {
        words = words == null && own.triggers().isEmpty() ? value : words;
      }
      boolean isAbove = note.key().equals(ImportedNotes.TRIGGERS) && value.equals(words);
      if (!isAbove && !own.tells(note.key(), note.value())) {
        sources
            .computeIfAbsent(new Told(note.key(), value), first -> new LinkedHashSet<>())
            .add(note.source());
      }
    }
    String shown = "";
    for (Map.Entry<Told, Set<String>> entry : sources.entrySet()) {
      String key = entry.getKey().key();
      card.text(key.equals(shown) ? "" : label(key), entry.getKey().value());
      card.text("", "(from " + String.join(", ", entry.getValue()) + ")", CellStyle.FAINT);
      shown = key;
    }
  }

  private static String label(String key) {
    return switch (key) {
      case "text" -> "note";
      case "triggers" -> "words";
      default -> key.replace('_', ' ');
    };
  }

  private static String value(ImportedNote note) {
    return switch (note.key()) {
      case "favourite" -> "yes";
      case "triggers", "tags" -> String.join(", ", note.value().lines().toList());
      default -> note.value();
    };
  }
}
