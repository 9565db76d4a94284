package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.ImportedValue;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.notes.Note;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.model.Training;
import dev.tensors.tsr.model.TriggerWord;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.page.PageCard.OfFile;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.page.PageContents.Example;
import dev.tensors.tsr.page.PageContents.FileOnPage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recorded file as a card, and the data of the opened card. */
final class FileEntry implements Entry {

  /** The digits of a SHA-256 that tell contents apart, and that commands take as a FILE. */
  private static final int KEY = 12;

  private final FileOnPage shown;
  private final FileDetails details;
  private final FieldRow file;
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

  @Override
  public String key() {
    return key(file.known(FileFields.SHA256));
  }

  /** The key of the card of a content. */
  static String key(String sha256) {
    return "f" + sha256.substring(0, Math.min(KEY, sha256.length())).toLowerCase(Locale.ROOT);
  }

  private boolean isNamed() {
    String model = file.text(FileFields.MODEL_NAME);
    return model != null && !model.isBlank();
  }

  private String name() {
    return isNamed()
        ? file.known(FileFields.MODEL_NAME)
        : ModelFileName.stemOfFile(file.known(FileFields.FILE_PATH));
  }

  private String fileName() {
    return RecordedPath.name(file.known(FileFields.FILE_PATH));
  }

  static String folder(String path) {
    return path.substring(0, Math.max(0, path.length() - RecordedPath.name(path).length() - 1));
  }

  private String shown(String path) {
    return paths ? path : RecordedPath.name(path);
  }

  private List<String> others() {
    return shown.others().stream().map(this::shown).toList();
  }

  private List<String> words() {
    return details.words().stream()
        .filter(word -> !isTrainingTag(word))
        .map(TriggerWord::word)
        .toList();
  }

  /** Tags of the training describe its pictures; few of them are words that trigger anything. */
  private static boolean isTrainingTag(TriggerWord word) {
    return word.source() == TriggerWord.Source.TRAINING_TAGS;
  }

  /** The user's, or those of the header: then list has others, or none. */
  private boolean hasOtherWords() {
    return !words().equals(file.list(FileFields.TRIGGERS));
  }

  private List<String> trainingTags() {
    return details.words().stream()
        .filter(FileEntry::isTrainingTag)
        .map(TriggerWord::word)
        .toList();
  }

  @Override
  public PageCard card(@Nullable ShownPicture picture) {
    LinkedModel model = details.model();
    return new PageCard(
        key(),
        name(),
        fileName(),
        shown(file.known(FileFields.FILE_PATH)),
        file.text(FileFields.TYPE),
        file.text(FileFields.BASE),
        file.text(FileFields.VERSION_NAME),
        file.text(FileFields.CREATOR),
        file.list(FileFields.TAGS),
        words(),
        trainingTags(),
        file.text(FileFields.NOTE),
        file.number(FileFields.RATING),
        file.flag(FileFields.FAVOURITE),
        shown.newerVersion() != null,
        file.number(FileFields.VERSION_ID) != null || file.number(FileFields.MODEL_ID) != null,
        isNamed(),
        hasOtherWords(),
        file.number(FileFields.SIZE),
        file.text(FileFields.CREATED_AT),
        model == null ? null : model.publishedAt(),
        model == null ? null : model.downloads(),
        page(),
        picture,
        ofFile());
  }

  private OfFile ofFile() {
    String path = file.known(FileFields.FILE_PATH);
    return new OfFile(
        file.knownNumber(FileFields.ID),
        paths ? folder(path) : null,
        candidates(),
        (file.get(FileFields.PERMISSIONS) == null) ? null : file.list(FileFields.PERMISSIONS),
        file.list(FileFields.STATES_OF_FILE),
        file.text(FileFields.LINK_SOURCE),
        file.text(FileFields.LAST_USED_AT),
        uses(),
        details.loraTag() == null ? null : LoraTag.in(details.loraTag()).getFirst().weight(),
        shown.copies().files(),
        shown.copies().frees(),
        others(),
        shown.run(),
        shown.copies().links(),
        (Double) file.get(FileFields.WEIGHT));
  }

  /** The base models that base: matches, too. */
  private List<String> candidates() {
    String base = file.text(FileFields.BASE);
    return "civitai".equals(file.text(FileFields.IDENTIFIED_BY))
        ? List.of()
        : file.list(FileFields.BASE_CANDIDATES).stream()
            .filter(candidate -> !candidate.equals(base))
            .toList();
  }

