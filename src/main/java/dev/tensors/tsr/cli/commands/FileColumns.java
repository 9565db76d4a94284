package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.FileUses;
import dev.tensors.tsr.catalog.ListedFile;
import dev.tensors.tsr.civitai.ModelPage;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of files, which the commands list and show share. */
final class FileColumns {

  private FileColumns() {}

  /**
   * Makes the columns.
   *
   * @param missing whether the table shows since when each file is missing
   * @param uses the pictures that were made with each file
   * @param format a table marks base models that are not certain
   */
  static List<Column<ListedFile>> of(boolean missing, FileUses uses, Format format) {
    List<Column<ListedFile>> columns = new ArrayList<>(first(missing, uses, format));
    columns.addAll(later());
    return columns;
  }

  /** Those that came after the first release: show has its own columns before them. */
  static List<Column<ListedFile>> later() {
    return List.of(
        Column.hidden("gone_at", ValueKind.TIME, ListedFile::goneAt),
        Column.hidden("published_at", ValueKind.TIME, ListedFile::publishedAt));
  }

  /** Those of the first release; as {@link #of}. */
  static List<Column<ListedFile>> first(boolean missing, FileUses uses, Format format) {
    return List.of(
        Column.hidden("id", ValueKind.NUMBER, ListedFile::id),
        Column.of("file_path", "FILE", ValueKind.PATH, ListedFile::filePath),
        Column.hidden("sha256", ValueKind.TEXT, ListedFile::sha256),
        Column.of("size_bytes", "SIZE", ValueKind.BYTES, ListedFile::sizeBytes),
        Column.hidden("header_size", ValueKind.NUMBER, ListedFile::headerSize),
        Column.hidden("tensor_count", ValueKind.NUMBER, ListedFile::tensorCount),
        Column.hidden("civitai_model_id", ValueKind.NUMBER, ListedFile::modelId),
        Column.hidden("civitai_version_id", ValueKind.NUMBER, ListedFile::versionId),
        Column.of("model_name", "MODEL", ValueKind.TEXT, ListedFile::modelName),
        Column.of("model_type", "TYPE", ValueKind.TEXT, ListedFile::modelType),
        Column.of("version_name", "VERSION", ValueKind.TEXT, ListedFile::versionName),
        Column.of(
            "base_model",
            "BASE",
            ValueKind.TEXT,
            format == Format.TABLE ? FileColumns::doubtful : ListedFile::baseModel),
        Column.hidden("creator", ValueKind.TEXT, ListedFile::creator),
        Column.hidden("triggers", ValueKind.LIST, ListedFile::triggers),
        Column.hidden("latest_version_id", ValueKind.NUMBER, ListedFile::latestVersionId),
        Column.hidden("latest_version_name", ValueKind.TEXT, ListedFile::latestVersionName),
        Column.of(
            "missing_since",
            missing ? "MISSING SINCE" : "",
            ValueKind.TIME,
            ListedFile::missingSince),
        Column.hidden("created_at", ValueKind.TIME, ListedFile::createdAt),
        Column.hidden("updated_at", ValueKind.TIME, ListedFile::updatedAt),
        Column.hidden("identified_by", ValueKind.TEXT, ListedFile::identifiedBy),
        Column.hidden("precision", ValueKind.TEXT, ListedFile::precision),
        Column.hidden("parameters", ValueKind.NUMBER, ListedFile::parameters),
        Column.hidden("rank", ValueKind.NUMBER, ListedFile::rank),
        Column.hidden("tags", ValueKind.LIST, ListedFile::tags),
        Column.hidden("page_url", ValueKind.TEXT, FileColumns::page),
        Column.hidden("note", ValueKind.TEXT, ListedFile::note),
        Column.hidden("rating", ValueKind.NUMBER, ListedFile::rating),
        Column.hidden("favourite", ValueKind.TEXT, ListedFile::favourite),
        Column.hidden("images_made", ValueKind.NUMBER, file -> uses.imagesMade(file.id())),
        Column.hidden("last_used_at", ValueKind.TIME, file -> uses.lastUsedAt(file.id())),
        Column.hidden("base_candidates", ValueKind.LIST, ListedFile::baseCandidates),
        Column.hidden("link_source", ValueKind.TEXT, ListedFile::linkSource),
        Column.hidden("link_match", ValueKind.TEXT, ListedFile::linkMatch));
  }

  /** The base model, marked where the tensors leave others possible, too. */
  private static @Nullable String doubtful(ListedFile file) {
    List<String> candidates = file.baseCandidates();
    if (candidates.size() < 2) {
      return file.baseModel();
    }
    return (file.baseModel() == null ? candidates.getFirst() : file.baseModel()) + "?";
  }

  private static @Nullable String page(ListedFile file) {
    return ModelPage.address(file.modelId(), file.isMature());
  }
}
