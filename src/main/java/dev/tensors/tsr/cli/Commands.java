package dev.tensors.tsr.cli;

import java.util.List;

/**
 * The commands below {@code tsr db}, each made only when it may be needed: making one takes time.
 */
final class Commands {

  static final List<String> NAMES =
      List.of(
          "scan",
          "link",
          "cache",
          "list",
          "search",
          "triggers",
          "prompts",
          "duplicates",
          "outdated",
          "verify",
          "prune",
          "stats");

  private Commands() {}

  /** Those that the arguments may mean: all of them where no name is among the arguments. */
  static List<Object> named(Context context, String... arguments) {
    List<String> words = List.of(arguments);
    List<String> named = NAMES.stream().filter(words::contains).toList();
    return (named.isEmpty() ? NAMES : named).stream().map(name -> make(name, context)).toList();
  }

  /** Those that stand beside {@code tsr db}, unless it is named. */
  static List<Object> besideDb(Context context, String... arguments) {
    List<String> words = List.of(arguments);
    if (!words.isEmpty() && words.getFirst().equals(CompleteCommand.NAME)) {
      return List.of(new CompleteCommand(context));
    }
    return words.contains("db") ? List.of() : List.of(new CompletionCommand(context));
  }

  private static Object make(String name, Context context) {
    return switch (name) {
      case "scan" -> new ScanCommand(context);
      case "link" -> new LinkCommand(context);
      case "cache" -> new CacheCommand(context);
      case "list" -> new ListCommand(context);
      case "search" -> new SearchCommand(context);
      case "triggers" -> new TriggersCommand(context);
      case "prompts" -> new PromptsCommand(context);
      case "duplicates" -> new DuplicatesCommand(context);
      case "outdated" -> new OutdatedCommand(context);
      case "verify" -> new VerifyCommand(context);
      case "prune" -> new PruneCommand(context);
      case "stats" -> new StatsCommand(context);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
