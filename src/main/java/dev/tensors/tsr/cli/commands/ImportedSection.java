package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.ImportedNote;
import dev.tensors.tsr.catalog.ImportedNotes;
import dev.tensors.tsr.catalog.Note;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.CellStyle;
import java.util.List;

/** Shows what the user told other managers of a file. */
final class ImportedSection {

  private ImportedSection() {}

  /** Leaves out the words that count as the user's own, since they are shown among the words. */
  static void add(Card card, Note own, List<ImportedNote> notes) {
    String shown = "";
    for (ImportedNote note : notes) {
      boolean first = !note.key().equals(shown);
      shown = note.key();
      boolean isAbove = first && shown.equals(ImportedNotes.TRIGGERS) && own.triggers().isEmpty();
      if (!isAbove) {
        card.text(first ? label(shown) : "", value(note));
        card.text("", "(from " + note.source() + ")", CellStyle.FAINT);
      }
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
