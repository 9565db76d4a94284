package dev.tensors.tsr.cache;

import dev.tensors.tsr.answers.CachedModels.Extent;
import dev.tensors.tsr.answers.fetching.ModelCache.CacheOutcome;
import dev.tensors.tsr.answers.repositories.RepositoryCache.RepositoryOutcome;
import dev.tensors.tsr.cache.PreviewCache.PreviewOutcome;
import dev.tensors.tsr.cache.PreviewCache.PreviewOutcome.Lack;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.previews.KeptPreviews;
import dev.tensors.tsr.previews.PreviewFolder;
import dev.tensors.tsr.text.Counts;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows a row for each model that a command caches. */
final class CacheReport extends Run<CacheReport.Row> {

  /**
   * A row.
   *
   * @param modelId null: it is a repository
   * @param extent null: nothing of a model is cached, or it is a repository
   * @param repository null: it is a model
   */
  record Row(
      @Nullable Long modelId,
      @Nullable Extent extent,
      @Nullable CachedRepository repository,
      @Nullable Long previews,
      String status,
      CellStyle style) {

    @Nullable String name() {
      return extent != null ? extent.name() : repository != null ? repository.name() : null;
    }

    @Nullable Long files() {
      return extent != null
          ? (Long) extent.files()
          : repository != null ? repository.files() : null;
    }
  }

  /**
   * A repository at Hugging Face.
   *
   * @param files null: nothing is cached
   */
  record CachedRepository(String name, @Nullable Long files) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.of("model_id", "MODEL ID", ValueKind.ID, Row::modelId),
          Column.of("name", "NAME", ValueKind.TEXT, Row::name),
          Column.of("versions", "VERSIONS", ValueKind.NUMBER, known(Extent::versions)),
          Column.of("files", "FILES", ValueKind.NUMBER, Row::files),
          Column.of("images", "IMAGES", ValueKind.NUMBER, known(Extent::images)),
          Column.of("prompts", "PROMPTS", ValueKind.NUMBER, known(Extent::prompts)),
          Column.of("previews", "PREVIEWS", ValueKind.NUMBER, Row::previews),
          Column.<Row>of("status", "STATUS", ValueKind.TEXT, Row::status)
              .styled(Row::style)
              .asEssential());

  private final KeptPreviews previews;
  private final String previewOptions;

  /**
   * @param models the number of models to cache
   * @param previewOptions the options with which pictures are kept, each after a space
   */
  CacheReport(CommandContext context, KeptPreviews previews, int models, String previewOptions) {
    super(context, "Caching", Progress.Unit.MODELS, rows(context, COLUMNS));
    this.previews = previews;
    this.previewOptions = previewOptions;
    toRead(models);
  }

  private static Function<Row, @Nullable Object> known(Function<Extent, Object> value) {
    return row -> row.extent() == null ? null : value.apply(row.extent());
  }

  /** Tells why a word of the user names nothing. */
  void absent(String reason) {
    ends(ExitCode.ABSENT);
    error(reason);
  }

  void done(PreviewOutcome outcome) {
    switch (outcome) {
      case PreviewOutcome.OfModel(CacheOutcome model, Lack lack) -> {
        read(1);
        failed(model.failure());
        if (lack != null) {
          failed(sentence(model.modelId(), lack));
        }
        row(row(model));
      }
      case PreviewOutcome.Withdrawn(int images) ->
          notice(
              Counts.of(images, "example image is", "example images are")
                  + " no longer at CivitAI; the next ones are kept instead.");
      case PreviewOutcome.LeftAlone(String sentence) -> {
        ends(ExitCode.SERVICE);
        error(sentence);
      }
      case PreviewOutcome.NotStored(PreviewFolder folder, IOException failure) ->
          failed(
              "%s: pictures cannot be stored (%s); make room, or choose another place with XDG_CACHE_HOME"
                  .formatted(folder, PreviewFolder.reason(failure)));
    }
  }

  void done(RepositoryOutcome outcome) {
    read(1);
    row(
        switch (outcome) {
          case RepositoryOutcome.Stored(
                  Repository asked,
                  String name,
                  long files,
                  boolean again) -> {
            if (!name.equals(asked.name())) {
              notice("The repository " + asked.name() + " is " + name + " now.");
            }
            yield repository(name, files, again ? "refreshed" : "cached", CellStyle.GOOD);
          }
          case RepositoryOutcome.NotFound(Repository asked, String _) -> {
            failed(outcome.failure());
            yield repository(asked.name(), null, "not_found", CellStyle.BAD);
          }
          case RepositoryOutcome.Failed(Repository asked, String _) -> {
            failed(outcome.failure());
            yield repository(asked.name(), null, "failed", CellStyle.BAD);
          }
          case RepositoryOutcome.NotAsked(Repository asked) ->
              repository(asked.name(), null, "failed", CellStyle.BAD);
        });
  }

  private static Row repository(String name, @Nullable Long files, String status, CellStyle style) {
    return new Row(null, null, new CachedRepository(name, files), null, status, style);
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

  private Row row(CacheOutcome outcome) {
    return switch (outcome) {
      case CacheOutcome.Cached(long id, Extent extent) -> row(id, extent, "cached", CellStyle.GOOD);
      case CacheOutcome.Refreshed(long id, Extent extent) ->
          row(id, extent, "refreshed", CellStyle.GOOD);
      case CacheOutcome.Gone(long id, Extent extent, boolean _) -> {
        notice("CivitAI no longer has model " + id + " (" + extent.name() + "); its data is kept.");
        yield row(id, extent, "gone", CellStyle.NOTEWORTHY);
      }
      case CacheOutcome.NotFound(long id) -> {
        ends(ExitCode.ABSENT);
        error("CivitAI has no model " + id + "; check the id");
        yield nothing(id, "not_found");
      }
      case CacheOutcome.Incomplete(CacheOutcome stored, Extent _, String _) -> row(stored);
      case CacheOutcome.Failed(long id, String _) -> nothing(id, "failed");
      case CacheOutcome.NotAsked(long id) -> nothing(id, "failed");
    };
  }

  private Row row(long id, Extent extent, String status, CellStyle style) {
    return new Row(id, extent, null, previews.count(id), status, style);
  }

  private static Row nothing(long id, String status) {
    return new Row(id, null, null, null, status, CellStyle.BAD);
  }
}
