package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicateGroup;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows duplicates: in a table and TSV a row for each file, in the other formats for each content.
 */
final class DuplicatesReport extends DuplicatesRun<DuplicateGroup> {

  /** A file of a group. */
  private record Row(LocalFile file, String status, @Nullable String why, CellStyle style) {}

  private static final List<Column<Row>> FILES =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, row -> row.file().path()),
          Column.<Row>of("status", "STATUS", ValueKind.TEXT, Row::status)
              .styled(Row::style)
              .asEssential(),
          Column.of("why", "WHY", ValueKind.TEXT, Row::why),
          Column.of("size_bytes", "SIZE", ValueKind.BYTES, row -> row.file().stamp().sizeBytes()),
          Column.of("sha256", "SHA256", ValueKind.HASH, row -> row.file().sha256()));

  private boolean isAnyFound;

  /**
   * @param order by which the files of each group are sorted
   * @param asked shown by a table, too
   * @param selected the files that may be deleted
   */
  DuplicatesReport(
      CommandContext context,
      Database database,
      KeepOrder order,
      AskedFields asked,
      SelectedFiles selected) {
    super(
        context,
        database,
        context.format().isTabular()
            ? Rows.ofGroups(context.rows(asked.beside(FILES)), group -> files(group, order))
            : context.rows(groups(selected)));
  }

  private static List<Column<DuplicateGroup>> groups(SelectedFiles selected) {
    List<Column<DuplicateGroup>> columns =
        new ArrayList<>(
            ofGroups(
                DuplicateGroup::sha256,
                DuplicateGroup::sizeBytes,
                DuplicateGroup::reclaimableBytes,
                DuplicateGroup::files));
    columns.add(deletable(List::of, selected));
    return columns;
  }

  void group(DuplicateGroup group) {
    isAnyFound = true;
    count(group.removable().size(), group.reclaimableBytes());
    row(group);
  }

  private static List<Row> files(DuplicateGroup group, KeepOrder order) {
    List<Row> rows = new ArrayList<>();
    for (LocalFile file : group.whole()) {
      String why = rows.isEmpty() ? order.reason(group) : group.needs().get(file);
      rows.add(new Row(file, why == null ? "copy" : "stays", why, CellStyle.PLAIN));
    }
    group.damaged().forEach(file -> rows.add(new Row(file, "damaged", null, CellStyle.BAD)));
    return rows;
  }

  @Override
  boolean isAnyFound() {
    return isAnyFound;
  }
}
