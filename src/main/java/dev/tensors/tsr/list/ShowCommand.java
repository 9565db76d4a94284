package dev.tensors.tsr.list;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.UnknownFile;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.fields.DetailedFiles;
import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.parts.ModelParts;
import dev.tensors.tsr.library.parts.NeededPart;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.library.pictures.PicturesOfModel;
import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.terminal.PictureProtocol;
import dev.tensors.tsr.previews.KeptPreviews.KeptPreview;
import dev.tensors.tsr.reading.FileInspection;
import dev.tensors.tsr.reading.RefusedContents;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public final class ShowCommand implements Command {

  private static final String NO_TERMINAL =
      "No picture is drawn: the output does not go to a terminal.";

  private static final String NO_PICTURES =
      "No picture is drawn: this terminal shows none, or tmux or screen is in between. Those that do:"
          + " kitty, Ghostty, Konsole, iTerm2, WezTerm, mintty.";

  private List<String> files = List.of();
  private boolean all;
  private boolean metadata;
  private boolean picture;
  private boolean web;

  private final CommandContext context;
  private ExitCode exitCode = ExitCode.DONE;

  public ShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Show everything that is known of files.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            A file that is not in the catalogue is shown by its header. In a pipe, each value is
            a line with its key.
            """)
        .exitCodes(
            "3:a file could not be read, no browser opened, or the result could not be written",
            "4:no such file, with --web no page, or no such database",
            ExitCode.READING_INTERRUPTED_HELP)
        .examples(
            "tsr db show add_detail", "tsr db show --metadata ~/Downloads/unknown.safetensors")
        .parameters(
            "FILE...",
            "Files in the catalogue: "
                + FilesParameter.FILE
                + " Or the path of any model file; or, for your files of it, a model at CivitAI: its "
                + "id, the address of its page, or its AIR; or a repository at Hugging Face: "
                + "hf:OWNER/REPO, or the address of its page.",
            all -> files = all)
        .flag(
            "--all",
            "Do not fold: whole description, all versions, trigger words and copies.",
            on -> all = on)
        .flag(
            "--metadata",
            "Also show the metadata of the file's header, whole.",
            on -> metadata = on)
        .flag(
            "--picture",
            """
            Also draw the preview, where stdout is a terminal that can: kitty, Ghostty, Konsole,
            iTerm2, WezTerm, mintty.
            """,
            on -> picture = on)
        .flag(
            "--web",
            """
            Open the page of the file's version at CivitAI in your browser instead, or of its
            repository at Hugging Face.
            """,
            on -> web = on);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (web && (all || metadata || picture || context.chosenFormat().isPresent())) {
      throw new WrongUsage(
          "--web prints nothing; leave out --all, --metadata, --picture and formats");
    }
    if (picture && context.chosenFormat().filter(format -> format != Format.TABLE).isPresent()) {
      throw new WrongUsage("--picture draws beside the card; leave out --json and other formats");
    }
    try (Database database = context.catalogue().openForReading()) {
      FileArguments arguments = FileArguments.thoseFound(context, database);
      List<FileArguments.AnyFile> named = arguments.shown(files);
      if (web) {
        openPages(named, database);
      } else {
        show(named, database);
      }
      return exitCode.worse(arguments.exitCode());
    }
  }

  private void show(List<FileArguments.AnyFile> named, Database database) {
    UnreachableFolders folders = new UnreachableFolders(database);
    ModelParts parts = new ModelParts(database);
    new FileUses(database).prepareFor(contents(named));
    if (picture && context.terminal().pictures() == null) {
      context.messages().notice(context.terminal().outIsTerminal() ? NO_PICTURES : NO_TERMINAL);
    }
    try (Rows<ShownFile> rows = context.cards(ShownFile.columns(), this::card)) {
      for (FileArguments.AnyFile one : named) {
        Interrupted.check();
        details(one, database, folders, parts).ifPresent(rows::add);
      }
    }
  }

  private static List<String> contents(List<FileArguments.AnyFile> named) {
    return named.stream()
        .filter(FileArguments.Recorded.class::isInstance)
        .map(one -> ((FileArguments.Recorded) one).file().sha256())
        .toList();
  }

  private Card card(ShownFile shown) {
    Card card = FileCard.of(shown, all, metadata);
    PictureProtocol protocol = picture ? context.terminal().pictures() : null;
    byte[] png = protocol == null ? null : CardPicture.of(shown, context.messages());
    if (protocol != null && png != null) {
      card.draw(protocol.draw(png));
    }
    return card;
  }

  private Optional<ShownFile> details(
      FileArguments.AnyFile named,
      Database database,
      UnreachableFolders folders,
      ModelParts parts) {
    DetailedFiles files = new DetailedFiles(database);
    Optional<FileDetails> details =
        named instanceof FileArguments.Recorded(LocalFile file) // a switch would start slowly
            ? files.of(file)
            : inspected(((FileArguments.Unrecorded) named).path(), files);
    FailedFile refused = refused(named, database);
    boolean hasWorkflows = new FileUses(database).hasWorkflows();
    return details.map(
        found ->
            new ShownFile(
                found,
                refused,
                FilesBeside.of(found.file().known(FileFields.FILE_PATH)),
                embedded(found, database),
                previews(found.file().number(FileFields.VERSION_ID), database),
                folders,
                needs(named, found, parts),
                hasWorkflows ? workflows(found.file(), database) : List.of(),
                hasWorkflows,
                MergeParents.of(found.metadata(), database)));
  }

  private static List<NeededPart> needs(
      FileArguments.AnyFile named, FileDetails found, ModelParts parts) {
    Optional<ModelParts.Model> model =
        named instanceof FileArguments.Recorded(LocalFile file)
            ? parts.model(file)
            : Optional.of(
                ModelParts.Model.unrecorded(
                    found.file().known(FileFields.FILE_PATH), found.header()));
    return model.map(parts::of).orElse(List.of());
  }

  private @Nullable Path embedded(FileDetails file, Database database) {
    String sha256 = file.file().text(FileFields.SHA256);
    return sha256 == null ? null : context.previews(database).embedded(sha256, file.metadata());
  }

  /** All workflows are gone through for it, so that it is not asked of a file that none loads. */
  private static List<String> workflows(FieldRow file, Database database) {
    String sha256 = file.text(FileFields.SHA256);
    Long count = file.number(FileFields.WORKFLOWS_USED);
    return sha256 == null || count == null || count == 0
        ? List.of()
        : new PicturesOfModel(database).workflows(sha256);
  }

  /** Warns in the formats that have no place for it. */
  private @Nullable FailedFile refused(FileArguments.AnyFile named, Database database) {
    if (!(named instanceof FileArguments.Recorded(LocalFile file))) {
      return null;
    }
    FailedFile refused = new RefusedContents(database).of(file).orElse(null);
    if (refused != null && context.format() != Format.TABLE) {
      context
          .messages()
          .warning(
              "%s: changed, and no longer a model (%s); the result is about the content before"
                  .formatted(file.path(), refused.reason()));
    }
    return refused;
  }

  private List<KeptPreview> previews(@Nullable Long versionId, Database database) {
    return versionId == null ? List.of() : context.previews(database).of(versionId);
  }

  private Optional<FileDetails> inspected(Path path, DetailedFiles files) {
    return switch (FileInspection.of(path)) {
      case FileInspection.Inspected inspected -> {
        context.messages().notice(UnknownFile.notScannedYet(path));
        yield Optional.of(files.unrecorded(path.toString(), inspected.stamp(), inspected.header()));
      }
      case FileInspection.Failed(String reason) -> {
        context.messages().error(path + ": " + reason);
        exitCode = exitCode.worse(ExitCode.PARTIAL);
        yield Optional.empty();
      }
    };
  }

  private void openPages(List<FileArguments.AnyFile> named, Database database)
      throws InterruptedException {
    ModelParts parts = new ModelParts(database);
    for (FileArguments.AnyFile one : named) {
      Optional<ShownFile> shown = details(one, database, new UnreachableFolders(database), parts);
      String page = shown.isEmpty() ? null : shown.get().page();
      if (shown.isPresent() && page == null) {
        context
            .messages()
            .error(
                shown.get().details().file().known(FileFields.FILE_PATH)
                    + ": not linked to CivitAI, so it has no page; see tsr db link");
        exitCode = exitCode.worse(ExitCode.ABSENT);
      } else if (page != null && !context.browser().open(page)) {
        context.messages().error("no browser could be opened; open " + page);
        exitCode = exitCode.worse(ExitCode.PARTIAL);
      }
    }
  }
}
