package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.FileDetails;
import dev.tensors.tsr.catalog.HeaderIdentity;
import dev.tensors.tsr.catalog.LinkedModel;
import dev.tensors.tsr.catalog.ListedFile;
import dev.tensors.tsr.catalog.Note;
import dev.tensors.tsr.catalog.TriggerWord;
import dev.tensors.tsr.cli.frame.Counts;
import dev.tensors.tsr.output.ByteCount;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.CellStyle;
import dev.tensors.tsr.output.TerminalText;
import dev.tensors.tsr.prompts.HtmlText;
import dev.tensors.tsr.prompts.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes one file for a person, on one screen: long parts are folded. */
final class FileCard {

  private static final String MORE = "… (--all shows the rest)";

  private static final int DESCRIPTION_LINES = 5;
  private static final int VERSION_LINES = 3;
  private static final int WORD_LINES = 3;
  private static final int VERSIONS = 4;
  private static final int COPIES = 3;

  /** In characters: a longer prompt is no line to paste. */
  private static final int LONGEST_PROMPT = 500;

  private final FileDetails details;
  private final ListedFile file;
  private final ShownFile shown;
  private final boolean all;
  private final Card card;

  private FileCard(ShownFile shown, boolean all) {
    this.shown = shown;
    this.details = shown.details();
    this.file = details.file();
    this.all = all;
    this.card = new Card(String.valueOf(Path.of(file.filePath()).getFileName()), MORE);
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
    made.place();
    made.link();
    made.use();
    made.pictures();
    made.note();
    made.training();
    if (metadata) {
      made.metadata();
    }
    return made.card;
  }

  private void identity() {
    HeaderIdentity header = details.header();
    String type = file.modelType() == null ? "unknown" : file.modelType();
    card.text("type", type);
    card.text("base", baseModel());
    if (file.baseCandidates().size() > 1) {
      card.text("or", rest(file.baseCandidates(), file.baseModel()));
    }
    Contradictions.of(details)
        .forEach(sentence -> card.text("but", sentence, CellStyle.NOTEWORTHY));
    card.text(
        "weights",
        joined(
            header.algorithm(),
            labelled("rank ", header.rank()),
            labelled("alpha ", number(header.alpha())),
            header.precision(),
            counted(header.parameters(), "parameter", "parameters"),
            counted(file.tensorCount(), "tensor", "tensors")));
  }

  private String baseModel() {
    String base = file.baseModel();
    String source = file.identifiedBy();
    if (base == null || source == null) {
      return base == null ? "unknown" : base;
    }
    return switch (source) {
      case "civitai" -> base + " (CivitAI's word)";
      case "tensors" -> base + " (by its tensors)";
      case "metadata" -> base + " (by its metadata)";
      default -> base;
    };
  }

  private static String rest(List<String> names, @Nullable String first) {
    return names.stream().filter(name -> !name.equals(first)).collect(Collectors.joining(", "));
  }

  private void place() {
    card.section();
    card.line("file", file.filePath());
    Long size = file.sizeBytes();
    card.text(
        "size",
        joined(
            size == null ? null : ByteCount.human(size),
            labelled("modified ", details.modifiedAt())));
    card.text("missing", labelled("since ", file.missingSince()), CellStyle.BAD);
    card.line("SHA-256", file.sha256());
    card.line("AutoV2", details.autoV2());
    card.line("weights'", details.weightsSha256());
    List<String> copies = details.copies();
    int most = all ? copies.size() : Math.min(COPIES, copies.size());
    for (int i = 0; i < most; i++) {
      card.line(i == 0 ? copies.size() == 1 ? "copy" : "copies" : "", copies.get(i));
    }
    card.text("", copies.size() > most ? "and " + (copies.size() - most) + " more" : null);
    card.text("beside", names(shown.beside().sidecars(), shown.beside().pictures()));
  }

  /** The user's own pictures, if any are recorded. */
  private void pictures() {
    Long images = shown.uses().imagesMade(file.id());
    if (images != null) {
      String count = counted(images, "picture of yours", "pictures of yours");
      card.text("used in", joined(count, labelled("last on ", shown.uses().lastUsedAt(file.id()))));
    }
  }

  private static String names(List<Path> sidecars, List<Path> pictures) {
    return Stream.concat(sidecars.stream(), pictures.stream())
        .map(path -> String.valueOf(path.getFileName()))
        .collect(Collectors.joining(", "));
  }

  private void link() {
    card.section();
    LinkedModel model = details.model();
    if (file.versionId() == null && model == null) {
      card.text("CivitAI", file.id() == null ? null : "not linked; see tsr db link");
      return;
    }
    card.text(
        "model",
        joined(
            file.modelName(),
            labelled("version ", file.versionName()),
            labelled("by ", file.creator())));
    card.line("page", shown.page());
    card.text("link", joined(source(file.linkSource()), match(file.linkMatch())));
    if (model == null) {
      card.text("", "its model is not cached; see tsr db cache");
      return;
    }
    card.text(
        "published",
        joined(
            model.publishedAt(),
            counted(model.downloads(), "download", "downloads"),
            counted(model.thumbsUp(), "like", "likes")));
    card.text("gone", labelled("no longer at CivitAI since ", model.goneAt()), CellStyle.BAD);
    versions(model.versions());
    card.text("licence", model.licence().inWords());
    card.folded("tags", String.join(", ", modelTags()), most(WORD_LINES));
    card.folded("about", text(model.description()), most(DESCRIPTION_LINES));
    card.folded("version", text(model.versionDescription()), most(VERSION_LINES));
  }

