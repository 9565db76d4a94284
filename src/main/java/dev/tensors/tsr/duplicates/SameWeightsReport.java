package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicateGroup;
import dev.tensors.tsr.duplicates.HeaderDifferences.HeaderDifference;
import dev.tensors.tsr.duplicates.SameWeightsFinder.SameWeightsOutcome;
import dev.tensors.tsr.duplicates.SameWeightsFinder.SameWeightsOutcome.Group;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Shows files with the same weights: in a table and TSV a row for each file, in the other formats
 * for each group.
 */
final class SameWeightsReport extends DuplicatesRun<Group>
    implements ReadListener<SameWeightsOutcome> {

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

  private long otherHeaders;

  /**
   * @param asked shown by a table, too
   * @param selected the files that may be deleted
   */
  SameWeightsReport(
      CommandContext context, Database database, AskedFields asked, SelectedFiles selected) {
    super(context, database, rows(context, new HeaderDifferences(database), asked, selected));
  }

  private static Rows<Group> rows(
      CommandContext context,
      HeaderDifferences headers,
      AskedFields asked,
      SelectedFiles selected) {
    return context.format().isTabular()
        ? Rows.ofGroups(context.rows(asked.beside(FILES)), group -> files(group, headers))
        : context.rows(groups(selected));
  }

  private static List<Column<Group>> groups(SelectedFiles selected) {
    List<Column<Group>> columns =
        new ArrayList<>(
            ofGroups(Group::sha256, Group::sizeBytes, Group::reclaimableBytes, Group::files));
    columns.add(Column.hidden("weights_sha256", ValueKind.TEXT, Group::weightsSha256));
    columns.add(deletable(Group::contents, selected));
    return columns;
  }

  @Override
  public void done(SameWeightsOutcome outcome) {
    switch (outcome) {
      case Group group -> {
        otherHeaders += group.contents().size() - 1;
        count(
            group.contents().stream().mapToLong(content -> content.removable().size()).sum(),
            group.reclaimableBytes());
        row(group);
      }
      case SameWeightsOutcome.Changed(LocalFile file) -> changed(file);
      case SameWeightsOutcome.Unreadable(LocalFile file, String reason) ->
          failed(file.path() + ": " + reason);
      case SameWeightsOutcome.NotCompared(long count) ->
          notice(
              Counts.of(count, "file was", "files were")
                  + " recorded by an older tsr and cannot be compared; scan their folders once");
    }
  }

  private static List<Row> files(Group group, HeaderDifferences headers) {
    List<Row> rows = new ArrayList<>();
    LocalFile first = group.files().getFirst();
    for (DuplicateGroup content : group.contents()) {
      LocalFile ofContent = content.files().getFirst();
      boolean sameHeader = ofContent.equals(first);
      String header = header(ofContent, sameHeader ? null : headers.of(ofContent, first));
      String status = sameHeader ? "stays" : "other header";
      for (LocalFile file : content.whole()) {
        boolean isNeeded = content.needs().containsKey(file) && status.equals("copy");
        rows.add(new Row(file, isNeeded ? "stays" : status, header, CellStyle.PLAIN));
        status = "copy";
      }
      content.damaged().forEach(file -> rows.add(new Row(file, "damaged", header, CellStyle.BAD)));
    }
    return rows;
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
  boolean isAnyFound() {
    return copies() + otherHeaders > 0;
  }

  @Override
  String sums() {
    if (!isAnyFound()) {
      return "No two files have the same weights; tsr db scan FOLDER records new files.";
    }
    StringJoiner sums = new StringJoiner("; ");
    if (copies() > 0) {
      sums.add(super.sums());
    }
    if (otherHeaders > 0) {
      sums.add(
          Counts.of(otherHeaders, "file has", "files have")
              + " the same weights under another header");
    }
    return sums.toString();
  }
}
