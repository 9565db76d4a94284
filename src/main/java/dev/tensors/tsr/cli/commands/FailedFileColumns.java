package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.FailedFile;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the columns of failed files: the columns of other files, of which only path and size are
 * known, then the reason and the time of the failure.
 */
final class FailedFileColumns {

  private FailedFileColumns() {}

  /**
   * Makes the columns.
   *
   * @param others the columns of other files
   */
  static List<Column<FailedFile>> after(List<? extends Column<?>> others) {
    List<Column<FailedFile>> columns = new ArrayList<>();
    for (Column<?> other : others) {
      columns.add(like(other));
    }
    columns.add(Column.of("reason", "REASON", ValueKind.TEXT, FailedFile::reason));
    columns.add(Column.of("failed_at", "SINCE", ValueKind.TIME, FailedFile::failedAt));
    return columns;
  }

  private static Column<FailedFile> like(Column<?> other) {
    return switch (other.key()) {
      case "file_path" -> Column.of(other.key(), "FILE", other.kind(), FailedFile::path);
      case "size_bytes" -> Column.of(other.key(), "SIZE", other.kind(), FailedFile::sizeBytes);
      case "favourite" -> Column.hidden(other.key(), other.kind(), file -> false);
      default ->
          Column.hidden(
              other.key(), other.kind(), file -> other.kind() == ValueKind.LIST ? List.of() : null);
    };
  }
}
