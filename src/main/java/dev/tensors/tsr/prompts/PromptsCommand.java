package dev.tensors.tsr.prompts;

import dev.tensors.tsr.answers.ExampleImages;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.cli.frame.options.LimitOption;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.library.pictures.PicturesOfModel;
import dev.tensors.tsr.library.pictures.PicturesOfModel.OwnPicture;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.pictures.Infotext;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.Counts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

public final class PromptsCommand implements Command {

  /** Of a usual terminal, and where there is none. */
  private static final int WIDTH = 80;

  private String subject = "";
  private @Nullable Long versionId;
  private final LimitOption limit = new LimitOption(0);
  private boolean mine;
  private boolean sfw;
  private boolean localNames;
  private boolean print0;

  private final CommandContext context;

  public PromptsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Show the prompts and settings of a model's example images, or of your own pictures.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Prints a block of text for each image whose parameters are known, also in a pipe.
            Blocks of --format a1111 can be pasted into web UIs.
            """)
        .exitCodes(
            "4:no such model, version or file in the catalogue, or no such database",
            ExitCode.READING_INTERRUPTED_HELP)
        .examples(
            "tsr db prompts add_detail -n 1 --format a1111 --local-names",
            "tsr db prompts 58390 --json | jq -r '.[].prompt'")
        .parameter(
            "MODEL|FILE",
            "A model at CivitAI: its id, the address of its page, or its AIR. Or a file in "
                + "the catalogue, for the images of its version, or your pictures that it made: "
                + FilesParameter.FILE,
            word -> word,
            value -> subject = value)
        .value(
            "--version-id=VERSION",
            "Only images of this version: its id at CivitAI, the address of its page, or its AIR.",
            PromptsCommand::versionId,
            value -> versionId = value)
        .options(limit)
        .flag(
            "--mine",
            """
            Your own pictures that were made with it, the latest first; see tsr db images.
            Example images are left out.
            """,
            on -> mine = on)
        .flag("--sfw", "Only images that CivitAI rates PG.", on -> sfw = on)
        .flag(
            "--local-names",
            "In <lora:...> tags, use the names of your own files.",
            on -> localNames = on)
        .flag("--print0", "End each block with NUL, for xargs -0.", on -> print0 = on);
  }

  @Override
  public Set<FormatOption> extraFormats() {
    return Set.of(FormatOption.A1111);
  }

  @Override
  public ExitCode call() {
    refuseOptionsOfBlocks();
    if (mine && sfw) {
      throw new WrongUsage("--sfw is for CivitAI's ratings, which your pictures do not have");
    }
    try (Database database = context.catalogue().openForReading()) {
      FileArguments arguments = FileArguments.allOrNone(context, database);
      List<String> words = arguments.words(List.of(subject));
      if (words.size() > 1) {
        throw new WrongUsage("prompts is for one MODEL or FILE; standard input names several");
      }
      PromptSubject meant = null;
      if (!words.isEmpty()) {
        subject = words.getFirst();
        meant = PromptSubject.of(arguments.modelsOrFiles(words).getFirst(), versionId, database);
      }
      try (Rows<ExampleImage> rows = rows()) {
        if (meant == null) {
          return ExitCode.DONE;
        }
        if (mine) {
          showMine(meant, database, rows);
        } else {
          showExamples(meant, database, rows);
        }
      }
    }
    return ExitCode.DONE;
  }

  private void refuseOptionsOfBlocks() {
    if (context.chosenFormat().isPresent() && (print0 || localNames)) {
      String option = print0 ? "--print0" : "--local-names";
      throw new WrongUsage(option + " is for blocks of text; leave out --format and --json");
    }
  }

  private void showMine(PromptSubject meant, Database database, Rows<ExampleImage> rows) {
    PicturesOfModel pictures = new PicturesOfModel(database);
    List<Long> ids = pictures.ids(meant.ownPictures());
    for (long id : ids.subList(0, Math.min(ids.size(), limit.rows()))) {
      Interrupted.check();
      OwnPicture picture = pictures.byId(id);
      addUnlessEmpty(isA1111() ? OwnPrompts.withTags(picture) : OwnPrompts.of(picture), rows);
    }
    if (ids.isEmpty()) {
      context
          .messages()
          .notice(
              new FileUses(database).isKnown()
                  ? "None of your pictures says that it was made with " + subject + "."
                  : "No pictures are recorded yet; run tsr db images FOLDER.");
    }
    limit.noticeCut(context.messages(), ids.size());
  }

  private boolean isA1111() {
    return context.options().format == FormatOption.A1111;
  }

  /** Leaves out a block without a line, which nobody can paste. */
  private void addUnlessEmpty(ExampleImage image, Rows<ExampleImage> rows) {
    if (isA1111() && infotext(image).isEmpty()) {
      context.messages().notice(image.url() + ": left out; it has neither prompt nor settings");
    } else {
      rows.add(image);
    }
  }

  private void showExamples(PromptSubject meant, Database database, Rows<ExampleImage> rows) {
    ExampleImages images = new ExampleImages(database);
    int found =
        meant.isAtCivitai()
            ? images.each(
                meant.images(sfw),
                limit.rows(),
                image -> {
                  Interrupted.check();
                  addUnlessEmpty(image, rows);
                })
            : 0;
    if (found == 0) {
      noticeNone(meant, images);
    } else if (found == limit.rows()) {
      limit.noticeCut(context.messages(), images.count(meant.images(sfw)));
    }
  }

  private void noticeNone(PromptSubject meant, ExampleImages images) {
    String notice = "The parameters of its example images are not known; see tsr db cache.";
    if (!meant.isAtCivitai()) {
      notice = subject + " is not linked to CivitAI; see tsr db link.";
    } else if (sfw) {
      long others = images.count(meant.images(false));
      notice = others == 0 ? notice : leftOut(others);
    }
    context.messages().notice(notice);
  }

  private static String leftOut(long images) {
    return "--sfw leaves out "
        + Counts.of(images, "example image", "example images")
        + " that CivitAI does not rate PG.";
  }

  private Rows<ExampleImage> rows() {
    if (context.chosenFormat().isPresent()) {
      return context.rows(ImageColumns.ALL);
    }
    int width =
        context.terminal().outIsTerminal() ? Math.min(context.terminal().width(), WIDTH) : WIDTH;
    Function<ExampleImage, List<String>> block =
        isA1111() ? PromptsCommand::infotext : image -> PromptBlock.of(image, width);
    return context.blocks(localNames ? block.compose(ExampleImage::withLocalNames) : block, print0);
  }

  private static List<String> infotext(ExampleImage image) {
    return Infotext.of(image).stream().map(TerminalText::pasteable).toList();
  }

  private static Long versionId(String word) {
    return ModelReference.ofVersion(word)
        .flatMap(named -> Optional.ofNullable(named.versionId()))
        .orElseThrow(
            () ->
                new WrongUsage(
                    "'" + word + "' is not the id, page address or AIR of a version at CivitAI"));
  }
}
