package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.EnumValue;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.sqlite.Database;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public final class ExportCommand implements Command {

  private List<ExportTarget> targets = List.of();
  private boolean previews;
  private boolean nsfw;
  private boolean merge;
  private boolean dryRun;
  private boolean all;
  private List<String> files = List.of();
  private final WhereOption where;

  private final CommandContext context;

  public ExportCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Write what tsr knows beside your files, where other model managers read it.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            NAME is the name of the file without its ending: lora-manager is NAME.metadata.json,
            civitai-helper is NAME.civitai.info, which SwarmUI and LoRA Manager read, too,
            stability-matrix is NAME.cm-info.json, and a1111 is NAME.json of AUTOMATIC1111 and
            Forge. Each is written only for a file whose SHA-256 proves its link, and only where
            there is none.

            Your notes go where a manager keeps its user's own; lora-manager and a1111 get them
            also for files that are not linked. Model files, and what other programs wrote, are
            left as they are. Nothing is asked of CivitAI.
            """)
        .exitCodes(
            "3:some files could not be written, each named on stderr; or the result could not be "
                + "written",
            "4:no such file in the catalogue, or no such database")
        .examples(
            "tsr db export --for civitai-helper,lora-manager --previews --dry-run",
            "tsr db export --for a1111 --merge ~/models/Lora")
        .commaSeparated(
            "--for=MANAGER",
            """
            Write for this manager: lora-manager, civitai-helper, stability-matrix or a1111.
            Separate several by commas, or repeat the option.
            """,
            word -> new EnumValue<>(ExportTarget.class).apply(word.strip()),
            all -> targets = all)
        .flag(
            "--previews",
            """
            Put the first picture that tsr db cache --previews keeps beside each file that has
            none, as NAME.preview with its ending: .jpeg, .png or .webp.
            """,
            on -> previews = on)
        .flag(
            "--nsfw",
            "With --previews: also take pictures that CivitAI does not mark PG.",
            on -> nsfw = on)
        .flag(
            "--merge",
            "Fill what is empty in sidecars that are there. All else in them stays as it is.",
            on -> merge = on)
        .flag("--dry-run", "Show what would be written, and write nothing.", on -> dryRun = on)
        .flag("--all", "In a table and TSV, also show what is there already.", on -> all = on)
        .options(where)
        .parameters(
            "[FILE...]",
            "Folders, or files in the catalogue: "
                + FilesParameter.FILES
                + " Default: all files that are linked or have a note.",
            all -> files = all);
  }

  @Override
  public ExitCode call() throws InterruptedException {
    checkUsage();
    Set<ExportTarget> chosen = EnumSet.noneOf(ExportTarget.class);
    chosen.addAll(targets);
    ExportRun.Request request = new ExportRun.Request(chosen, previews, nsfw, merge, dryRun);
    List<Term> terms = where.terms();
    try (Database database =
        dryRun
            ? context.catalogue().openForReading()
            : context.catalogue().openForWritingIfPermitted()) {
      SelectedFiles selected = where.in(database, terms);
      AskedFields asked = where.asked(database, terms);
      try (ExportReport report = new ExportReport(context, request, all, asked)) {
        ExportRun export =
            new ExportRun(
                database, context.previews(database), request, context.clock(), report::done);
        if (!files.isEmpty()) {
          List<LocalFile> named = FileArguments.allOrNone(context, database).filesOrBelow(files);
          export.named(selected.of(named, LocalFile::id));
        } else if (!selected.areNone()) { // which --where has told
          report.unlinked(export.all(selected), database);
        }
        return report.exitCode();
      }
    }
  }

  private void checkUsage() {
    if (targets.isEmpty() && !previews) {
      throw new WrongUsage("name a manager with --for (" + words() + "), or give --previews");
    }
    if (nsfw && !previews) {
      throw new WrongUsage("--nsfw is for --previews only; add --previews");
    }
    if (merge && targets.isEmpty()) {
      throw new WrongUsage("--merge is for sidecars only; name a manager with --for");
    }
  }

  private static String words() {
    return Stream.of(ExportTarget.values())
        .map(ExportTarget::word)
        .collect(Collectors.joining(", "));
  }
}
