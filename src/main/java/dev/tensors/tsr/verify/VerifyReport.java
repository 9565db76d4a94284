package dev.tensors.tsr.verify;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.VerificationLog.SourceDifference;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.reading.RefusedContents;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.verify.Verification.VerifyOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a verification, and what to do about damaged files. */
final class VerifyReport extends Run<VerifyReport.Row> implements ReadListener<VerifyOutcome> {

  /** A row; {@code actual} is null if the file was not read. */
  record Row(LocalFile file, String status, @Nullable String actual, CellStyle style) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, row -> row.file().path()),
          Column.<Row>of("status", "STATUS", ValueKind.TEXT, Row::status)
              .styled(Row::style)
              .asEssential(),
          Column.hidden("expected", ValueKind.TEXT, row -> row.file().sha256()),
          Column.hidden("actual", ValueKind.TEXT, Row::actual));

  private static final String DAMAGED =
      "damaged (the content differs, the time does not); restore a copy";

  private final RefusedContents refusals;
  private final UnreachableFolders folders;
  private final boolean table;
  private int intact;

  /** How many of the intact files have the weights of CivitAI's file under another header. */
  private int otherHeaders;

  private int damaged;
  private int unread;
  private int unreachable;

  VerifyReport(CommandContext context, Database database, AskedFields asked) {
    super(context, "Reading", Progress.Unit.BYTES, rows(context, asked.beside(COLUMNS)));
    this.refusals = new RefusedContents(database);
    this.folders = new UnreachableFolders(database);
    this.table = context.format() == Format.TABLE;
  }

  @Override
  public void done(VerifyOutcome outcome) {
    String path = outcome.file().path();
    switch (outcome) {
      case VerifyOutcome.Intact(LocalFile file, SourceDifference difference) -> {
        intact++;
        switch (difference) {
          case NONE -> {}
          case HEADER -> otherHeaders++;
          case REPOSITORY ->
              notice(
                  path
                      + ": unchanged since the scan, but Hugging Face has another content at its path; download it again");
          case CONTENT ->
              notice(
                  path
                      + ": unchanged since the scan, but CivitAI has another file for its version");
        }
        if (!table) { // a table shows only problems
          row(new Row(file, "ok", file.sha256(), CellStyle.GOOD));
        }
      }
      case VerifyOutcome.Damaged(LocalFile file, String actual, boolean edited) -> {
        damaged++;
        error(path + ": " + (edited ? change(file) : DAMAGED));
        row(new Row(file, "damaged", actual, CellStyle.BAD));
      }
      case VerifyOutcome.Missing(LocalFile file) -> {
        Unreachable folder = file.missing() ? null : folders.above(path);
        if (folder == null) {
          unread++;
          failed(path + ": missing; run tsr db scan on its folder");
          row(new Row(file, "missing", null, CellStyle.NOTEWORTHY));
        } else {
          unreachable++;
          unreachable(folder);
          row(new Row(file, "unreachable", null, CellStyle.NOTEWORTHY));
        }
      }
      case VerifyOutcome.Unreadable(LocalFile file, String reason) -> {
        unread++;
        failed(path + ": " + reason);
        row(new Row(file, "unreadable", null, CellStyle.BAD));
      }
    }
  }

  private String change(LocalFile file) {
    return refusals
        .of(file)
        .map(
            refused ->
                "changed, and no longer a model (%s); restore a copy".formatted(refused.reason()))
        .orElse("changed since the last scan (size or time differs); run tsr db scan");
  }

  /** Damage goes before files that were not read. */
  @Override
  public ExitCode exitCode() {
    return damaged > 0 ? ExitCode.FOUND : super.exitCode();
  }

  @Override
  protected void ending() {
    if (otherHeaders > 0) {
      notice(
          Counts.of(otherHeaders, "file has", "files have")
              + " the weights of CivitAI's file under another header");
    }
    notice(
        intact
            + " ok, "
            + damaged
            + " damaged, "
            + unread
            + " missing or unreadable"
            + (unreachable == 0 ? "" : ", " + unreachable + " unreachable"));
  }
}
