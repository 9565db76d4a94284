package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.ChangedFiles;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicatesListener;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows duplicates: in a table and TSV a row for each file, in the other formats for each content.
 */
final class DuplicatesReport implements DuplicatesListener, AutoCloseable {

  static final String NONE =
      "No two files have the same content; tsr db scan FOLDER records new files.";

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

  private static final List<Column<DuplicateGroup>> GROUPS =
      List.of(
          Column.hidden("sha256", ValueKind.TEXT, DuplicateGroup::sha256),
          Column.hidden("size_bytes", ValueKind.BYTES, DuplicateGroup::sizeBytes),
          Column.hidden("count", ValueKind.NUMBER, group -> group.files().size()),
          Column.hidden("reclaimable_bytes", ValueKind.BYTES, DuplicateGroup::reclaimableBytes),
          Column.hidden(
              "files",
              ValueKind.LIST,
              group -> group.files().stream().map(LocalFile::path).toList()));

  private final CommandContext context;
  private final KeepOrder order;
  private final ChangedFiles changed;
  private final @Nullable Rows<Row> files;
  private final @Nullable Rows<DuplicateGroup> groups;
  private long groupCount;
  private long copyCount;
  private long reclaimable;

  /**
   * @param order by which the files of each group are sorted
   */
  DuplicatesReport(CommandContext context, Database database, KeepOrder order) {
    this.context = context;
    this.order = order;
    this.changed = new ChangedFiles(database);
    boolean byFile = context.format().isTabular();
    this.files = byFile ? context.rows(FILES) : null;
    this.groups = byFile ? null : context.rows(GROUPS);
  }

  @Override
  public void group(DuplicateGroup group) {
    groupCount++;
    copyCount += group.files().size() - 1;
    reclaimable += group.reclaimableBytes();
    if (groups != null) {
      groups.add(group);
    }
    if (files != null) {
      rows(group).forEach(files::add);
    }
  }

  private List<Row> rows(DuplicateGroup group) {
    List<Row> rows = new ArrayList<>();
    for (LocalFile file : group.whole()) {
      rows.add(
          rows.isEmpty()
              ? new Row(file, "stays", order.reason(group), CellStyle.PLAIN)
              : new Row(file, "copy", null, CellStyle.PLAIN));
    }
    group.damaged().forEach(file -> rows.add(new Row(file, "damaged", null, CellStyle.BAD)));
    return rows;
  }

  @Override
  public void changed(LocalFile file) {
    changed.add(file);
  }

  /**
   * Prints the sum, and returns the exit code.
   *
   * @param asked whether duplicates are exit code 1
   */
  int finish(boolean asked) {
    close();
    changed.notice(context.messages());
    context.messages().notice(groupCount == 0 ? NONE : sum(copyCount, reclaimable));
    return asked && groupCount > 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  static String sum(long copies, long reclaimableBytes) {
    return "%s, %s can be freed"
        .formatted(Counts.of(copies, "copy", "copies"), ByteCount.human(reclaimableBytes));
  }

  @Override
  public void close() {
    if (groups != null) {
      groups.close();
    }
    if (files != null) {
      files.close();
    }
  }
}
