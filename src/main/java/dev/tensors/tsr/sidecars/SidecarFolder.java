package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.scan.ModelFormat;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names in one folder. Finds the sidecars of its model files by whole names, since the
 * beginning of a name may be that of another model.
 */
final class SidecarFolder {

  private final Path folder;
  private final Set<String> names = new HashSet<>();

  /** The names by their lower case. */
  private final Map<String, List<String>> anyCase = new HashMap<>();

  /** How many model files have a name without its suffix. */
  private final Map<String, Integer> stems = new HashMap<>();

  private SidecarFolder(Path folder) {
    this.folder = folder;
  }

  /** Lists a folder; one that cannot be read has no sidecars. */
  static SidecarFolder read(Path folder) {
    SidecarFolder read = new SidecarFolder(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        read.add(String.valueOf(entry.getFileName()), ModelFormat.isModel(entry));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return new SidecarFolder(folder);
    }
    return read;
  }

  private void add(String name, boolean isModel) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    if (isModel) {
      stems.merge(ModelFileName.stemOfFile(name), 1, Integer::sum);
    } else if (lowerCase.endsWith(".json") || lowerCase.endsWith(".info")) {
      names.add(name);
      anyCase.computeIfAbsent(lowerCase, first -> new ArrayList<>(1)).add(name);
    }
  }

  /** The sidecars of a model file in this folder. */
  List<SidecarFile> of(String modelFile) {
    String stem = ModelFileName.stemOfFile(modelFile);
    List<SidecarFile> found = new ArrayList<>();
    for (Dialect dialect : Dialect.ALL) {
      String name = named(dialect.nameFor(modelFile));
      if (name != null && !belongsToOther(name, stem)) {
        boolean shared = dialect.isShared() && stems.getOrDefault(stem, 0) > 1;
        found.add(new SidecarFile(folder.resolve(name), dialect, shared));
      }
    }
    return found;
  }

  /** The entry with this name, or else the only one with this name in another case. */
  private @Nullable String named(String name) {
    if (names.contains(name)) {
      return name;
    }
    List<String> others = anyCase.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return others.size() == 1 ? others.getFirst() : null;
  }

  /**
   * Whether a sidecar is that of another model: name.metadata.json of name.metadata.safetensors, or
   * NAME.json of NAME.safetensors.
   */
  private boolean belongsToOther(String name, String stem) {
    for (Dialect dialect : Dialect.ALL) {
      String ending = dialect.nameFor("");
      if (dialect.isShared() && name.endsWith(ending)) {
        String other = name.substring(0, name.length() - ending.length());
        if (!other.equals(stem)
            && stems.containsKey(other)
            && (other.length() > stem.length() || other.equalsIgnoreCase(stem))) {
          return true;
        }
      }
    }
    return false;
  }
}
