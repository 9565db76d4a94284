package dev.tensors.tsr.list;

import static dev.tensors.tsr.list.CardText.counted;
import static dev.tensors.tsr.list.CardText.day;
import static dev.tensors.tsr.list.CardText.joined;
import static dev.tensors.tsr.list.CardText.labelled;
import static dev.tensors.tsr.list.CardText.number;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.ImportedValue;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.library.notes.Note;
import dev.tensors.tsr.library.parts.NeededPart;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.TriggerWord;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Hyperlink;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.text.ByteCount;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes one file for a person, on one screen: long parts are folded. */
final class FileCard {

  private static final String MORE = "… (--all shows the rest)";

  private static final int WORD_LINES = 2;

  /** Of several paths. */
  private static final int PATHS = 3;

  /** In characters: where the words came from stands beside words that are not longer. */
  private static final int SHORT_WORDS = 100;

  /** In characters: a longer prompt is no line to paste. */
  private static final int LONGEST_PROMPT = 500;

  private final FileDetails details;
  private final FieldRow file;
  private final ShownFile shown;
  private final boolean all;
  private final Card card;

  private FileCard(ShownFile shown, boolean all) {
    this.shown = shown;
    this.details = shown.details();
    this.file = details.file();
    this.all = all;
    String name = RecordedPath.name(file.known(FileFields.FILE_PATH));
    String autoV2 = details.autoV2();
    this.card = new Card(autoV2 == null ? name : name + " [" + autoV2 + "]", MORE);
  }

  /**
   * Makes the card of a file.
   *
   * @param all whether nothing is folded
   * @param metadata whether to show the header's metadata
   */
  static Card of(ShownFile shown, boolean all, boolean metadata) {
    FileCard made = new FileCard(shown, all);
    made.identity();
    made.use();
    made.pictures();
    made.note();
    made.state();
    made.place();
    made.parents();
    // There is more to tell of a linked file.
    int lines = made.details.model() == null ? WORD_LINES : 1;
    TrainingSection.add(made.card, made.details, made.most(lines));
    new ModelSection(made.card, shown, all).add();
    if (metadata) {
      TrainingSection.addMetadata(made.card, made.details.metadata());
    }
    return made.card;
  }

  private void identity() {
    String type = file.text(FileFields.TYPE) == null ? "unknown" : file.text(FileFields.TYPE);
    card.text(
        "type",
        joined(
            type,
            file.text(FileFields.COMPONENT),
            labelled("known as ", file.text(FileFields.KNOWN_NAME))));
    card.text("base", baseModel() + modelsOfBase());
    if (file.text(FileFields.BASE) != null && file.list(FileFields.BASE_CANDIDATES).size() > 1) {
      card.text("or", rest(file.list(FileFields.BASE_CANDIDATES), file.text(FileFields.BASE)));
    }
    Contradictions.of(details)
        .forEach(sentence -> card.text("but", sentence, CellStyle.NOTEWORTHY));
  }

  /** Whether an adapter lacks a model that it works on. */
  private String modelsOfBase() {
    return shown.needs().stream()
            .anyMatch(part -> part.isBase() && part.status() == NeededPart.Status.MISSING)
        ? "; no model of it is here"
        : "";
  }

  private String baseModel() {
    String base = file.text(FileFields.BASE);
    String source = file.text(FileFields.IDENTIFIED_BY);
    List<String> candidates = file.list(FileFields.BASE_CANDIDATES);
    if (base == null && candidates.size() > 1) {
      int last = candidates.size() - 1;
      return "%s or %s; its tensors do not tell which"
          .formatted(String.join(", ", candidates.subList(0, last)), candidates.get(last));
    }
    if (base == null || source == null) {
      return base == null ? "unknown" : base;
    }
    String shown = candidates.size() > 1 ? base + "?" : base;
    return switch (source) {
      case "civitai" -> shown + " (" + teller() + "'s word)";
      case "tensors" -> shown + " (by its tensors)";
      case "metadata" -> shown + " (by its metadata)";
      case "huggingface" -> shown + " (by its repository's card)";
      default -> shown;
    };
  }

