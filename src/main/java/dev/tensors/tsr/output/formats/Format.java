package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueText;
import dev.tensors.tsr.output.formats.Tsv.TsvFields;
import dev.tensors.tsr.output.terminal.OutputTarget;
import dev.tensors.tsr.text.Escaping;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The formats that a result can be written in. */
public enum Format {
  /** Columns for a person, fitted to the terminal. */
  TABLE,
  /** The table's columns, a line a row, no text shortened: for cut, sort and awk. */
  TSV,
  /** RFC 4180 with every column, the JSON keys as the header. */
  CSV,
  /** CSV that a spreadsheet opens as UTF-8 and without taking text for formulas. */
  SPREADSHEET,
  /** One JSON array or object. */
  JSON,
  /** One JSON object a line. */
  JSONL;

  /** Whether a result has the columns of the table alone, and not all that is known. */
  public boolean isTabular() {
    return this == TABLE || this == TSV;
  }

  public boolean isJson() {
    return this == JSON || this == JSONL;
  }

  /** A writer of any number of rows. */
  public <T> Rows<T> rows(OutputTarget target, List<Column<T>> columns) {
    return switch (this) {
      case TABLE -> RowWriter.flushAtEnd(target, new Table<>(target, Column.shown(columns)));
      case TSV -> RowWriter.flushEach(target, new Tsv<>(Column.shown(columns)));
      case CSV, SPREADSHEET -> RowWriter.flushEach(target, csv(columns, false));
      case JSON -> RowWriter.flushAtEnd(target, JsonRows.array(columns));
      case JSONL -> RowWriter.flushEach(target, JsonRows.lines(columns));
    };
  }

  /**
   * A writer of exactly one row, such as statistics. JSON gets one object. In the formats without
   * nested objects, each entry of a map becomes a field of its own.
   */
  public <T> Rows<T> object(OutputTarget target, List<Column<T>> columns) {
    return switch (this) {
      case TABLE -> RowWriter.single(target, new VerticalTable<>(target, Column.shown(columns)));
      case TSV -> RowWriter.single(target, new TsvFields<>(Column.shown(columns), true));
      case CSV, SPREADSHEET -> RowWriter.single(target, csv(columns, true));
      case JSON, JSONL -> RowWriter.single(target, JsonRows.object(columns));
    };
  }

  /**
   * A writer of one bare value a row. In tables and TSV each value is a line to paste: nothing is
   * escaped, and control characters are removed.
   */
  public <T> Rows<T> values(OutputTarget target, Column<T> column) {
    return switch (this) {
      case TABLE, TSV ->
          RowWriter.flushAtEnd(target, (row, to) -> line(column.value().apply(row), to));
      case CSV, SPREADSHEET -> RowWriter.flushEach(target, csv(List.of(column), false));
      case JSON -> RowWriter.flushAtEnd(target, JsonRows.array(column));
      case JSONL -> RowWriter.flushEach(target, JsonRows.lines(column));
    };
  }

  /**
   * A writer of any number of rows that a person reads one by one. A table shows each row as a
   * card. TSV has a line for each column of a row, with its key, and an empty line between rows.
   *
   * @param card makes the card of a row
   */
  public <T> Rows<T> cards(OutputTarget target, List<Column<T>> columns, Function<T, Card> card) {
    return switch (this) {
      case TABLE -> RowWriter.flushEach(target, new Cards<>(target, card));
      case TSV -> RowWriter.flushEach(target, new TsvFields<>(columns, false));
      case CSV, SPREADSHEET, JSON, JSONL -> rows(target, columns);
    };
  }

  private <T> Csv<T> csv(List<Column<T>> columns, boolean flat) {
    return new Csv<>(columns, flat, this == SPREADSHEET);
  }

  private static void line(@Nullable Object value, StringBuilder to) {
    String line = Escaping.VISIBLE.without(ValueText.text(value, ", "));
    if (!line.isEmpty()) {
      to.append(line).append('\n');
    }
  }
}
