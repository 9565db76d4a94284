package dev.tensors.tsr.scan;

import dev.tensors.tsr.cli.frame.InvalidConfiguration;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.reading.ReadFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The folders in which an installed ComfyUI looks for models: its own, and those of its {@code
 * extra_model_paths.yaml}, read as ComfyUI's {@code utils/extra_config.py} reads it.
 */
final class ComfyFolders {

  private static final String FILE = "extra_model_paths.yaml";
  private static final String BASE = "base_path";

  /** In bytes. */
  private static final long LONGEST = 1 << 20;

  /** Keys of a section, and categories, that name no folders of models. */
  private static final Set<String> NO_MODELS =
      Set.of(BASE, "is_default", "custom_nodes", "configs", "datasets", "fonts");

  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+|\\{[^}]*\\})");

  private final Path yaml;
  private final Function<String, @Nullable String> variables;
  private final Consumer<String> warnings;
  private final Set<Path> folders = new LinkedHashSet<>();

  private ComfyFolders(
      Path yaml, Function<String, @Nullable String> variables, Consumer<String> warnings) {
    this.yaml = yaml;
    this.variables = variables;
    this.warnings = warnings;
  }

  /**
   * The folders.
   *
   * @param comfy ComfyUI's own folder
   * @param variables the environment
   * @param warnings receives what ComfyUI cannot read, either
   * @throws NotFound if it is not there, or has no models
   * @throws InvalidConfiguration if the file is no YAML
   */
  static List<Path> of(
      Path comfy, Function<String, @Nullable String> variables, Consumer<String> warnings) {
    Path models = comfy.resolve("models");
    if (!Files.isDirectory(models)) {
      throw new NotFound(
          models + ": no such folder; name ComfyUI's own folder, which holds models");
    }
    ComfyFolders found =
        new ComfyFolders(comfy.toAbsolutePath().resolve(FILE), variables, warnings);
    found.folders.add(models);
    if (Files.exists(found.yaml)) {
      found.read();
    }
    return List.copyOf(found.folders);
  }

  private void read() {
    Object root;
    try {
      if (Files.size(yaml) > LONGEST) {
        throw new InvalidConfiguration(yaml + ": too long for a list of folders");
      }
      LoadSettings settings =
          LoadSettings.builder().setAllowDuplicateKeys(true).setLabel(FILE).build();
      root = new Load(settings).loadFromString(Files.readString(yaml, StandardCharsets.UTF_8));
    } catch (YamlEngineException e) {
      throw new InvalidConfiguration(
          yaml + ": no YAML (" + firstLine(e) + "); correct it, as ComfyUI reads it, too");
    } catch (IOException e) {
      throw new NotFound(yaml + ": cannot be read (" + ReadFailure.of(e) + ")");
    }
    if (root instanceof Map<?, ?> sections) {
      sections.forEach((name, section) -> section(String.valueOf(name), section));
    } else if (root != null) {
      warnings.accept(yaml + ": has no sections, so that ComfyUI cannot read it");
    }
  }

  private static String firstLine(YamlEngineException e) {
    List<String> lines = String.valueOf(e.getMessage()).lines().map(String::strip).toList();
    String where =
        lines.stream().filter(line -> line.startsWith("in ")).reduce((a, b) -> b).orElse("");
    return (lines.getFirst() + " " + where).strip();
  }

  private void section(String name, @Nullable Object section) {
    if (section == null) {
      return;
    }
    if (!(section instanceof Map<?, ?> keys)) {
      warnings.accept(
          "%s: the section %s has no folders, so that ComfyUI cannot read it"
              .formatted(yaml, name));
      return;
    }
    Object base = keys.get(BASE);
    Path above = yaml.resolveSibling("");
    if (base != null) {
      try {
        above = above.resolve(expanded(String.valueOf(base))).normalize();
      } catch (InvalidPathException e) {
        warnings.accept(yaml + ": " + base + " is no path");
        return;
      }
      if (!Files.isDirectory(above)) {
        folders.add(above); // a disk that is not mounted, of which scan tells
        return;
      }
    }
    for (Map.Entry<?, ?> category : keys.entrySet()) {
      if (!NO_MODELS.contains(String.valueOf(category.getKey()))) {
        category(name + "." + category.getKey(), category.getValue(), above);
      }
    }
  }

  private void category(String key, @Nullable Object value, Path above) {
    if (!(value instanceof String lines)) {
      warnings.accept(
          "%s: %s is no text, so that ComfyUI cannot read it; write folders as lines below %s: |"
              .formatted(yaml, key, key.substring(key.lastIndexOf('.') + 1)));
      return;
    }
    for (String line : lines.split("\n")) {
      if (!line.isBlank()) {
        folder(line, above);
      }
    }
  }

  /** Some folders of the usual lists are not there; an absolute one may be on another disk. */
  private void folder(String line, Path above) {
    List<Path> spelled = new ArrayList<>();
    for (String text : List.of(line, line.strip())) {
      try {
        spelled.add(above.resolve(text).normalize());
      } catch (InvalidPathException e) {
        continue; // as if it were not there
      }
    }
    spelled.stream()
        .filter(path -> Files.isDirectory(path) || Path.of(line.strip()).isAbsolute())
        .findFirst()
        .ifPresent(folders::add);
  }

  /** As Python's expanduser and expandvars: an unknown variable stays. */
  private String expanded(String path) {
    String home = variables.apply("HOME");
    boolean isHome = path.equals("~") || path.startsWith("~/") || path.startsWith("~\\");
    String start = isHome && home != null ? home + path.substring(1) : path;
    return VARIABLE
        .matcher(start)
        .replaceAll(
            match -> {
              String name = match.group(1);
              String value =
                  variables.apply(
                      name.startsWith("{") ? name.substring(1, name.length() - 1) : name);
              return Matcher.quoteReplacement(value == null ? match.group() : value);
            });
  }
}
