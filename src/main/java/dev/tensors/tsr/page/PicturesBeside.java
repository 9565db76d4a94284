package dev.tensors.tsr.page;

import dev.tensors.tsr.scan.PictureNames;
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
 * Finds the pictures that managers and users put beside model files. Each folder is listed once:
 * some have many thousands of files.
 */
final class PicturesBeside {

  /** The names of the pictures in each folder, by their lower-case forms. */
  private final Map<Path, Map<String, List<String>>> folders = new HashMap<>();

  /** The pictures of a model file, the best first. */
  List<Path> of(Path model) {
    Path folder = model.getParent();
    String name = String.valueOf(model.getFileName());
    String stem = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    List<Path> found = new ArrayList<>();
    if (folder == null || stem.isEmpty()) {
      return found;
    }
    Map<String, List<String>> names = folders.computeIfAbsent(folder, PicturesBeside::list);
    for (String ending : PictureNames.BEST_FIRST) {
      String wanted = stem + ending;
      List<String> candidates = names.getOrDefault(lower(wanted), List.of());
      if (candidates.contains(wanted)) {
        found.add(folder.resolve(wanted));
      } else if (candidates.size() == 1) {
        found.add(folder.resolve(candidates.getFirst()));
      }
    }
    return found;
  }

  private static Map<String, List<String>> list(Path folder) {
    Map<String, List<String>> names = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        String lower = lower(name);
        if (PictureNames.BEST_FIRST.stream().anyMatch(lower::endsWith)) {
          names.computeIfAbsent(lower, key -> new ArrayList<>(1)).add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Map.of(); // the page is written without the pictures of a folder that is gone
    }
    return names;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
