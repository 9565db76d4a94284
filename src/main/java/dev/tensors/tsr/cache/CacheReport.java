package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.CachedModels.Extent;
import dev.tensors.tsr.answers.ModelCache.CacheOutcome;
import dev.tensors.tsr.cache.PreviewCache.PreviewListener;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FailedModels;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.previews.PreviewFolder;
import dev.tensors.tsr.text.Counts;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows a row for each model that a command caches. */
final class CacheReport implements Consumer<CacheOutcome>, PreviewListener, AutoCloseable {

  /** A row; without an extent if nothing is cached. */
  private record Row(
      long modelId,
      @Nullable Extent extent,
      @Nullable Long previews,
      String status,
      CellStyle style) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.of("model_id", "MODEL ID", ValueKind.NUMBER, Row::modelId),
          Column.of("name", "NAME", ValueKind.TEXT, known(Extent::name)),
          Column.of("versions", "VERSIONS", ValueKind.NUMBER, known(Extent::versions)),
          Column.of("files", "FILES", ValueKind.NUMBER, known(Extent::files)),
          Column.of("images", "IMAGES", ValueKind.NUMBER, known(Extent::images)),
          Column.of("prompts", "PROMPTS", ValueKind.NUMBER, known(Extent::prompts)),
          Column.of("previews", "PREVIEWS", ValueKind.NUMBER, Row::previews),
          Column.<Row>of("status", "STATUS", ValueKind.TEXT, Row::status)
              .styled(Row::style)
              .asEssential());

  private final Rows<Row> rows;
  private final Progress progress;
  private final Messages messages;
  private final FailedModels failures;
  private final KeptPreviews previews;
  private final String previewOptions;
  private boolean notFound;
  private boolean lacksPictures;
  private boolean leftAlone;

  /**
   * @param models the number of models to cache
   * @param previewOptions the options with which pictures are kept, each after a space
   */
  CacheReport(CommandContext context, KeptPreviews previews, int models, String previewOptions) {
    this.progress = context.progress("Caching", Progress.Unit.MODELS);
    progress.grow(models);
    this.rows = new PipeTolerantRows<>(context.rows(COLUMNS));
    this.messages = context.messages();
    this.failures = new FailedModels(messages);
    this.previews = previews;
    this.previewOptions = previewOptions;
  }

  private static Function<Row, @Nullable Object> known(Function<Extent, Object> value) {
    return row -> row.extent() == null ? null : value.apply(row.extent());
  }

  @Override
  public void accept(CacheOutcome outcome) {
    model(outcome, null);
  }

  @Override
  public void model(CacheOutcome outcome, @Nullable Lack lack) {
    progress.advance(1);
    progress.whileHidden(
        () -> {
          failures.accept(outcome);
          if (lack != null) {
            lacksPictures = true;
            messages.error(sentence(outcome.modelId(), lack));
          }
          rows.add(row(outcome));
        });
  }

  private String sentence(long id, Lack lack) {
    return "model %d lacks %s: %s; retry with tsr db cache %d%s"
        .formatted(
            id,
            Counts.of(lack.pictures(), "picture", "pictures"),
            lack.reason(),
            id,
            previewOptions);
  }

  @Override
  public void withdrawn(int images) {
    messages.notice(
        Counts.of(images, "example image is", "example images are")
            + " no longer at CivitAI; the next ones are kept instead.");
  }

  @Override
  public void leftAlone(String sentence) {
    leftAlone = true;
    messages.error(sentence);
  }

  @Override
  public void notStored(PreviewFolder folder, IOException failure) {
    lacksPictures = true;
    messages.error(
        "%s: pictures cannot be stored (%s); make room, or choose another place with XDG_CACHE_HOME"
            .formatted(folder, PreviewFolder.reason(failure)));
  }

  private Row row(CacheOutcome outcome) {
    return switch (outcome) {
      case CacheOutcome.Cached(long id, Extent extent) -> row(id, extent, "cached", CellStyle.GOOD);
      case CacheOutcome.Refreshed(long id, Extent extent) ->
          row(id, extent, "refreshed", CellStyle.GOOD);
      case CacheOutcome.Gone(long id, Extent extent, boolean _) -> {
        messages.notice(
            "CivitAI no longer has model " + id + " (" + extent.name() + "); its data is kept.");
        yield row(id, extent, "gone", CellStyle.NOTEWORTHY);
      }
      case CacheOutcome.NotFound(long id) -> {
        notFound = true;
        messages.error("CivitAI has no model " + id + "; check the id");
        yield nothing(id, "not_found");
      }
      case CacheOutcome.Incomplete(CacheOutcome stored, Extent _, String _) -> row(stored);
      case CacheOutcome.Failed(long id, String _) -> nothing(id, "failed");
      case CacheOutcome.NotAsked(long id) -> nothing(id, "failed");
    };
  }

  private Row row(long id, Extent extent, String status, CellStyle style) {
    return new Row(id, extent, previews.count(id), status, style);
  }

  private static Row nothing(long id, String status) {
    return new Row(id, null, null, status, CellStyle.BAD);
  }

  int exitCode() {
    if (leftAlone) {
      return ExitCode.SERVICE;
    }
    if (notFound) {
      return ExitCode.ABSENT;
    }
    return failures.any() || lacksPictures ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    rows.close();
  }
}
