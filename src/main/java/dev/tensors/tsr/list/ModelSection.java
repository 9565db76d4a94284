package dev.tensors.tsr.list;

import static dev.tensors.tsr.list.CardText.counted;
import static dev.tensors.tsr.list.CardText.day;
import static dev.tensors.tsr.list.CardText.joined;
import static dev.tensors.tsr.list.CardText.labelled;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.model.HtmlText;
import dev.tensors.tsr.model.Link.LinkMatch;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.terminal.CellStyle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The section of a file's card about its model at CivitAI. */
final class ModelSection {

  private static final int DESCRIPTION_LINES = 2;
  private static final int WORD_LINES = 2;
  private static final int VERSIONS = 3;

  private final Card card;
  private final FileDetails details;
  private final FieldRow file;
  private final ShownFile shown;
  private final boolean all;

  /**
   * @param all whether nothing is folded
   */
  ModelSection(Card card, ShownFile shown, boolean all) {
    this.card = card;
    this.shown = shown;
    this.details = shown.details();
    this.file = details.file();
    this.all = all;
  }

  void add() {
    card.section();
    LinkedModel model = details.model();
    if (file.number(FileFields.VERSION_ID) == null && model == null) {
      card.text(
          "CivitAI",
          file.number(FileFields.ID) == null
              ? null
              : file.text(FileFields.HF_REPO) == null
                  ? "not linked; see tsr db link"
                  : "not linked");
      repository();
      return;
    }
    card.foldedList(
        "model",
        joined(
            file.text(FileFields.MODEL_NAME),
            labelled("version ", file.text(FileFields.VERSION_NAME)),
            labelled("by ", file.text(FileFields.CREATOR))),
        WORD_LINES);
    card.line("page", shown.page(), shown.page());
    card.text("link", link());
    repository();
    if (model == null) {
      card.text("", "its model is not cached; see tsr db cache");
      return;
    }
    card.text(
        model.publishedAt() == null ? "counts" : "published",
        joined(
            day("", model.publishedAt()),
            counted(model.downloads(), "download", "downloads"),
            counted(model.thumbsUp(), "like", "likes")));
    card.text("gone", day("no longer at CivitAI since ", model.goneAt()), CellStyle.BAD);
    card.text(
        "told",
        model.filledFrom() == null
            ? null
            : joined(source(model.filledFrom()), day("as of ", model.filledAsOf())),
        CellStyle.FAINT);
    versions(model.versions());
    licence(model);
    card.folded("tags", String.join(", ", details.modelTags()), lines(WORD_LINES));
    card.folded("about", text(model.description()), lines(DESCRIPTION_LINES));
    if (all || model.description() == null) {
      card.folded("version", text(model.versionDescription()), lines(DESCRIPTION_LINES));
    }
  }

  /** The repository at Hugging Face that has the file. */
  private void repository() {
    String repository = file.text(FileFields.HF_REPO);
    if (repository == null) {
      return;
    }
    card.text("repository", joined(repository, file.text(FileFields.HF_PATH)));
    String page = Repository.page(repository);
    card.line("", page, page);
    card.text(
        "",
        joined(
            labelled("commit ", file.text(FileFields.HF_REVISION)),
            labelled("licence ", file.text(FileFields.HF_LICENCE))));
    card.text(
        "",
        labelled("another content at commit ", file.text(FileFields.Newer.COMMIT)),
        CellStyle.NOTEWORTHY);
  }

  /** How the link is known, where that is not by the whole content. */
  private @Nullable String link() {
    boolean isPlain =
        "found by tsr".equals(source(file.text(FileFields.LINK_SOURCE)))
            && "sha256".equals(file.text(FileFields.LINK_MATCH));
    return isPlain
        ? null
        : joined(
            source(file.text(FileFields.LINK_SOURCE)), match(file.text(FileFields.LINK_MATCH)));
  }

  /** Both bind: what the creator allows, and the licence of the base model. */
  private void licence(LinkedModel model) {
    String creator = model.licence().inWords();
    String base = file.text(FileFields.BASE_LICENCE);
    card.text("licence", creator);
    card.text(
        creator == null ? "licence" : "",
        creator == null && base == null
            ? null
            : joined(
                creator == null ? null : "the creator's word",
                base == null ? null : "base model " + base,
                "no legal advice"),
        CellStyle.FAINT);
  }

  private static @Nullable String source(@Nullable String word) {
    return switch (LinkSource.of(word)) {
      case null -> null;
      case CACHE, CIVITAI -> "found by tsr";
      case MANUAL -> "made by hand";
      case SIDECAR -> "from a sidecar";
      case HUGGINGFACE -> "from Hugging Face";
      case ARCHIVE -> "from the offline archive";
      case CIVARCHIVE -> "from CivArchive";
    };
  }

  private static @Nullable String match(@Nullable String word) {
    return switch (LinkMatch.of(word)) {
      case null -> null;
      case SHA256 -> "same SHA-256";
      case WEIGHTS -> "same weights, another header";
    };
  }

  /** Where it is folded, without empty lines. */
  private @Nullable String text(@Nullable String html) {
    String text = html == null ? null : HtmlText.of(html);
    return text == null || all ? text : text.replaceAll("\n{2,}", "\n");
  }

  /** Always shows the latest version and the file's own. */
  private void versions(List<LinkedModel.Version> versions) {
    String label = "versions";
    int left = all ? versions.size() : VERSIONS;
    int leftOut = 0;
    for (LinkedModel.Version version : versions) {
      boolean isOwn = Objects.equals(version.id(), file.number(FileFields.VERSION_ID));
      if (left > 0 || isOwn) {
        card.text(
            label,
            line(version, isOwn),
            version.isNewer() ? CellStyle.NOTEWORTHY : CellStyle.PLAIN);
        label = "";
        left--;
      } else {
        leftOut++;
      }
    }
    card.text("", leftOut == 0 ? null : "and " + leftOut + " more");
  }

  private String place(LinkedModel.Version version, boolean isOwn) {
    if (isOwn) {
      return "this file";
    }
    List<String> files = version.localFiles();
    if (files.isEmpty()) {
      return "not here";
    }
    return files.stream().allMatch(shown.folders()::hold) ? "unreachable" : "here";
  }

  private @Nullable String line(LinkedModel.Version version, boolean isOwn) {
    String published = version.publishedAt();
    return joined(
        version.name(),
        version.baseModel(),
        published == null ? null : Timestamps.day(published),
        version.isLatest() ? "latest" : null,
        version.price(),
        place(version, isOwn),
        version.isIgnored() ? "ignored" : null);
  }

  private int lines(int most) {
    return all ? Integer.MAX_VALUE : most;
  }
}
