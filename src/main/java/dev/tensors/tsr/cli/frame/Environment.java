package dev.tensors.tsr.cli.frame;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was started with.
 *
 * @param variables the environment variables
 * @param home the user's home folder; null if it is not known
 */
public record Environment(Map<String, String> variables, Path home) {

  /**
   * The home folder is the one that a shell means: Java would ask the user database. It is not
   * known if HOME is not set, or not absolute.
   */
  public static Environment of(Map<String, String> variables) {
    Path home = Path.of(variables.getOrDefault("HOME", ""));
    if (!home.isAbsolute() && File.separatorChar == '\\') {
      home = Path.of(System.getProperty("user.home")); // Windows has no such variable
    }
    return new Environment(variables, home.isAbsolute() ? home : null);
  }

  /** The database that $TENSORS_DB names; null if it names none. */
  Path namedDatabase() {
    String named = variable("TENSORS_DB");
    return named == null ? null : Path.of(named);
  }

  /**
   * The database where neither an option nor $TENSORS_DB names one.
   *
   * @throws InvalidConfiguration if it would be in the home folder, and that is not known
   */
  Path defaultDatabase() {
    Path base = base("XDG_DATA_HOME");
    if (base == null && home == null) {
      throw new InvalidConfiguration(
          "HOME is not set to an absolute path, so there is no default database; name one with"
              + " --db or TENSORS_DB");
    }
    Path folder = base == null ? home.resolve(".local").resolve("share") : base;
    return folder.resolve("tensors").resolve("models.db");
  }

  /** What the user configured; the file need not be there. Null if the home folder is not known. */
  Path configuration() {
    Path base = base("XDG_CONFIG_HOME");
    if (base == null && home == null) {
      return null;
    }
    Path folder = base == null ? home.resolve(".config") : base;
    return folder.resolve("tensors").resolve("config.toml");
  }

  /** A variable; null if it is not set or empty. */
  String variable(String name) {
    String value = variables.getOrDefault(name, "");
    return value.isEmpty() ? null : value;
  }

  /** A base folder of the XDG specification, by which relative ones are to be ignored. */
  private Path base(String variable) {
    Path named = Path.of(variables.getOrDefault(variable, ""));
    return named.isAbsolute() ? named : null;
  }
}
