package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.LinkTarget;
import dev.tensors.tsr.catalog.VersionName;
import dev.tensors.tsr.link.LinkOutcome;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.EnduringRows;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.Progress;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.Tone;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Shows a row for each file that was to be linked, and the sums at the end. */
final class LinkReport implements Consumer<LinkOutcome>, AutoCloseable {

  /** A row. What is not known is null. */
  private record Row(
      LinkTarget file, VersionName version, String source, String status, Tone tone) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.hidden("id", Kind.NUMBER, row -> row.file().id()),
          Column.of("file_path", "FILE", Kind.PATH, row -> row.file().path()),
          Column.hidden("sha256", Kind.TEXT, row -> row.file().sha256()),
          Column.hidden("model_id", Kind.NUMBER, known(VersionName::modelId)),
          Column.hidden("version_id", Kind.NUMBER, known(VersionName::versionId)),
          Column.of("name", "VERSION", Kind.TEXT, known(VersionName::name)),
          Column.of("model_name", "MODEL", Kind.TEXT, known(VersionName::modelName)),
          Column.of("source", "SOURCE", Kind.TEXT, Row::source),
          Column.<Row>of("status", "STATUS", Kind.TEXT, Row::status)
              .toned(Row::tone)
              .asEssential());

  private final Context context;
  private final Rows<Row> rows;
  private final Progress progress;
  private int linked;
  private int notFound;
  private int failed;

  LinkReport(Context context, int files) {
    this.context = context;
    this.progress = context.progress("Linking", Progress.Unit.FILES);
    progress.grow(files);
    this.rows = new EnduringRows<>(context.rows(COLUMNS));
  }

  private static Function<Row, Object> known(Function<VersionName, Object> value) {
    return row -> row.version() == null ? null : value.apply(row.version());
  }

  @Override
  public void accept(LinkOutcome outcome) {
    Row row =
        switch (outcome) {
          case LinkOutcome.Linked(LinkTarget file, VersionName version, var source) -> {
            linked++;
            yield new Row(file, version, word(source), "linked", Tone.GOOD);
          }
          case LinkOutcome.NotFound(LinkTarget file, var source) -> {
            notFound++;
            yield new Row(file, null, word(source), "not_found", Tone.NOTEWORTHY);
          }
          case LinkOutcome.Failed(LinkTarget file, String _) -> {
            failed++;
            yield new Row(file, null, null, "failed", Tone.BAD);
          }
        };
    progress.advance(1);
    progress.aside(() -> rows.add(row));
  }

  private static String word(LinkOutcome.Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    progress.close();
    try {
      rows.close();
    } finally {
      String unlinked = failed > 0 ? ", " + failed + " failed" : "";
      context.talk().notice(linked + " linked, " + notFound + " not found" + unlinked);
    }
  }
}
