package dev.tensors.tsr.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was started with.
 *
 * @param variables the environment variables
 * @param home the user's home folder
 */
public record Environment(Map<String, String> variables, Path home) {

  /** The database, where no option names one. */
  Path database() {
    String named = variables.getOrDefault("TENSORS_DB", "");
    return named.isEmpty()
        ? base("XDG_DATA_HOME", ".local", "share").resolve("tensors").resolve("models.db")
        : Path.of(named);
  }

  /** What the user configured; the file need not be there. */
  Path configuration() {
    return base("XDG_CONFIG_HOME", ".config").resolve("tensors").resolve("config.toml");
  }

  /** A variable; null if it is not set or empty. */
  String variable(String name) {
    String value = variables.getOrDefault(name, "");
    return value.isEmpty() ? null : value;
  }

  /** A base folder of the XDG specification, by which relative ones are to be ignored. */
  private Path base(String variable, String... belowHome) {
    Path named = Path.of(variables.getOrDefault(variable, ""));
    if (named.isAbsolute()) {
      return named;
    }
    Path base = home;
    for (String folder : belowHome) {
      base = base.resolve(folder);
    }
    return base;
  }
}
