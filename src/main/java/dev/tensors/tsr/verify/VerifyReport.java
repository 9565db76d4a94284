package dev.tensors.tsr.verify;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.UnreachableFolders;
import dev.tensors.tsr.library.UnreachableFolders.Unreachable;
import dev.tensors.tsr.library.VerificationLog.CivitaiDifference;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.reading.RefusedContents;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.verify.Verification.VerifyListener;
import dev.tensors.tsr.verify.Verification.VerifyOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a verification: rows and progress while it runs, and what to do about damaged files. */
final class VerifyReport implements VerifyListener, AutoCloseable {

  /** A row; {@code actual} is null if the file was not read. */
  private record Row(LocalFile file, String status, @Nullable String actual, CellStyle style) {}

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
  private final Messages messages;
  private final Progress progress;
  private final Rows<Row> rows;
  private final boolean table;
  private int intact;

  /** How many of the intact files have the weights of CivitAI's file under another header. */
  private int otherHeaders;

  private int damaged;
  private int unread;
  private int unreachable;

  VerifyReport(CommandContext context, Database database) {
    this.refusals = new RefusedContents(database);
    this.folders = new UnreachableFolders(database);
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
    this.rows = new PipeTolerantRows<>(context.rows(COLUMNS));
    this.table = context.format() == Format.TABLE;
  }

  @Override
  public void toRead(long bytes) {
    progress.grow(Math.max(0, bytes));
  }

  @Override
  public void read(long bytes) {
    progress.advance(bytes);
  }

  @Override
  public void done(VerifyOutcome outcome) {
    progress.whileHidden(() -> show(outcome));
  }

  private void show(VerifyOutcome outcome) {
    String path = outcome.file().path();
    switch (outcome) {
      case VerifyOutcome.Intact(LocalFile file, CivitaiDifference difference) -> {
        intact++;
        switch (difference) {
          case NONE -> {}
          case HEADER -> otherHeaders++;
          case CONTENT ->
              messages.notice(
                  path
                      + ": unchanged since the scan, but CivitAI has another file for its version");
        }
        if (!table) { // a table shows only problems
          rows.add(new Row(file, "ok", file.sha256(), CellStyle.GOOD));
        }
      }
      case VerifyOutcome.Damaged(LocalFile file, String actual, boolean edited) -> {
        damaged++;
        messages.error(path + ": " + (edited ? change(file) : DAMAGED));
        rows.add(new Row(file, "damaged", actual, CellStyle.BAD));
      }
      case VerifyOutcome.Missing(LocalFile file) -> {
        Unreachable folder = file.missing() ? null : folders.above(path);
        if (folder == null) {
          unread++;
          messages.error(path + ": missing; run tsr db scan on its folder");
          rows.add(new Row(file, "missing", null, CellStyle.NOTEWORTHY));
        } else {
          unreachable++;
          messages.error(
              path + ": unreachable: " + folder.sentence() + "; mount its disk, and verify again");
          rows.add(new Row(file, "unreachable", null, CellStyle.NOTEWORTHY));
        }
      }
      case VerifyOutcome.Unreadable(LocalFile file, String reason) -> {
        unread++;
        messages.error(path + ": " + reason);
        rows.add(new Row(file, "unreadable", null, CellStyle.BAD));
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

  int exitCode() {
    if (damaged > 0) {
      return ExitCode.FOUND;
    }
    return unread + unreachable > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      rows.close();
    } finally {
      if (otherHeaders > 0) {
        messages.notice(
            Counts.of(otherHeaders, "file has", "files have")
                + " the weights of CivitAI's file under another header");
      }
      messages.notice(
          intact
              + " ok, "
              + damaged
              + " damaged, "
              + unread
              + " missing or unreadable"
              + (unreachable == 0 ? "" : ", " + unreachable + " unreachable"));
    }
  }
}