  private static String rest(List<String> names, @Nullable String first) {
    return names.stream().filter(name -> !name.equals(first)).collect(Collectors.joining(", "));
  }

  /** Whatever keeps it from being used. */
  private void state() {
    card.text("missing", day("since ", file.text(FileFields.MISSING_SINCE)), CellStyle.BAD);
    Unreachable folder = shown.unreachable();
    card.text(
        "unreachable",
        folder == null ? null : folder.sentence() + ": is a disk not mounted?",
        CellStyle.BAD);
    FailedFile refused = shown.refused();
    card.text(
        "failed",
        refused == null
            ? null
            : "%s: %s; the card is about the content before"
                .formatted(day("since ", refused.failedAt()), refused.reason()),
        CellStyle.BAD);
    String damagedAt = day("since ", details.damagedAt());
    card.text(
        "damaged",
        damagedAt == null ? null : damagedAt + "; its content is not as recorded",
        CellStyle.BAD);
    needs();
  }

  /** What it needs to run beside a model of its base, and where that is. */
  private void needs() {
    List<NeededPart> parts = shown.needs().stream().filter(part -> !part.isBase()).toList();
    card.text(
        "needs",
        parts.stream().map(FileCard::needed).collect(Collectors.joining(", ")),
        parts.stream().allMatch(NeededPart::isMet) ? CellStyle.PLAIN : CellStyle.NOTEWORTHY);
  }

  private static String needed(NeededPart part) {
    String path = part.filePath();
    String name = part.name();
    return switch (part.status()) {
      case INSIDE, OPTIONAL, MISSING -> name + ": " + part.status().word();
      case UNREACHABLE -> name + ": " + RecordedPath.name(String.valueOf(path)) + " (unreachable)";
      case HERE ->
          name + ": " + RecordedPath.name(String.valueOf(path)) + (part.doubt() == null ? "" : "?");
    };
  }

  private void place() {
    card.section();
    String path = file.known(FileFields.FILE_PATH);
    card.line("file", path, Hyperlink.toFile(path));
    Long size = file.number(FileFields.SIZE);
    card.text(
        "size",
        joined(
            size == null ? null : ByteCount.human(size), day("modified ", details.modifiedAt())));
    HeaderIdentity header = details.header();
    card.text(
        "weights",
        joined(
            header.algorithm(),
            labelled("rank ", header.rank()),
            labelled("alpha ", number(header.alpha())),
            header.precision(),
            counted(header.parameters(), "parameter", "parameters"),
            counted(file.number(FileFields.TENSORS), "tensor", "tensors")));
    card.line("SHA-256", file.text(FileFields.SHA256));
    String autoV3 = details.autoV3();
    card.line("AutoV3", autoV3 == null ? null : autoV3 + " (hash of the weights)");
    List<String> copies =
        details.copies().stream()
            .map(copy -> shown.folders().hold(copy) ? copy + " (unreachable)" : copy)
            .toList();
    some(copies.size() == 1 ? "copy" : "copies", copies);
    card.text("beside", names(shown.beside().sidecars(), shown.beside().pictures()));
    Path preview = shown.preview();
    if (preview != null) {
      card.line("preview", preview.toString(), Hyperlink.toFile(preview.toString()));
    }
  }

  /** A line for each path, of which some are left out if there are many. */
  private void some(String label, List<String> paths) {
    int most = all ? paths.size() : Math.min(PATHS, paths.size());
    for (int i = 0; i < most; i++) {
      card.line(i == 0 ? label : "", paths.get(i));
    }
    card.text("", paths.size() > most ? "and " + (paths.size() - most) + " more" : null);
  }

  private void parents() {
    some("merged from", shown.parents().stream().map(FileCard::described).toList());
  }

