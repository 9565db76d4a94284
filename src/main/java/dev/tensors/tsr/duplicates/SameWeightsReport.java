package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.ChangedFiles;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.duplicates.HeaderDifferences.HeaderDifference;
import dev.tensors.tsr.duplicates.SameWeightsFinder.SameWeightsGroup;
import dev.tensors.tsr.duplicates.SameWeightsFinder.SameWeightsListener;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Shows files with the same weights: in a table and TSV a row for each file, in the other formats
 * for each group.
 */
final class SameWeightsReport implements SameWeightsListener, AutoCloseable {

  private static final String NONE =
      "No two files have the same weights; tsr db scan FOLDER records new files.";

  /** How many keys of metadata a row names of each kind. */
  private static final int MOST_KEYS = 3;

  /** A file of a group; {@code header} says how its header differs from the first file's. */
  private record Row(LocalFile file, String status, String header, CellStyle style) {}

  private static final List<Column<Row>> FILES =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, row -> row.file().path()),
          Column.<Row>of("status", "STATUS", ValueKind.TEXT, Row::status)
              .styled(Row::style)
              .asEssential(),
          Column.of("size_bytes", "SIZE", ValueKind.BYTES, row -> row.file().stamp().sizeBytes()),
          Column.of("sha256", "SHA256", ValueKind.HASH, row -> row.file().sha256()),
          Column.of("header", "HEADER", ValueKind.TEXT, Row::header));

  private static final List<Column<SameWeightsGroup>> GROUPS =
      List.of(
          Column.hidden("sha256", ValueKind.TEXT, SameWeightsGroup::sha256),
          Column.hidden("size_bytes", ValueKind.BYTES, SameWeightsGroup::sizeBytes),
          Column.hidden("count", ValueKind.NUMBER, group -> group.files().size()),
          Column.hidden("reclaimable_bytes", ValueKind.BYTES, SameWeightsGroup::reclaimableBytes),
          Column.hidden(
              "files",
              ValueKind.LIST,
              group -> group.files().stream().map(LocalFile::path).toList()),
          Column.hidden("weights_sha256", ValueKind.TEXT, SameWeightsGroup::weightsSha256));

  private final HeaderDifferences headers;
  private final Messages messages;
  private final Progress progress;
  private final ChangedFiles changed;
  private final @Nullable Rows<Row> files;
  private final @Nullable Rows<SameWeightsGroup> groups;
  private boolean failed;
  private long copyCount;
  private long otherHeaders;
  private long reclaimable;

  SameWeightsReport(CommandContext context, Database database) {
    this.headers = new HeaderDifferences(database);
    this.changed = new ChangedFiles(database);
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
    boolean byFile = context.format() == Format.TABLE || context.format() == Format.TSV;
    this.files = byFile ? context.rows(FILES) : null;
    this.groups = byFile ? null : context.rows(GROUPS);
  }

  @Override
  public void toRead(long bytes) {
    progress.grow(bytes);
  }

  @Override
  public void read(long bytes) {
    progress.advance(bytes);
  }

  @Override
  public void group(SameWeightsGroup group) {
    otherHeaders += group.contents().size() - 1;
    copyCount += group.files().size() - group.contents().size();
    reclaimable += group.reclaimableBytes();
    progress.whileHidden(() -> show(group));
  }

  private void show(SameWeightsGroup group) {
    if (groups != null) {
      groups.add(group);
    }
    if (files != null) {
      LocalFile first = group.files().getFirst();
      for (DuplicateGroup content : group.contents()) {
        show(content, first, files);
      }
    }
  }

  private void show(DuplicateGroup content, LocalFile first, Rows<Row> rows) {
    LocalFile ofContent = content.files().getFirst();
    boolean sameHeader = ofContent.equals(first);
    String header = header(ofContent, sameHeader ? null : headers.of(ofContent, first));
    String status = sameHeader ? "stays" : "other header";
    for (LocalFile file : content.whole()) {
      rows.add(new Row(file, status, header, CellStyle.PLAIN));
      status = "copy";
    }
    content.damaged().forEach(file -> rows.add(new Row(file, "damaged", header, CellStyle.BAD)));
  }

  /**
   * The size of a header, and its metadata.
   *
   * @param difference from the first file of the group; null for the first file and its copies
   */
  private static String header(LocalFile file, @Nullable HeaderDifference difference) {
    Long size = file.headerSize();
    StringJoiner text = new StringJoiner("; ");
    text.add(size == null ? "none" : ByteCount.human(size));
    if (difference == null) {
      return text.toString();
    }
    int before = text.length();
    add("added", difference.added(), text);
    add("removed", difference.removed(), text);
    add("changed", difference.changed(), text);
    return text.length() == before ? text.add("same metadata").toString() : text.toString();
  }

  private static void add(String word, List<String> keys, StringJoiner text) {
    if (!keys.isEmpty()) {
      int named = Math.min(MOST_KEYS, keys.size());
      String more = keys.size() > named ? " and " + (keys.size() - named) + " more" : "";
      text.add(word + " " + String.join(", ", keys.subList(0, named)) + more);
    }
  }

  @Override
  public void changed(LocalFile file) {
    changed.add(file);
  }

  @Override
  public void unreadable(LocalFile file, String reason) {
    failed = true;
    progress.whileHidden(() -> messages.error(file.path() + ": " + reason));
  }

  @Override
  public void notCompared(long count) {
    messages.notice(
        Counts.of(count, "file was", "files were")
            + " recorded by an older tsr and cannot be compared; scan their folders once");
  }

  /**
   * Prints the sums, and returns the exit code.
   *
   * @param asked whether duplicates are exit code 1
   */
  int finish(boolean asked) {
    close();
    changed.notice(messages);
    boolean found = copyCount + otherHeaders > 0;
    messages.notice(found ? sums() : NONE);
    if (failed) {
      return ExitCode.PARTIAL;
    }
    return asked && found ? ExitCode.FOUND : ExitCode.DONE;
  }

  private String sums() {
    StringJoiner sums = new StringJoiner("; ");
    if (copyCount > 0) {
      sums.add(DuplicatesReport.sum(copyCount, reclaimable));
    }
    if (otherHeaders > 0) {
      sums.add(
          Counts.of(otherHeaders, "file has", "files have")
              + " the same weights under another header");
    }
    return sums.toString();
  }

  @Override
  public void close() {
    progress.close();
    if (groups != null) {
      groups.close();
    }
    if (files != null) {
      files.close();
    }
  }
}
