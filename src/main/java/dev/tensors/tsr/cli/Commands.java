package dev.tensors.tsr.cli;

import dev.tensors.tsr.backup.BackupCommand;
import dev.tensors.tsr.backup.DiffCommand;
import dev.tensors.tsr.cache.CacheCommand;
import dev.tensors.tsr.cli.completion.CompleteCommand;
import dev.tensors.tsr.cli.completion.CompletionCommand;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.duplicates.DuplicatesCommand;
import dev.tensors.tsr.images.ImagesCommand;
import dev.tensors.tsr.link.LinkCommand;
import dev.tensors.tsr.link.UnlinkCommand;
import dev.tensors.tsr.list.ListCommand;
import dev.tensors.tsr.list.ShowCommand;
import dev.tensors.tsr.list.StatsCommand;
import dev.tensors.tsr.needs.NeedsCommand;
import dev.tensors.tsr.note.NoteCommand;
import dev.tensors.tsr.organise.OrganiseCommand;
import dev.tensors.tsr.outdated.IgnoreCommand;
import dev.tensors.tsr.outdated.OutdatedCommand;
import dev.tensors.tsr.page.PageCommand;
import dev.tensors.tsr.prompts.PromptsCommand;
import dev.tensors.tsr.relocate.PruneCommand;
import dev.tensors.tsr.relocate.RelocateCommand;
import dev.tensors.tsr.scan.ScanCommand;
import dev.tensors.tsr.search.SearchCommand;
import dev.tensors.tsr.sidecars.exports.ExportCommand;
import dev.tensors.tsr.sidecars.imports.ImportCommand;
import dev.tensors.tsr.triggers.TriggersCommand;
import dev.tensors.tsr.verify.VerifyCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes the commands. Making one takes time, so only commands that the arguments may name are made.
 */
final class Commands {

  /** The commands below {@code tsr db}, in the order of its help. */
  private static final Map<String, Function<CommandContext, Command>> CONSTRUCTORS =
      new LinkedHashMap<>();

  static {
    CONSTRUCTORS.put("scan", ScanCommand::new);
    CONSTRUCTORS.put("relocate", RelocateCommand::new);
    CONSTRUCTORS.put("link", LinkCommand::new);
    CONSTRUCTORS.put("unlink", UnlinkCommand::new);
    CONSTRUCTORS.put("cache", CacheCommand::new);
    CONSTRUCTORS.put("import", ImportCommand::new);
    CONSTRUCTORS.put("export", ExportCommand::new);
    CONSTRUCTORS.put("show", ShowCommand::new);
    CONSTRUCTORS.put("list", ListCommand::new);
    CONSTRUCTORS.put("search", SearchCommand::new);
    CONSTRUCTORS.put("triggers", TriggersCommand::new);
    CONSTRUCTORS.put("note", NoteCommand::new);
    CONSTRUCTORS.put("prompts", PromptsCommand::new);
    CONSTRUCTORS.put("needs", NeedsCommand::new);
    CONSTRUCTORS.put("images", ImagesCommand::new);
    CONSTRUCTORS.put("page", PageCommand::new);
    CONSTRUCTORS.put("duplicates", DuplicatesCommand::new);
    CONSTRUCTORS.put("outdated", OutdatedCommand::new);
    CONSTRUCTORS.put("ignore", IgnoreCommand::new);
    CONSTRUCTORS.put("verify", VerifyCommand::new);
    CONSTRUCTORS.put("organise", OrganiseCommand::new);
    CONSTRUCTORS.put("prune", PruneCommand::new);
    CONSTRUCTORS.put("backup", BackupCommand::new);
    CONSTRUCTORS.put("diff", DiffCommand::new);
    CONSTRUCTORS.put("stats", StatsCommand::new);
  }

  /** The names of the commands below {@code tsr db}. */
  static final List<String> NAMES = List.copyOf(CONSTRUCTORS.keySet());

  /** Another spelling of organise, which neither help nor completion offers. */
  private static final String ORGANIZE = "organize";

  private Commands() {}

  /** What each command below {@code tsr db} does, by their names. */
  static Map<String, String> summaries(CommandContext context) {
    Map<String, String> summaries = new LinkedHashMap<>();
    CONSTRUCTORS.forEach((name, make) -> summaries.put(name, make.apply(context).summary()));
    return summaries;
  }

  /** The commands below {@code tsr db} that the arguments may name. */
  static Map<String, Command> belowDb(CommandContext context, ArgumentPreview arguments) {
    Map<String, Command> commands = new LinkedHashMap<>();
    CONSTRUCTORS.forEach(
        (name, constructor) -> {
          if (arguments.names(name)) {
            commands.put(name, constructor.apply(context));
          }
        });
    if (arguments.names(ORGANIZE)) {
      commands.put(ORGANIZE, OrganiseCommand.organize(context));
    }
    return commands;
  }

  /**
   * The commands directly below {@code tsr} that the arguments may name: the same as below {@code
   * tsr db}, unless they begin with that, and completion.
   */
  static Map<String, Command> besideDb(CommandContext context, ArgumentPreview arguments) {
    if (arguments.begins(CompleteCommand.NAME)) {
      return Map.of(
          CompleteCommand.NAME,
          new CompleteCommand(
              context, words -> Tsr.commandLine(context, words.toArray(String[]::new))));
    }
    if (arguments.begins(HelpWord.DB)) {
      return Map.of();
    }
    Map<String, Command> commands = belowDb(context, arguments);
    if (arguments.names(CompletionCommand.NAME)) {
      commands.put(CompletionCommand.NAME, new CompletionCommand(context));
    }
    return commands;
  }
}
