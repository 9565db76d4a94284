package dev.tensors.tsr.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The commands below {@code tsr db}, each made only when it may be needed: making one takes time.
 */
final class Commands {

  private final Map<String, Supplier<Object>> all = new LinkedHashMap<>();

  private Commands() {}

  static Commands of(Context context) {
    Commands commands = new Commands();
    commands.all.put("scan", () -> new ScanCommand(context));
    commands.all.put("list", () -> new ListCommand(context));
    commands.all.put("stats", () -> new StatsCommand(context));
    return commands;
  }

  /** Those that the arguments may mean: all of them where no name is among the arguments. */
  List<Object> named(String... arguments) {
    List<Object> named =
        List.of(arguments).stream()
            .distinct()
            .filter(all::containsKey)
            .map(name -> all.get(name).get())
            .toList();
    return named.isEmpty() ? all.values().stream().map(Supplier::get).toList() : named;
  }
}
