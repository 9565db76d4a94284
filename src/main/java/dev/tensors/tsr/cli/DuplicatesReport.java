package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.output.Bytes;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.Tone;
import dev.tensors.tsr.scan.DuplicateGroup;
import dev.tensors.tsr.scan.DuplicatesListener;
import java.util.List;

/** Shows duplicates: to people and in TSV a row for each file, elsewhere one for each content. */
final class DuplicatesReport implements DuplicatesListener, AutoCloseable {

  static final String NONE =
      "No two files have the same content; tsr db scan FOLDER records new ones.";

  /** A file of a group. */
  private record Row(LocalFile file, String status, Tone tone) {}

  private static final List<Column<Row>> FILES =
      List.of(
          Column.of("file_path", "FILE", Kind.PATH, row -> row.file().path()),
          Column.<Row>of("status", "STATUS", Kind.TEXT, Row::status).toned(Row::tone).asEssential(),
          Column.of("size_bytes", "SIZE", Kind.BYTES, row -> row.file().stamp().sizeBytes()),
          Column.of("sha256", "SHA256", Kind.HASH, row -> row.file().sha256()));

  private static final List<Column<DuplicateGroup>> GROUPS =
      List.of(
          Column.hidden("sha256", Kind.TEXT, DuplicateGroup::sha256),
          Column.hidden("size_bytes", Kind.BYTES, DuplicateGroup::sizeBytes),
          Column.hidden("count", Kind.NUMBER, group -> group.files().size()),
          Column.hidden("reclaimable_bytes", Kind.BYTES, DuplicateGroup::reclaimableBytes),
          Column.hidden(
              "files", Kind.LIST, group -> group.files().stream().map(LocalFile::path).toList()));

  private final Context context;
  private final ChangedFiles changed = new ChangedFiles();
  private final Rows<Row> files;
  private final Rows<DuplicateGroup> groups;
  private long groupCount;
  private long copyCount;
  private long reclaimable;

  DuplicatesReport(Context context) {
    this.context = context;
    boolean byFile = context.format() == Format.TABLE || context.format() == Format.TSV;
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
      return;
    }
    String status = "stays";
    for (LocalFile file : group.whole()) {
      files.add(new Row(file, status, Tone.PLAIN));
      status = "copy";
    }
    group.damaged().forEach(file -> files.add(new Row(file, "damaged", Tone.BAD)));
  }

  @Override
  public void changed(LocalFile file) {
    changed.add(file);
  }

  /**
   * Says what was found, now that all is done, and tells the command's exit code.
   *
   * @param asked whether it is to tell of duplicates
   */
  int finish(boolean asked) {
    close();
    changed.notice(context.talk());
    context.talk().notice(groupCount == 0 ? NONE : sum(copyCount, reclaimable));
    return asked && groupCount > 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  static String sum(long copies, long reclaimableBytes) {
    return "%s, %s can be won back"
        .formatted(Counts.of(copies, "copy", "copies"), Bytes.human(reclaimableBytes));
  }

  @Override
  public void close() {
    (groups == null ? files : groups).close();
  }
}
