package dev.tensors.tsr.needs;

import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.VersionIds;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FormatOption;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.parts.ModelParts.Model;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.references.MentionedModels;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

public final class NeedsCommand implements Command {

  private List<String> sources = List.of();
  private boolean paths;
  private boolean online;
  private boolean exitCode;
  private final ServiceOptions service = new ServiceOptions();

  private final CommandContext context;

  public NeedsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Show which models a picture, a video, a workflow or a prompt was made with, or which "
        + "text encoders and VAE a model needs to run, and which of them you have.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            Each model is compared by its hash, else by CivitAI's ids, else by its name, with
            your files and with all cached models. The status missing means that the model is
            known but not here; JSON then has the address to download it from. Unreachable is a
            file on a disk that is not mounted now.

            What a model needs is told by its tensors: a part is inside its file, or here (the
            smallest file of its class, whatever its precision), or missing, or optional where
            the model runs without it. A LoRA needs a model of its base. JSON has the folder and
            the node of ComfyUI that loads each.

            --format aria2 writes an input file for the download program aria2c: each missing
            file goes into the folder where it was, else where most files of its type lie. It
            has only addresses at CivitAI that its own answers have told, those of well-known
            files at Hugging Face, and names of model files. --format ids writes the ids of the
            missing versions, one a line, for CivitAI's own downloader.
            """)
        .exitCodes(
            "1:a model is not here (only with --exit-code)",
            "3:some sources could not be read, or some missing models are left out of what aria2 "
                + "or ids writes, each named on stderr; or the result could not be written",
            "4:no such source, or no such database",
            "5:CivitAI could not be reached or refused",
            ExitCode.READING_INTERRUPTED_HELP)
        .examples(
            "tsr db needs picture.png workflow.json",
            "tsr db needs flux1-dev --format aria2 | aria2c --input-file=-")
        .parameters(
            "[SOURCE...]",
            """
            Pictures (PNG, JPEG, WebP, AVIF, GIF), videos (MP4, MOV, WebM, MKV), sounds (FLAC, OGG,
            Opus, MP3, WAV), JSON, text or model files, or models in the catalogue by their names.
            Default: -, an infotext, a prompt or JSON from standard input.
            """,
            all -> sources = all)
        .flag(
            "--paths",
            "Standard input is a list of paths, ended by line ends or NUL.",
            on -> paths = on)
        .flag(
            "--online",
            """
            Ask CivitAI for models that the catalogue does not know, one call for each. It
            answers hashes and ids; for a name, see the address of its search.
            """,
            on -> online = on)
        .flag("--exit-code", "Exit with 1 if a model is not here.", on -> exitCode = on)
        .options(service);
  }

  @Override
  public Set<FormatOption> extraFormats() {
    return Set.of(FormatOption.ARIA2, FormatOption.IDS);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    if (paths && !sources.isEmpty() && !sources.contains(PictureSources.INPUT)) {
      throw new WrongUsage("--paths is for standard input; leave it out, or name - as well");
    }
    PictureSources reader = new PictureSources(context.input());
    try (Database database = context.catalogue().openForReading();
        Civitai civitai = online ? context.civitai(service) : null) {
      if (context.terminal().inIsTerminal() && readsInput()) {
        context.messages().notice("reading standard input; Ctrl-D ends it");
      }
      PictureSources.Named named = reader.named(sources, paths);
      boolean several = named.areSeveral();
      String source = named.next();
      try (NeedsReport report =
          new NeedsReport(
              context.messages(),
              several,
              output(several, database),
              new UnreachableFolders(database))) {
        if (source == null) {
          context.messages().notice("Standard input lists no path.");
        }
        Needs needs = new Needs(database, civitai);
        ModelSources models = new ModelSources(context, database);
        for (; source != null; source = named.next()) {
          Interrupted.check();
          try {
            switch (models.of(source)) {
              case ModelSources.Named(Model model) ->
                  report.add(source, model, models.parts(model));
              case ModelSources.Failed(String reason) -> report.failed(source, reason);
              case ModelSources.Other() -> add(source, reader.read(source), needs, report);
            }
          } catch (NotFound e) {
            report.failed(e);
          } catch (ClosedByInterruptException e) {
            throw e;
          } catch (IOException e) {
            report.inputFailed(PictureSources.reason(e));
          }
        }
        if (online && needs.trouble == null) {
          report.tellWhereToSearch();
        }
        if (needs.trouble != null) {
          throw needs.trouble;
        }
        return report.exitCode(exitCode);
      }
    } catch (ClosedByInterruptException e) {
      throw new Interrupted();
    } catch (IOException e) {
      boolean isForDownloads =
          context.isFormat(FormatOption.ARIA2) || context.isFormat(FormatOption.IDS);
      if (!context.isResultStarted() && !isForDownloads) {
        rows(false).close();
      }
      context.messages().error("standard input cannot be used: " + PictureSources.reason(e));
      return ExitCode.PARTIAL;
    }
  }

  private boolean readsInput() {
    return sources.isEmpty() || sources.contains(PictureSources.INPUT);
  }

  /** Matches models; after CivitAI has refused once, with the catalogue alone. */
  private static final class Needs {

    private final ModelNeeds offline;
    private final @Nullable MentionLookup online;
    private @Nullable ServiceUnavailable trouble;

    Needs(Database database, @Nullable Civitai civitai) {
      this.offline = new ModelNeeds(database);
      this.online =
          civitai == null ? null : new MentionLookup(civitai, new MentionedModels(database));
    }

    List<Matched> of(PictureContents contents) throws InterruptedException {
      List<Matched> matched = offline.of(contents);
      if (online != null && trouble == null) {
        try {
          return online.complete(matched);
        } catch (ServiceUnavailable e) {
          trouble = e;
        }
      }
      return matched;
    }
  }

  private static void add(String source, PictureReading reading, Needs needs, NeedsReport report)
      throws InterruptedException {
    Interrupted.check(); // an interrupted reading has failed
    switch (reading) {
      case PictureContents contents ->
          report.add(source, contents, needs.of(contents), needs.offline);
      case PictureReading.Failed(String reason, _) -> report.failed(source, reason);
    }
  }

  private NeedsOutput output(boolean withSource, Database database) {
    if (context.isFormat(FormatOption.ARIA2)) {
      return NeedsOutput.Entries.of(context, context.downloads(service), database);
    }
    return context.isFormat(FormatOption.IDS)
        ? new NeedsOutput.Ids(new VersionIds(context, context.downloads(service)))
        : new NeedsOutput.Shown(rows(withSource));
  }

  private Rows<NeededModel> rows(boolean withSource) {
    return context.rows(NeededModel.columns(withSource));
  }
}
