package dev.tensors.tsr.list;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.parts.NeededPart;
import dev.tensors.tsr.model.HtmlText;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.model.Training;
import dev.tensors.tsr.model.TriggerWord;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.previews.KeptPreviews.KeptPreview;
import dev.tensors.tsr.references.MatchedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that show shows, with the files beside it and the pictures that were made with it.
 *
 * @param refused its present content, if a scan refused that, and the details are of an earlier one
 * @param embedded the picture in its header, as a file; null: none
 * @param previews the kept pictures of the version that it is linked to
 * @param folders those in which files cannot be reached
 * @param needs what it needs to run
 * @param workflows the paths of the user's workflows that load it
 * @param hasWorkflows whether any workflow is recorded
 * @param parents the models that it was merged from
 */
record ShownFile(
    FileDetails details,
    @Nullable FailedFile refused,
    FilesBeside beside,
    @Nullable Path embedded,
    List<KeptPreview> previews,
    UnreachableFolders folders,
    List<NeededPart> needs,
    List<String> workflows,
    boolean hasWorkflows,
    List<MergeParents.Parent> parents) {

  /** The first columns of list, those that only show has, and the later columns of list. */
  static List<Column<ShownFile>> columns() {
    List<Column<ShownFile>> columns = new ArrayList<>();
    List<Column<ShownFile>> ofList =
        FieldTable.columns(
                FileFields.TABLE.listed(), field -> !field.equals(FileFields.MISSING_SINCE))
            .stream()
            .map(column -> column.from(ShownFile::file))
            .toList();
    columns.addAll(ofList.subList(0, FileFields.OF_FIRST_RELEASE));
    List<Column<FileDetails>> details =
        List.of(
            Column.hidden("modified_at", ValueKind.TIME, FileDetails::modifiedAt),
            Column.hidden("autov2", ValueKind.TEXT, FileDetails::autoV2),
            Column.hidden("weights_sha256", ValueKind.TEXT, FileDetails::weightsSha256),
            Column.hidden("algorithm", ValueKind.TEXT, file -> file.header().algorithm()),
            Column.hidden("lora_alpha", ValueKind.NUMBER, file -> file.header().alpha()),
            Column.hidden("header_type", ValueKind.TEXT, file -> file.header().type()),
            Column.hidden("header_base", ValueKind.TEXT, file -> file.header().baseModel()),
            Column.hidden("description", ValueKind.TEXT, ShownFile::description),
            Column.hidden("licence", ValueKind.TEXT, ShownFile::licence),
            Column.hidden("versions", ValueKind.LIST, ShownFile::versions),
            Column.hidden("trigger_words", ValueKind.LIST, ShownFile::words),
            Column.hidden("lora_tag", ValueKind.TEXT, FileDetails::loraTag),
            Column.hidden("training", ValueKind.TEXT, ShownFile::training),
            Column.hidden("copies", ValueKind.LIST, FileDetails::copies));
    details.forEach(column -> columns.add(column.from(ShownFile::details)));
    columns.add(Column.hidden("sidecars", ValueKind.LIST, shown -> shown.beside.sidecars()));
    columns.add(Column.hidden("preview", ValueKind.PATH, ShownFile::preview));
    columns.add(Column.hidden("metadata", ValueKind.TEXT, shown -> shown.details.metadata()));
    columns.add(Column.hidden("needs", ValueKind.LIST, ShownFile::needed));
    columns.add(Column.hidden("workflows", ValueKind.LIST, ShownFile::workflows));
    columns.add(
        Column.hidden(
            "merged_from",
            ValueKind.LIST,
            shown -> shown.parents.stream().map(MergeParents.Parent::fields).toList()));
    ofList.stream()
        .skip(FileFields.OF_FIRST_RELEASE)
        .filter(column -> columns.stream().noneMatch(own -> own.key().equals(column.key())))
        .forEach(columns::add);
    return columns;
  }

  private static List<Map<String, @Nullable Object>> needed(ShownFile shown) {
    List<Map<String, @Nullable Object>> needed = new ArrayList<>();
    for (NeededPart part : shown.needs) {
      MatchedFile file = part.file();
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("type", part.type());
      fields.put("name", part.name());
      fields.put("status", part.status().word());
      fields.put("match", file == null ? null : file.match().word());
      fields.put("file_path", part.filePath());
      fields.put("download_url", file == null ? null : file.downloadUrl());
      fields.put("page_url", part.pageUrl());
      fields.put("size_bytes", file == null ? null : file.sizeBytes());
      fields.put("file_sha256", file == null ? null : file.sha256());
      fields.put("folder", part.folder());
      fields.put("loader", part.loader());
      needed.add(fields);
    }
    return needed;
  }

  private FieldRow file() {
    return details.file();
  }

  /** The folder of the file, if it cannot be reached. */
  UnreachableFolders.@Nullable Unreachable unreachable() {
    boolean isRecordedHere =
        file().number(FileFields.ID) != null && file().text(FileFields.MISSING_SINCE) == null;
    return isRecordedHere ? folders.above(file().known(FileFields.FILE_PATH)) : null;
  }

  /** The address of its version's page, else of its repository's; null if it is not linked. */
  @Nullable String page() {
    String page =
        ModelPage.address(
            file().number(FileFields.MODEL_ID),
            file().number(FileFields.VERSION_ID),
            file().flag(FileFields.MATURE));
    return page == null ? file().text(FileFields.PAGE_URL) : page;
  }

  /** The model's description as text; null if there is none. */
  static @Nullable String description(FileDetails details) {
    LinkedModel model = details.model();
    return model == null || model.description() == null ? null : HtmlText.of(model.description());
  }

  private static @Nullable String licence(FileDetails details) {
    LinkedModel model = details.model();
    return model == null ? null : model.licence().inWords();
  }

  private static List<Map<String, @Nullable Object>> versions(FileDetails details) {
    LinkedModel model = details.model();
    List<Map<String, @Nullable Object>> versions = new ArrayList<>();
    for (LinkedModel.Version version :
        model == null ? List.<LinkedModel.Version>of() : model.versions()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("version_id", version.id());
      fields.put("version_name", version.name());
      fields.put("base_model", version.baseModel());
      fields.put("published_at", version.publishedAt());
      fields.put("latest", version.isLatest());
      fields.put("ignored", version.isIgnored());
      fields.put("local_files", version.localFiles());
      versions.add(fields);
    }
    return versions;
  }

  private static List<Map<String, Object>> words(FileDetails details) {
    List<Map<String, Object>> words = new ArrayList<>();
    for (TriggerWord word : details.words()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("word", word.word());
      fields.put("source", word.source().name().toLowerCase(Locale.ROOT));
      words.add(fields);
    }
    return words;
  }

  private static @Nullable Map<String, @Nullable Object> training(FileDetails details) {
    Training training = Training.of(details.metadata());
    if (training == null) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("trainer", training.trainer());
    fields.put("title", training.title());
    fields.put("author", training.author());
    fields.put("date", training.date());
    fields.put("base_model", training.baseModel());
    fields.put("steps", training.steps());
    fields.put("epochs", training.epochs());
    fields.put("batch_size", training.batchSize());
    fields.put("learning_rate", training.learningRate());
    fields.put("optimizer", training.optimizer());
    fields.put("scheduler", training.scheduler());
    fields.put("network_module", training.networkModule());
    fields.put("network_dim", training.networkDim());
    fields.put("network_alpha", training.networkAlpha());
    fields.put("resolution", training.resolution());
    fields.put("images", training.images());
    fields.put("comment", training.comment());
    return fields;
  }

  /**
   * The preview beside the file, else that in its header, else the first kept one of its version.
   */
  @Nullable Path preview() {
    Path own = beside.preview();
    if (own != null || embedded != null) {
      return own != null ? own : embedded;
    }
    return previews.isEmpty() ? null : previews.getFirst().file();
  }
}