  private static String described(MergeParents.Parent parent) {
    String name = parent.name() == null ? String.valueOf(parent.sha256()) : parent.name();
    return name
        + (parent.files().isEmpty() ? ", not here" : ", here: " + parent.files().getFirst());
  }

  /** The user's own pictures, if any are recorded. */
  private void pictures() {
    Long images = file.number(FileFields.IMAGES_MADE);
    Long workflows = file.number(FileFields.WORKFLOWS_USED);
    if (images == null || workflows == null) {
      return;
    }
    boolean isNamed =
        shown.hasWorkflows()
            || FileUses.areNamed(file.text(FileFields.TYPE), file.known(FileFields.FILE_PATH));
    if (images + workflows > 0 || isNamed) {
      card.text(
          "used in",
          joined(
              counted(images, "picture of yours", "pictures of yours"),
              shown.hasWorkflows() ? counted(workflows, "workflow", "workflows") : null,
              day("last on ", file.text(FileFields.LAST_USED_AT))));
      some("workflows", shown.workflows());
    }
  }

  private static String names(List<Path> sidecars, List<Path> pictures) {
    return Stream.concat(sidecars.stream(), pictures.stream())
        .map(path -> String.valueOf(path.getFileName()))
        .collect(Collectors.joining(", "));
  }

  private void use() {
    List<TriggerWord> words = details.words();
    String joined = words.stream().map(TriggerWord::word).collect(Collectors.joining(", "));
    if (!words.isEmpty() && joined.length() <= SHORT_WORDS) {
      card.text("words", joined + " (" + sources(words) + ")");
    } else if (!words.isEmpty()) {
      card.foldedList("words", joined, most(WORD_LINES));
      card.text("", "(" + sources(words) + ")", CellStyle.FAINT);
    }
    String tag = details.loraTag();
    if (tag != null) {
      prompt(tag, (tag + " " + joined).stripTrailing());
    } else if (LoraTag.EMBEDDING.equals(file.text(FileFields.TYPE))) {
      String name = ModelFileName.stemOfFile(file.known(FileFields.FILE_PATH));
      prompt(name, name);
    }
  }

  /** A long line ends after a word, so that it can be pasted as it is. */
  private void prompt(String tag, String line) {
    boolean whole = all || line.length() <= LONGEST_PROMPT;
    int end =
        whole ? line.length() : Math.max(tag.length(), line.lastIndexOf(", ", LONGEST_PROMPT));
    card.line("prompt", TerminalText.pasteable(line.substring(0, end)));
    card.text("", whole ? null : MORE);
  }

  private String teller() {
    LinkedModel model = details.model();
    return model == null ? "CivitAI" : model.teller();
  }

  private String sources(List<TriggerWord> words) {
    return words.stream()
        .map(TriggerWord::source)
        .distinct()
        .map(
            source ->
                switch (source) {
                  case USER -> "your own";
                  case CIVITAI -> "from " + teller();
                  case MODELSPEC -> "from the header";
                  case TRAINING_TAGS -> "from the training's tags";
                })
        .collect(Collectors.joining(", "));
  }

  private void note() {
    Note note = details.note();
    card.text(
        "rating",
        joined(
            note.rating() == null ? null : note.rating() + " of 5",
            note.favourite() ? "favourite" : null));
    card.text("my tags", String.join(", ", note.tags()));
    card.text("my weight", number(note.weight()));
    card.text("note", note.text());
    told();
  }

  /** The values that the user gave the file in other managers. */
  private void told() {
    String shown = "";
    for (ImportedValue told : ImportedValue.of(details)) {
      card.text(told.key().equals(shown) ? "" : told.label(), told.value());
      card.text("", "(from " + String.join(", ", told.sources()) + ")", CellStyle.FAINT);
      shown = told.key();
    }
  }

  private int most(int lines) {
    return all ? Integer.MAX_VALUE : lines;
  }
}
