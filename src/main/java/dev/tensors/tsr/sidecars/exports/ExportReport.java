package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.sidecars.exports.ExportOutcome.ExportStatus;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Shows an export: rows and failures while it runs, at the end the sums and what to do next. */
final class ExportReport implements AutoCloseable {

  private static final List<Column<ExportOutcome>> COLUMNS =
      List.of(
          Column.of("file_path", "FILE", ValueKind.PATH, ExportOutcome::path),
          Column.of("manager", "MANAGER", ValueKind.TEXT, ExportReport::manager),
          Column.of("path", "PATH", ValueKind.PATH, ExportOutcome::beside).asEssential(),
          Column.<ExportOutcome>of(
                  "status", "STATUS", ValueKind.TEXT, outcome -> outcome.status().word())
              .styled(ExportReport::style)
              .asEssential(),
          Column.of("reason", "REASON", ValueKind.TEXT, ExportOutcome::reason));

  private static final int REASONS = 5;

  private final boolean all;
  private final ExportRequest request;
  private final CommandContext context;
  private final Messages messages;
  private final Rows<ExportOutcome> rows;
  private final Map<ExportStatus, Long> counts = new EnumMap<>(ExportStatus.class);
  private final Map<String, Long> skipped = new LinkedHashMap<>();
  private final Set<ExportTarget> changed = EnumSet.noneOf(ExportTarget.class);

  /**
   * Starts the result.
   *
   * @param all whether a table shows what is there already, too
   */
  ExportReport(CommandContext context, ExportRequest request, boolean all) {
    Format format = context.format();
    this.all = all || !format.isTabular();
    this.request = request;
    this.context = context;
    this.messages = context.messages();
    this.rows = new PipeTolerantRows<>(context.rows(COLUMNS));
  }

  private static String manager(ExportOutcome outcome) {
    return outcome.target() == null ? "preview" : outcome.target().word();
  }

  private static CellStyle style(ExportOutcome outcome) {
    return switch (outcome.status()) {
      case WRITTEN, WRITE, MERGED, MERGE -> CellStyle.GOOD;
      case REFUSED -> CellStyle.NOTEWORTHY;
      case FAILED -> CellStyle.BAD;
      case PRESENT, SKIPPED -> CellStyle.PLAIN;
    };
  }

  void add(ExportOutcome outcome) {
    ExportStatus status = outcome.status();
    counts.merge(status, 1L, Long::sum);
    Object subject = outcome.beside() == null ? outcome.path() : outcome.beside();
    String line = subject + ": " + outcome.reason();
    if (status == ExportStatus.FAILED) {
      messages.error(line);
    } else if (status == ExportStatus.REFUSED) {
      messages.warning(line);
    } else if (outcome.target() != null
        && (status == ExportStatus.WRITTEN || status == ExportStatus.MERGED)) {
      changed.add(outcome.target());
    }
    if (status == ExportStatus.SKIPPED) {
      skipped.merge(String.valueOf(outcome.reason()), 1L, Long::sum);
    }
    if (all || status != ExportStatus.PRESENT) {
      rows.add(outcome);
    }
  }

  /** Tells how many files were left out, or what to do first if all were. */
  void unlinked(long files, Database database) {
    if (counts.isEmpty()) {
      EmptyCatalogueNotice.print(context, database, EmptyCatalogueNotice.Wanted.LINKED_FILES);
    } else if (files > 0) {
      messages.notice(
          Counts.of(files, "file is", "files are")
              + " not linked to CivitAI, and left out; see tsr db link");
    }
  }

  int exitCode() {
    return counts.containsKey(ExportStatus.FAILED) ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    rows.close();
    if (!counts.isEmpty()) {
      StringJoiner sums = new StringJoiner(", ");
      counts.forEach(
          (status, count) -> {
            if (status != ExportStatus.SKIPPED || skipped.size() > 1) {
              sums.add(phrase(status, count));
            }
          });
      if (sums.length() > 0) {
        messages.notice(sums.toString());
      }
      tellReasons();
    }
    if (!request.dryRun()) {
      changed.forEach(target -> messages.notice(target.word() + ": " + target.advice()));
    }
  }

  /** A narrow table has no room for the reasons. */
  private void tellReasons() {
    skipped.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(REASONS)
        .forEach(
            reason ->
                messages.notice(
                    Counts.of(reason.getValue(), "skipped", "skipped") + ": " + reason.getKey()));
    long rest = skipped.size() - REASONS;
    if (rest > 0) {
      messages.notice(Counts.of(rest, "other reason", "other reasons") + "; --json has them");
    }
  }

  private String phrase(ExportStatus status, long count) {
    String phrase =
        switch (status) {
          case WRITE -> "would be written";
          case MERGE -> "would be merged";
          default -> status.word();
        };
    return Counts.of(count, phrase, phrase);
  }
}
