package dev.tensors.tsr.page;

import dev.tensors.tsr.catalog.FileDetails;
import dev.tensors.tsr.catalog.FileOnPage;
import dev.tensors.tsr.catalog.HeaderIdentity;
import dev.tensors.tsr.catalog.ImportedNotes;
import dev.tensors.tsr.catalog.ImportedValue;
import dev.tensors.tsr.catalog.LinkedModel;
import dev.tensors.tsr.catalog.ListedFile;
import dev.tensors.tsr.catalog.Note;
import dev.tensors.tsr.catalog.TriggerWord;
import dev.tensors.tsr.civitai.ModelPage;
import dev.tensors.tsr.prompts.ExampleImage;
import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.prompts.Training;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recorded file as a card, and the data of the opened card. */
final class FileEntry implements Entry {

  private final FileOnPage shown;
  private final FileDetails details;
  private final ListedFile file;
  private final boolean paths;

  /**
   * @param paths whether the page shows the paths of the file and of its copies
   */
  FileEntry(FileOnPage shown, boolean paths) {
    this.shown = shown;
    this.details = shown.details();
    this.file = details.file();
    this.paths = paths;
  }

  private String key() {
    return "f" + file.id();
  }

  private String name() {
    String model = file.modelName();
    return model == null || model.isBlank() ? ModelFileName.stemOfFile(file.filePath()) : model;
  }

  private String fileName() {
    return String.valueOf(Path.of(file.filePath()).getFileName());
  }

  private List<String> words() {
    return details.words().stream().map(TriggerWord::word).toList();
  }

  @Override
  public Card card(@Nullable ShownPicture picture) {
    LinkedModel model = details.model();
    return new Card(
        key(),
        name(),
        fileName(),
        paths ? file.filePath() : fileName(),
        file.modelType(),
        file.baseModel(),
        file.versionName(),
        file.creator(),
        file.tags(),
        words(),
        file.note(),
        file.rating(),
        file.favourite(),
        shown.newerVersion() != null,
        file.versionId() != null || file.modelId() != null,
        file.sizeBytes(),
        file.createdAt(),
        model == null ? null : model.publishedAt(),
        model == null ? null : model.downloads(),
        shown.imagesMade(),
        page(),
        picture);
  }

  private @Nullable String page() {
    return ModelPage.address(file.modelId(), file.versionId(), file.isMature());
  }

  @Override
  public Map<String, @Nullable Object> details(List<Map<String, @Nullable Object>> images) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("key", key());
    fields.put("name", name());
    fields.put("file", fileName());
    fields.put("path", paths ? file.filePath() : null);
    fields.put("copies", paths ? details.copies() : List.of());
    fields.put("type", file.modelType());
    fields.put("base", file.baseModel());
    fields.put("identified_by", file.identifiedBy());
    fields.put("candidates", file.baseCandidates());
    addHeader(fields);
    fields.put("size", file.sizeBytes());
    fields.put("modified", details.modifiedAt());
    fields.put("added", file.createdAt());
    fields.put("sha256", file.sha256());
    fields.put("autov2", details.autoV2());
    fields.put("weights_sha256", details.weightsSha256());
    fields.put("version", file.versionName());
    fields.put("creator", file.creator());
    fields.put("page", page());
    fields.put("link", file.linkSource());
    fields.put("match", file.linkMatch());
    fields.put("newer", shown.newerVersion());
    addUse(fields);
    fields.put(
        "model",
        details.model() == null ? null : ModelFields.of(details.model(), file.versionId()));
    Training training = Training.of(details.metadata());
    fields.put("training", training == null ? null : training(training));
    fields.put("images", images);
    return fields;
  }

  private void addHeader(Map<String, @Nullable Object> fields) {
    HeaderIdentity header = details.header();
    fields.put("algorithm", header.algorithm());
    fields.put("rank", header.rank());
    fields.put("alpha", header.alpha());
    fields.put("precision", header.precision());
    fields.put("parameters", header.parameters());
    fields.put("tensors", file.tensorCount());
  }

  private void addUse(Map<String, @Nullable Object> fields) {
    Note note = details.note();
    fields.put("words", words());
    fields.put(
        "sources",
        details.words().stream()
            .map(word -> word.source().name().toLowerCase(Locale.ROOT))
            .distinct()
            .toList());
    fields.put("lora", details.loraTag());
    fields.put("note", note.text());
    fields.put("rating", note.rating());
    fields.put("favourite", note.favourite());
    fields.put("weight", note.weight());
    fields.put("told", told());
    fields.put("own_tags", details.userTags());
    fields.put("tags", details.modelTags());
    fields.put("images_made", shown.imagesMade());
  }

  /** The imported values; the tags among them are shown with the user's own. */
  private List<Map<String, String>> told() {
    return ImportedValue.of(details).stream()
        .filter(told -> !told.key().equals(ImportedNotes.TAGS))
        .map(
            told -> {
              Map<String, String> fields = new LinkedHashMap<>();
              fields.put("label", told.label());
              fields.put("value", told.value());
              fields.put("from", String.join(", ", told.sources()));
              return fields;
            })
        .toList();
  }

  private Map<String, @Nullable String> training(Training training) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    fields.put("trainer", training.trainer());
    fields.put("on", training.date());
    fields.put("base", paths ? training.baseModel() : null);
    fields.put("images", training.images());
    fields.put("steps", training.steps());
    fields.put("epochs", training.epochs());
    fields.put("resolution", training.resolution());
    fields.put("comment", training.comment());
    return fields;
  }

  @Override
  public boolean isMature() {
    return file.isMature();
  }

  @Override
  public @Nullable Path file() {
    return Path.of(file.filePath());
  }

  @Override
  public @Nullable Long modelId() {
    return file.modelId();
  }

  @Override
  public @Nullable Long versionId() {
    return file.versionId();
  }

  @Override
  public List<ExampleImage> examples() {
    return shown.examples();
  }
}
