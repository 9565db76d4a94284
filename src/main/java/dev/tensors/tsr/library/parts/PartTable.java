package dev.tensors.tsr.library.parts;

import dev.tensors.tsr.text.TextResource;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of the folder parts in the program: a row a line, cells between bars. */
final class PartTable {

  private PartTable() {}

  /** The rows of a table, each with its cells; a cell that is - is empty. */
  static List<List<String>> rows(String name) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines(name)) {
      rows.add(split(line, '|'));
    }
    return rows;
  }

  /** The lines of a table, after an empty line behind the comments. */
  static String text(String name) {
    String text = TextResource.text("/parts/" + name);
    return text.substring(text.indexOf("\n\n") + 2, text.length() - 1);
  }

  /** The lines of a table without the comments. */
  static List<String> lines(String name) {
    String text = TextResource.text("/parts/" + name);
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end > start && text.charAt(start) != '#') {
        lines.add(text.substring(start, end));
      }
      start = end + 1;
    }
    return lines;
  }

  /** The texts between separators, without white space around them. */
  static List<String> split(String text, char separator) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(separator, start);
      end = end < 0 ? text.length() : end;
      String cell = text.substring(start, end).strip();
      cells.add(cell.equals("-") ? "" : cell);
      start = end + 1;
    }
    return cells;
  }

  /** As {@link #split}; none for an empty text. */
  static List<String> list(String text) {
    return text.isEmpty() ? List.of() : split(text, ',');
  }
}
