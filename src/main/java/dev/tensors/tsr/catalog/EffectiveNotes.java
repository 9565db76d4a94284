package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what counts of the user's words about contents. */
public final class EffectiveNotes {

  private final Database database;
  private final Notes notes;

  public EffectiveNotes(Database database) {
    this.database = database;
    this.notes = new Notes(database);
  }

  public EffectiveNote of(String sha256) {
    return database.snapshot(
        sql -> {
          Note own = notes.of(List.of(sha256)).getFirst();
          Map<String, String> imported = new LinkedHashMap<>();
          for (ImportedNote note : ImportedNotes.all(sql, sha256)) {
            imported.putIfAbsent(note.key(), note.value());
          }
          List<String> tags = new ArrayList<>(own.tags());
          tags.addAll(Notes.lines(imported.get(ImportedNotes.TAGS)));
          return new EffectiveNote(
              own.text() == null ? imported.get(ImportedNotes.TEXT) : own.text(),
              Notes.ownOrImportedTriggers(sql, sha256),
              Notes.ownOrImportedWeight(sql, sha256).orElse(null),
              own.favourite() || imported.containsKey(ImportedNotes.FAVOURITE),
              tags.stream().distinct().toList(),
              imported);
        });
  }
}
