package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.sqlite.Database;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "export",
    description = {
      "Write what tsr knows beside your files, where other model managers read it.",
      "",
      "NAME is the name of the file without its ending: lora-manager is NAME.metadata.json,"
          + " civitai-helper is NAME.civitai.info, which SwarmUI and LoRA Manager read, too,"
          + " stability-matrix is NAME.cm-info.json, and a1111 is NAME.json of AUTOMATIC1111 and"
          + " Forge. Each is written only for a file whose SHA-256 proves its link, and only where"
          + " there is none.",
      "",
      "Your notes go where a manager keeps its user's own; lora-manager and a1111 get them also for files"
          + " that are not linked. Model files, and what other programs wrote,"
          + " are left as they are. Nothing is asked of CivitAI."
    },
    exitCodeList = {
      "3:some files could not be written, each named on stderr; or the result could not be written",
      "4:no such file in the catalogue, or no such database"
    },
    footer = {
      "",
      "Examples:",
      "  tsr db export --for civitai-helper,lora-manager --previews --dry-run",
      "  tsr db export --for a1111 --merge ~/models/Lora"
    })
public final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--for",
      paramLabel = "MANAGER",
      split = ",",
      splitSynopsisLabel = ",",
      converter = TargetConverter.class,
      description =
          "Write for this manager: lora-manager, civitai-helper, stability-matrix or a1111. Separate"
              + " several by commas, or repeat the option.")
  private List<ExportTarget> targets = List.of();

  @Option(
      names = "--previews",
      description =
          "Put the first picture that tsr db cache --previews keeps beside each file that has none,"
              + " as NAME.preview with its ending: .jpeg, .png or .webp.")
  private boolean previews;

  @Option(
      names = "--nsfw",
      description = "With --previews: also take pictures that CivitAI does not mark PG.")
  private boolean nsfw;

  @Option(
      names = "--merge",
      description =
          "Fill what is empty in sidecars that are there. All else in them stays as it is.")
  private boolean merge;

  @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
  private boolean dryRun;

  @Option(names = "--all", description = "In a table and TSV, also show what is there already.")
  private boolean all;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Folders, or files in the catalogue: "
              + FilesParameter.FILE
              + " Default: all files that are linked or have a note.")
  private List<String> files = List.of();

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public ExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    checkUsage();
    Set<ExportTarget> chosen = EnumSet.noneOf(ExportTarget.class);
    chosen.addAll(targets);
    ExportRun.Request request = new ExportRun.Request(chosen, previews, nsfw, merge, dryRun);
    try (Database database =
            dryRun
                ? context.catalogue().openForReading()
                : context.catalogue().openForWritingIfPermitted();
        ExportReport report = new ExportReport(context, request, all)) {
      ExportRun export =
          new ExportRun(
              database, context.previews(database), request, context.clock(), report::done);
      if (files.isEmpty()) {
        report.unlinked(export.all(), database);
      } else {
        export.named(FileArguments.allOrNone(context, database).filesOrBelow(files));
      }
      return report.exitCode().code();
    }
  }

  private void checkUsage() {
    if (targets.isEmpty() && !previews) {
      throw wrong("name a manager with --for (" + words() + "), or give --previews");
    }
    if (nsfw && !previews) {
      throw wrong("--nsfw is for --previews only; add --previews");
    }
    if (merge && targets.isEmpty()) {
      throw wrong("--merge is for sidecars only; name a manager with --for");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String words() {
    return Stream.of(ExportTarget.values())
        .map(ExportTarget::word)
        .collect(Collectors.joining(", "));
  }

  private static final class TargetConverter implements ITypeConverter<ExportTarget> {

    @Override
    public ExportTarget convert(String word) {
      return Stream.of(ExportTarget.values())
          .filter(target -> target.word().equalsIgnoreCase(word.strip()))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + word + "' is not one of " + words()));
    }
  }
}
