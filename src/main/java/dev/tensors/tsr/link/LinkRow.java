package dev.tensors.tsr.link;

import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkMatch;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file with its link, as link and unlink show it.
 *
 * @param version null if the file has no link
 * @param repository at Hugging Face, in a row about that link; null: it is about CivitAI
 * @param source where the version was looked up; null if it was not or is unknown
 * @param match the hash that proves the link; null if none does
 */
record LinkRow(
    LinkableFile file,
    @Nullable VersionName version,
    @Nullable String repository,
    @Nullable LinkSource source,
    @Nullable LinkMatch match,
    String status,
    CellStyle style) {

  static final List<Column<LinkRow>> COLUMNS =
      List.of(
          Column.hidden("id", ValueKind.NUMBER, row -> row.file().id()),
          Column.of("file_path", "FILE", ValueKind.PATH, row -> row.file().path()),
          Column.hidden("sha256", ValueKind.TEXT, row -> row.file().sha256()),
          Column.hidden("model_id", ValueKind.NUMBER, known(VersionName::modelId)),
          Column.hidden("version_id", ValueKind.NUMBER, known(VersionName::versionId)),
          Column.of("name", "VERSION", ValueKind.TEXT, known(VersionName::name)),
          Column.of("model_name", "MODEL", ValueKind.TEXT, LinkRow::modelName),
          Column.of(
              "source",
              "SOURCE",
              ValueKind.TEXT,
              row -> row.source() == null ? null : row.source().word()),
          Column.hidden(
              "match", ValueKind.TEXT, row -> row.match() == null ? null : row.match().word()),
          Column.<LinkRow>of("status", "STATUS", ValueKind.TEXT, LinkRow::status)
              .styled(LinkRow::style)
              .asEssential());

  /** A file with a link. */
  static LinkRow of(LinkableFile file, Link link, String status, CellStyle style) {
    return new LinkRow(file, link.version(), null, link.source(), link.match(), status, style);
  }

  /**
   * A file without a link.
   *
   * @param asked the source that does not know the file; null if none was asked
   */
  static LinkRow unlinked(
      LinkableFile file, @Nullable LinkSource asked, String status, CellStyle style) {
    return new LinkRow(file, null, null, asked, null, status, style);
  }

  /** A file of a repository at Hugging Face. */
  static LinkRow inRepository(LinkableFile file, String status, CellStyle style) {
    return new LinkRow(
        file, null, file.repository(), LinkSource.HUGGINGFACE, LinkMatch.SHA256, status, style);
  }

  private @Nullable String modelName() {
    return version == null ? repository : version.modelName();
  }

  private static Function<LinkRow, @Nullable Object> known(
      Function<VersionName, @Nullable Object> value) {
    return row -> row.version() == null ? null : value.apply(row.version());
  }
}
