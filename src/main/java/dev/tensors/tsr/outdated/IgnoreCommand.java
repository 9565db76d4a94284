package dev.tensors.tsr.outdated;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FileArguments;
import dev.tensors.tsr.cli.frame.options.FilesParameter;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.library.IgnoredVersions;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.Counts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "ignore",
    description = {
      "Do not show a version as newer until there is a still newer one.",
      "",
      "A FILE stands for the newest version with its base model, a MODEL for its newest version, the"
          + " address of a version's page for that version. outdated and list --outdated leave out"
          + " this version and all before it. All are ignored, or, if one is not found, none."
    },
    exitCodeList = "4:no such file or model in the catalogue, or no such database",
    footer = {
      "",
      "Examples:",
      "  tsr db ignore add_detail",
      "  tsr db ignore --always https://civitai.com/models/4468"
    })
public final class IgnoreCommand implements Callable<Integer> {

  private static final List<Column<FieldRow>> COLUMNS =
      FieldTable.columns(IgnoredVersions.FIELDS, _ -> true);

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE|MODEL",
      description =
          "Models at CivitAI: an id, the address of a page of a model or version, or an AIR. Or linked"
              + " files: "
              + FilesParameter.FILE)
  private List<String> subjects = List.of();

  @Option(names = "--always", description = "Never show a version of these models as newer.")
  private boolean always;

  @Option(names = "--list", description = "Show what is ignored.")
  private boolean list;

  @Option(names = "--undo", description = "Ignore nothing of these models any more.")
  private boolean undo;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public IgnoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    checkUsage();
    try (Database database =
        list ? context.catalogue().openForReading() : context.catalogue().openForWriting()) {
      IgnoredVersions ignored = new IgnoredVersions(database);
      if (list) {
        list(ignored);
      } else if (undo) {
        undo(ignored, database);
      } else {
        ignore(ignored, database);
      }
    }
    return ExitCode.DONE.code();
  }

  private void checkUsage() {
    if (list && (undo || always || !subjects.isEmpty())) {
      throw wrong("--list shows all that is ignored; leave out FILE, MODEL and other options");
    }
    if (undo && always) {
      throw wrong("--undo and --always exclude each other");
    }
    if (!list && subjects.isEmpty()) {
      throw wrong("name a FILE or a MODEL, or give --list");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void list(IgnoredVersions ignored) {
    long found;
    try (Rows<FieldRow> rows = context.rows(COLUMNS)) {
      found =
          ignored.each(
              versions -> {
                Interrupted.check();
                rows.addAll(versions);
              });
    }
    if (found == 0) {
      context.messages().notice("No version is ignored; tsr db ignore FILE ignores one.");
    }
  }

  private Stream<IgnoreSubject> named(Database database) {
    return FileArguments.allOrNone(context, database).modelsOrFiles(subjects).stream()
        .map(named -> IgnoreSubject.of(named, database));
  }

  private void ignore(IgnoredVersions ignored, Database database) {
    List<IgnoredVersions.Target> targets =
        named(database).map(subject -> subject.target(ignored, always)).toList();
    List<FieldRow> now = ignored.ignore(targets);
    print(now);
    context.messages().notice(Counts.of(now.size(), "model", "models") + " ignored");
  }

  private void undo(IgnoredVersions ignored, Database database) {
    List<Long> models = named(database).map(IgnoreSubject::modelId).distinct().toList();
    List<FieldRow> before = ignored.undo(models);
    print(before);
    int others = models.size() - before.size();
    context
        .messages()
        .notice(
            Counts.of(before.size(), "model", "models")
                + " no longer ignored"
                + (others > 0 ? ", " + others + " not ignored before" : ""));
  }

  private void print(List<FieldRow> versions) {
    try (Rows<FieldRow> rows = context.rows(COLUMNS)) {
      rows.addAll(versions);
    }
  }
}
