package dev.tensors.tsr.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The commands, each made only when it may be needed: making one takes time. */
final class Commands {

  /** Those below {@code tsr db}, in the order of its help. */
  private static final Map<String, Function<Context, Object>> CONSTRUCTORS = new LinkedHashMap<>();

  static {
    CONSTRUCTORS.put("scan", ScanCommand::new);
    CONSTRUCTORS.put("link", LinkCommand::new);
    CONSTRUCTORS.put("unlink", UnlinkCommand::new);
    CONSTRUCTORS.put("cache", CacheCommand::new);
    CONSTRUCTORS.put("list", ListCommand::new);
    CONSTRUCTORS.put("search", SearchCommand::new);
    CONSTRUCTORS.put("triggers", TriggersCommand::new);
    CONSTRUCTORS.put("prompts", PromptsCommand::new);
    CONSTRUCTORS.put("duplicates", DuplicatesCommand::new);
    CONSTRUCTORS.put("outdated", OutdatedCommand::new);
    CONSTRUCTORS.put("verify", VerifyCommand::new);
    CONSTRUCTORS.put("prune", PruneCommand::new);
    CONSTRUCTORS.put("stats", StatsCommand::new);
  }

  /** The names of the commands below {@code tsr db}. */
  static final List<String> NAMES = List.copyOf(CONSTRUCTORS.keySet());

  private Commands() {}

  /** Those below {@code tsr db} that may be meant, by name: all of them where none is named. */
  static Map<String, Object> belowDb(Context context, ArgumentPreview arguments) {
    List<String> named = NAMES.stream().filter(arguments::names).toList();
    Map<String, Object> commands = new LinkedHashMap<>();
    for (String name : named.isEmpty() ? NAMES : named) {
      commands.put(name, CONSTRUCTORS.get(name).apply(context));
    }
    return commands;
  }

  /** Those beside {@code tsr db} that may be meant, by name: none where {@code db} is named. */
  static Map<String, Object> besideDb(Context context, ArgumentPreview arguments) {
    if (arguments.begins(CompleteCommand.NAME)) {
      return Map.of(CompleteCommand.NAME, new CompleteCommand(context));
    }
    return arguments.names("db")
        ? Map.of()
        : Map.of(CompletionCommand.NAME, new CompletionCommand(context));
  }
}
