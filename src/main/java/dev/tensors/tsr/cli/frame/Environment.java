package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.system.OperatingSystem;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of the process.
 *
 * @param variables the environment variables
 * @param home the user's home folder; null if unknown
 * @param input standard input
 */
public record Environment(Map<String, String> variables, @Nullable Path home, InputStream input) {

  /** An environment with an empty standard input. */
  public Environment(Map<String, String> variables, @Nullable Path home) {
    this(variables, home, InputStream.nullInputStream());
  }

  /**
   * Takes the home folder from HOME, like a shell; Java would ask the user database. It is unknown
   * if HOME is not an absolute path.
   */
  public static Environment of(Map<String, String> variables, InputStream input) {
    Path home = Path.of(variables.getOrDefault("HOME", ""));
    if (!home.isAbsolute() && OperatingSystem.HERE == OperatingSystem.WINDOWS) {
      home = Path.of(System.getProperty("user.home")); // Windows has no HOME
    }
    return new Environment(variables, home.isAbsolute() ? home : null, input);
  }

  /** The database that $TENSORS_DB names, if any. */
  @Nullable Path namedDatabase() {
    String named = variable("TENSORS_DB");
    return named == null ? null : Path.of(named);
  }

  /**
   * The database that is used if neither --db nor $TENSORS_DB names one.
   *
   * @throws InvalidConfiguration if it is in the home folder, which is unknown
   */
  Path defaultDatabase() {
    Path folder = folder("XDG_DATA_HOME", ".local/share");
    if (folder == null) {
      throw new InvalidConfiguration(
          "HOME is not set to an absolute path, so there is no default database; name one with"
              + " --db or TENSORS_DB");
    }
    return folder.resolve("tensors").resolve("models.db");
  }

  /** The path of config.toml, which need not exist; null if the home folder is unknown. */
  @Nullable Path configuration() {
    Path folder = folder("XDG_CONFIG_HOME", ".config");
    return folder == null ? null : folder.resolve("tensors").resolve("config.toml");
  }

  /** The folder of kept pictures, which need not exist; null if the home folder is unknown. */
  @Nullable Path previews() {
    Path folder = folder("XDG_CACHE_HOME", ".cache");
    return folder == null ? null : folder.resolve("tensors").resolve("previews");
  }

  /** The file in which Hugging Face's login keeps its token; null if it is unknown. */
  @Nullable Path huggingFaceToken() {
    String named = variable("HF_TOKEN_PATH");
    Path folder = huggingFace();
    return named != null ? expanded(named) : folder == null ? null : folder.resolve("token");
  }

  private @Nullable Path huggingFace() {
    String named = variable("HF_HOME");
    Path folder = folder("XDG_CACHE_HOME", ".cache");
    return named != null ? expanded(named) : folder == null ? null : folder.resolve("huggingface");
  }

  /** A path as Hugging Face's programs read it: ~ as a shell does; null if that is unknown. */
  private @Nullable Path expanded(String path) {
    if (!path.startsWith("~/")) {
      return Path.of(path);
    }
    return home == null ? null : home.resolve(path.substring(2));
  }

  /** The value of a variable; null if it is unset or empty. */
  @Nullable String variable(String name) {
    String value = variables.getOrDefault(name, "");
    return value.isEmpty() ? null : value;
  }

  /**
   * The folder that an XDG variable names, else one below the home folder. Relative paths are
   * ignored, as the XDG specification says.
   */
  private @Nullable Path folder(String variable, String belowHome) {
    Path named = Path.of(variables.getOrDefault(variable, ""));
    if (named.isAbsolute()) {
      return named;
    }
    return home == null ? null : home.resolve(belowHome);
  }
}
