package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.EmptyCatalogueNotice;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome;
import dev.tensors.tsr.sidecars.exports.ExportRun.ExportOutcome.ExportStatus;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows an export, and what to do next. */
final class ExportReport extends Run<ExportOutcome> {

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
  private final ExportRun.Request request;
  private final CommandContext context;
  private final Tally<ExportStatus> counts = new Tally<>(ExportStatus.class);
  private final Map<String, Long> skipped = new LinkedHashMap<>();
  private final Set<ExportTarget> changed = EnumSet.noneOf(ExportTarget.class);

  /**
   * Starts the result.
   *
   * @param all whether a table shows what is there already, too
   * @param asked shown by a table, too
   */
  ExportReport(CommandContext context, ExportRun.Request request, boolean all, AskedFields asked) {
    super(context, rows(context, asked.beside(COLUMNS)));
    this.all = all || !context.format().isTabular();
    this.request = request;
    this.context = context;
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

  void done(ExportOutcome outcome) {
    ExportStatus status = outcome.status();
    counts.add(status);
    Object subject = outcome.beside() == null ? outcome.path() : outcome.beside();
    String line = subject + ": " + outcome.reason();
    switch (status) {
      case FAILED -> failed(line);
      case REFUSED -> warning(line);
      case WRITTEN, MERGED -> {
        if (outcome.target() != null) {
          changed.add(outcome.target());
        }
      }
      case SKIPPED -> skipped.merge(String.valueOf(outcome.reason()), 1L, Long::sum);
      case WRITE, MERGE, PRESENT -> {}
    }
    if (all || status != ExportStatus.PRESENT) {
      row(outcome);
    }
  }

  /** Tells how many files were left out, or what to do first if all were. */
  void unlinked(long files, Database database) {
    boolean told =
        counts.isEmpty()
            && EmptyCatalogueNotice.print(
                context, database, EmptyCatalogueNotice.Wanted.LINKED_FILES);
    if (!told && files > 0) {
      notice(
          Counts.of(files, "file is", "files are")
              + " not linked to CivitAI, and left out; see tsr db link");
    }
  }

  @Override
  protected void ending() {
    String sums = counts.sentence(this::phrase);
    if (!sums.isEmpty()) {
      notice(sums);
    }
    tellReasons();
    if (!request.dryRun()) {
      changed.forEach(target -> notice(target.word() + ": " + target.advice()));
    }
  }

  /** A narrow table has no room for the reasons. */
  private void tellReasons() {
    skipped.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(REASONS)
        .forEach(
            reason ->
                notice(
                    Counts.of(reason.getValue(), "skipped", "skipped") + ": " + reason.getKey()));
    long rest = skipped.size() - REASONS;
    if (rest > 0) {
      notice(Counts.of(rest, "other reason", "other reasons") + "; --json has them");
    }
  }

  private @Nullable String phrase(ExportStatus status, long count) {
    if (status == ExportStatus.SKIPPED && skipped.size() <= 1) {
      return null; // its reason has the count
    }
    String phrase =
        switch (status) {
          case WRITE -> "would be written";
          case MERGE -> "would be merged";
          default -> status.word();
        };
    return Counts.of(count, phrase, phrase);
  }
}
