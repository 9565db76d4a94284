package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.CachedModels.Extent;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FailedModels;
import dev.tensors.tsr.link.CacheOutcome;
import dev.tensors.tsr.output.CellStyle;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Messages;
import dev.tensors.tsr.output.PipeTolerantRows;
import dev.tensors.tsr.output.Progress;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows a row for each model that a command caches. */
final class CacheReport implements Consumer<CacheOutcome>, AutoCloseable {

  /** A row; without an extent if nothing is cached. */
  private record Row(long modelId, @Nullable Extent extent, String status, CellStyle style) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.of("model_id", "MODEL ID", ValueKind.NUMBER, Row::modelId),
          Column.of("name", "NAME", ValueKind.TEXT, known(Extent::name)),
          Column.of("versions", "VERSIONS", ValueKind.NUMBER, known(Extent::versions)),
          Column.of("files", "FILES", ValueKind.NUMBER, known(Extent::files)),
          Column.of("images", "IMAGES", ValueKind.NUMBER, known(Extent::images)),
          Column.of("prompts", "PROMPTS", ValueKind.NUMBER, known(Extent::prompts)),
          Column.<Row>of("status", "STATUS", ValueKind.TEXT, Row::status)
              .styled(Row::style)
              .asEssential());

  private final Rows<Row> rows;
  private final Progress progress;
  private final Messages messages;
  private final FailedModels failures;
  private boolean notFound;

  CacheReport(CommandContext context, int models) {
    this.progress = context.progress("Caching", Progress.Unit.MODELS);
    progress.grow(models);
    this.rows = new PipeTolerantRows<>(context.rows(COLUMNS));
    this.messages = context.messages();
    this.failures = new FailedModels(messages);
  }

  private static Function<Row, @Nullable Object> known(Function<Extent, Object> value) {
    return row -> row.extent() == null ? null : value.apply(row.extent());
  }

  @Override
  public void accept(CacheOutcome outcome) {
    progress.advance(1);
    progress.whileHidden(
        () -> {
          failures.accept(outcome);
          rows.add(row(outcome));
        });
  }

  private Row row(CacheOutcome outcome) {
    return switch (outcome) {
      case CacheOutcome.Cached(long id, Extent extent) ->
          new Row(id, extent, "cached", CellStyle.GOOD);
      case CacheOutcome.Refreshed(long id, Extent extent) ->
          new Row(id, extent, "refreshed", CellStyle.GOOD);
      case CacheOutcome.Gone(long id, Extent extent) -> {
        messages.notice(
            "CivitAI no longer has model " + id + " (" + extent.name() + "); its data is kept.");
        yield new Row(id, extent, "gone", CellStyle.NOTEWORTHY);
      }
      case CacheOutcome.NotFound(long id) -> {
        notFound = true;
        messages.error("CivitAI has no model " + id + "; check the id");
        yield new Row(id, null, "not_found", CellStyle.BAD);
      }
      case CacheOutcome.Incomplete(CacheOutcome stored, Extent _, String _) -> row(stored);
      case CacheOutcome.Failed(long id, String _) -> new Row(id, null, "failed", CellStyle.BAD);
      case CacheOutcome.NotAsked(long id) -> new Row(id, null, "failed", CellStyle.BAD);
    };
  }

  int exitCode() {
    if (notFound) {
      return ExitCode.ABSENT;
    }
    return failures.any() ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    rows.close();
  }
}
