package dev.tensors.tsr.page;

import dev.tensors.tsr.model.files.PictureNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the pictures that managers and users put beside model files. A folder is listed once, since
 * some have many thousands of files, and forgotten when a file elsewhere follows: the files come in
 * the order of their paths.
 */
final class PicturesBeside {

  /**
   * The names of the pictures by their lower-case forms, in the folder of the last file and in the
   * folders above it.
   */
  private final Map<Path, Map<String, List<String>>> folders = new HashMap<>();

  /** The pictures of a model file, the best first. */
  List<Path> of(Path model) {
    Path folder = model.getParent();
    String name = String.valueOf(model.getFileName());
    String stem = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    if (folder == null || stem.isEmpty()) {
      return List.of();
    }
    Map<String, List<String>> names = names(folder);
    return PictureNames.of(stem, wanted -> names.getOrDefault(wanted, List.of())).stream()
        .map(folder::resolve)
        .toList();
  }

  private Map<String, List<String>> names(Path folder) {
    Map<String, List<String>> names = folders.get(folder);
    if (names == null) {
      folders.keySet().removeIf(other -> !folder.startsWith(other));
      names = list(folder);
      folders.put(folder, names);
    }
    return names;
  }

  private static Map<String, List<String>> list(Path folder) {
    Map<String, List<String>> names = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        if (PictureNames.isPicture(lower.substring(lower.lastIndexOf('.') + 1))) {
          names.computeIfAbsent(lower, key -> new ArrayList<>(1)).add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Map.of(); // the page is written without the pictures of a folder that is gone
    }
    return names;
  }
}
