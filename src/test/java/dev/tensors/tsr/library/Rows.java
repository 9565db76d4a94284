package dev.tensors.tsr.library;

import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.List;

/** Reads rows of a catalogue's tables. */
public final class Rows {

  private Rows() {}

  /** Each row as its columns' texts, joined by bars. */
  public static List<String> of(Database database, String select) {
    return database.query(
        sql ->
            sql.list(
                select,
                row -> {
                  List<String> cells = new ArrayList<>();
                  for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(row.getString(i)));
                  }
                  return String.join("|", cells);
                }));
  }
}