  private List<String> modelTags() {
    List<String> own = details.note().tags();
    return file.tags().subList(own.size(), file.tags().size());
  }

  private static @Nullable String source(@Nullable String source) {
    return switch (source == null ? "" : source) {
      case "cache", "civitai" -> "found by tsr";
      case "manual" -> "made by hand";
      case "sidecar" -> "from a sidecar";
      default -> null;
    };
  }

  private static @Nullable String match(@Nullable String match) {
    return switch (match == null ? "" : match) {
      case "sha256" -> "same SHA-256";
      case "weights" -> "same weights, another header";
      default -> null;
    };
  }

  private static @Nullable String text(@Nullable String html) {
    return html == null ? null : HtmlText.of(html);
  }

  /** Always shows the latest version and the file's own. */
  private void versions(List<LinkedModel.Version> versions) {
    String label = "versions";
    int left = all ? versions.size() : VERSIONS;
    int leftOut = 0;
    for (LinkedModel.Version version : versions) {
      boolean isOwn = Objects.equals(version.id(), file.versionId());
      if (left > 0 || isOwn) {
        boolean isNews = version.isLatest() && version.localFiles().isEmpty();
        card.text(label, line(version, isOwn), isNews ? CellStyle.NOTEWORTHY : CellStyle.PLAIN);
        label = "";
        left--;
      } else {
        leftOut++;
      }
    }
    card.text("", leftOut == 0 ? null : "and " + leftOut + " more");
  }

  private static @Nullable String line(LinkedModel.Version version, boolean isOwn) {
    String published = version.publishedAt();
    return joined(
        version.name(),
        version.baseModel(),
        published == null ? null : published.replaceFirst("T.*", ""),
        version.isLatest() ? "latest" : null,
        isOwn ? "this file" : version.localFiles().isEmpty() ? "not here" : "here");
  }

  private void use() {
    card.section();
    List<TriggerWord> words = details.words();
    String joined = words.stream().map(TriggerWord::word).collect(Collectors.joining(", "));
    if (!words.isEmpty()) {
      card.folded("words", joined, most(WORD_LINES));
      card.text("", "(" + sources(words) + ")", CellStyle.FAINT);
    }
    String tag = details.loraTag();
    if (tag != null) {
      String line = (tag + " " + joined).stripTrailing();
      card.line(
          "prompt", TerminalText.pasteable(line.length() <= LONGEST_PROMPT || all ? line : tag));
    }
  }

  private static String sources(List<TriggerWord> words) {
    return words.stream()
        .map(TriggerWord::source)
        .distinct()
        .map(
            source ->
                switch (source) {
                  case USER -> "your own";
                  case CIVITAI -> "from CivitAI";
                  case MODELSPEC -> "from the header";
                  case TRAINING_TAGS -> "from the training's tags";
                })
        .collect(Collectors.joining(", "));
  }

  private void note() {
    card.section();
    Note note = details.note();
    card.text(
        "rating",
        joined(
            note.rating() == null ? null : note.rating() + " of 5",
            note.favourite() ? "favourite" : null));
    card.text("my tags", String.join(", ", note.tags()));
    card.text("my weight", number(note.weight()));
    card.text("note", note.text());
  }

  private void training() {
    card.section();
    Training training = Training.of(details.metadata());
    if (training == null) {
      return;
    }
    card.text("title", joined(training.title(), labelled("by ", training.author())));
    card.text(
        "trained",
        joined(
            labelled("with ", training.trainer()),
            labelled("until ", training.date()),
            labelled("on ", training.baseModel())));
    card.text(
        "training",
        joined(
            labelled("steps ", training.steps()),
            labelled("epochs ", training.epochs()),
            labelled("batch size ", training.batchSize()),
            labelled("learning rate ", training.learningRate()),
            training.optimizer(),
            training.scheduler(),
            labelled("images ", training.images()),
            labelled("resolution ", training.resolution())));
    card.text(
        "network",
        joined(
            training.networkModule(),
            labelled("dim ", training.networkDim()),
            labelled("alpha ", training.networkAlpha())));
    card.folded("comment", training.comment(), most(WORD_LINES));
  }

  private void metadata() {
    card.section();
    String label = "metadata";
    for (Map.Entry<String, @Nullable String> entry : details.metadata().entrySet()) {
      String value = entry.getValue() == null ? "(too large to keep)" : entry.getValue();
      card.text(label, TerminalText.visible(entry.getKey() + " = " + value));
      label = "";
    }
  }

  private int most(int lines) {
    return all ? Integer.MAX_VALUE : lines;
  }

  private static @Nullable String joined(@Nullable String... parts) {
    List<String> known = new ArrayList<>();
    for (String part : parts) {
      if (part != null) {
        known.add(part);
      }
    }
    return known.isEmpty() ? null : String.join(", ", known);
  }

  private static @Nullable String labelled(String label, @Nullable Object value) {
    return value == null ? null : label + value;
  }

  private static @Nullable String counted(@Nullable Long count, String one, String several) {
    return count == null ? null : Counts.of(count, one, several);
  }

  private static @Nullable String number(@Nullable Double value) {
    return value == null ? null : value.toString().replaceFirst("\\.0$", "");
  }
}