  private @Nullable Long uses() {
    Long images = file.number(FileFields.IMAGES_MADE);
    Long workflows = file.number(FileFields.WORKFLOWS_USED);
    return images == null && workflows == null
        ? null
        : Objects.requireNonNullElse(images, 0L) + Objects.requireNonNullElse(workflows, 0L);
  }

  private @Nullable String page() {
    String page =
        ModelPage.address(
            file.number(FileFields.MODEL_ID),
            file.number(FileFields.VERSION_ID),
            file.flag(FileFields.MATURE));
    return page == null ? file.text(FileFields.PAGE_URL) : page;
  }

  @Override
  public Map<String, @Nullable Object> details(List<Map<String, @Nullable Object>> images) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("key", key());
    fields.put("name", name());
    fields.put("file", fileName());
    fields.put("path", paths ? file.known(FileFields.FILE_PATH) : null);
    fields.put("copies", others());
    fields.put("type", file.text(FileFields.TYPE));
    fields.put("base", file.text(FileFields.BASE));
    fields.put("identified_by", file.text(FileFields.IDENTIFIED_BY));
    fields.put("candidates", file.list(FileFields.BASE_CANDIDATES));
    addHeader(fields);
    fields.put("size", file.number(FileFields.SIZE));
    fields.put("modified", details.modifiedAt());
    fields.put("added", file.text(FileFields.CREATED_AT));
    fields.put("sha256", file.text(FileFields.SHA256));
    fields.put("autov2", details.autoV2());
    fields.put("weights_sha256", details.weightsSha256());
    fields.put("version", file.text(FileFields.VERSION_NAME));
    fields.put("creator", file.text(FileFields.CREATOR));
    fields.put("page", page());
    fields.put("link", file.text(FileFields.LINK_SOURCE));
    fields.put("match", file.text(FileFields.LINK_MATCH));
    fields.put("newer", shown.newerVersion());
    fields.put("repository", file.text(FileFields.HF_REPO));
    fields.put("repository_path", file.text(FileFields.HF_PATH));
    fields.put("commit", file.text(FileFields.HF_REVISION));
    fields.put("repository_licence", file.text(FileFields.HF_LICENCE));
    addUse(fields);
    fields.put(
        "model",
        details.model() == null
            ? null
            : ModelDetails.of(details.model(), file.number(FileFields.VERSION_ID)));
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
    fields.put("tensors", file.number(FileFields.TENSORS));
  }

  private void addUse(Map<String, @Nullable Object> fields) {
    Note note = details.note();
    fields.put("words", words());
    fields.put(
        "sources",
        details.words().stream()
            .filter(word -> !isTrainingTag(word))
            .map(word -> word.source().name().toLowerCase(Locale.ROOT))
            .distinct()
            .toList());
    if (hasOtherWords()) {
      fields.put("triggers", file.list(FileFields.TRIGGERS));
    }
    fields.put("training_tags", trainingTags());
    fields.put("lora", details.loraTag());
    fields.put("note", note.text());
    fields.put("rating", note.rating());
    fields.put("favourite", note.favourite());
    fields.put("weight", note.weight());
    fields.put("told", told());
    fields.put("own_tags", details.userTags());
    fields.put("tags", details.modelTags());
    fields.put("uses", uses());
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
    fields.put("comment", paths ? training.comment() : withoutPaths(training.comment()));
    return fields;
  }

  /** A text, unless a path may be in it. */
  private static @Nullable String withoutPaths(@Nullable String text) {
    return text == null || text.contains("/") || text.contains("\\") ? null : text;
  }

  @Override
  public boolean isMature() {
    return file.flag(FileFields.MATURE);
  }

  @Override
  public @Nullable Path file() {
    return RecordedPath.of(file.known(FileFields.FILE_PATH)).orElse(null);
  }

  @Override
  public Map<String, @Nullable String> metadata() {
    return details.metadata();
  }

  @Override
  public @Nullable Long modelId() {
    return file.number(FileFields.MODEL_ID);
  }

  @Override
  public @Nullable Long versionId() {
    return file.number(FileFields.VERSION_ID);
  }

  @Override
  public List<Example> examples() {
    return shown.examples();
  }
}
