package dev.tensors.tsr.output;

import java.util.List;

/** The shapes a result can be written in. */
public enum Format {
  /** Columns for a person, fitted to the terminal. */
  TABLE,
  /** The table's columns, a line a row, nothing cut: for cut, sort and awk. */
  TSV,
  /** RFC 4180, every column, the JSON keys as its header. */
  CSV,
  /** CSV that a spreadsheet opens as UTF-8 and in which it computes nothing. */
  SPREADSHEET,
  /** One JSON document. */
  JSON,
  /** One JSON object a line. */
  JSONL;

  /** A writer of any number of rows. */
  public <T> Rows<T> rows(OutputTarget sheet, List<Column<T>> columns) {
    return switch (this) {
      case TABLE -> RowWriter.whole(sheet, new Table<>(sheet, Column.shown(columns)));
      case TSV -> RowWriter.live(sheet, new Tsv<>(Column.shown(columns)));
      case CSV, SPREADSHEET -> RowWriter.live(sheet, csv(columns, false));
      case JSON -> RowWriter.whole(sheet, JsonRows.array(columns));
      case JSONL -> RowWriter.live(sheet, JsonRows.lines(columns));
    };
  }

  /**
   * A writer of exactly one row, e.g. of statistics, as one object. Where a format knows no objects
   * inside others, a map's entries become fields of their own under their own keys.
   */
  public <T> Rows<T> object(OutputTarget sheet, List<Column<T>> columns) {
    return switch (this) {
      case TABLE -> RowWriter.single(sheet, new FieldTable<>(sheet, Column.shown(columns)));
      case TSV -> RowWriter.single(sheet, new TsvFields<>(Column.shown(columns)));
      case CSV, SPREADSHEET -> RowWriter.single(sheet, csv(columns, true));
      case JSON, JSONL -> RowWriter.single(sheet, JsonRows.object(columns));
    };
  }

  /**
   * A writer of one bare value a row. For people and pipes each is a line to be pasted: exactly as
   * it is, but for the control characters that are left out. JSON has strings.
   */
  public <T> Rows<T> values(OutputTarget sheet, Column<T> column) {
    return switch (this) {
      case TABLE, TSV -> RowWriter.whole(sheet, (row, to) -> line(column.value().apply(row), to));
      case CSV, SPREADSHEET -> RowWriter.live(sheet, csv(List.of(column), false));
      case JSON -> RowWriter.whole(sheet, JsonRows.array(column));
      case JSONL -> RowWriter.live(sheet, JsonRows.lines(column));
    };
  }

  private <T> Csv<T> csv(List<Column<T>> columns, boolean flat) {
    return new Csv<>(columns, flat, this == SPREADSHEET);
  }

  private static void line(Object value, StringBuilder to) {
    String line = Escaping.VISIBLE.without(ValueText.text(value, ", "));
    if (!line.isEmpty()) {
      to.append(line).append('\n');
    }
  }
}
