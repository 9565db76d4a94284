package dev.tensors.tsr.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that belong to a model file: those beside it whose names begin with its name without
 * ending and a dot.
 *
 * @param sidecars what other programs wrote of it, such as .civitai.info
 * @param pictures pictures and videos, the plainest name first
 */
public record FilesBeside(List<Path> sidecars, List<Path> pictures) {

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "webp", "gif", "avif", "jxl", "mp4", "webm");

  /** The ends of names that managers give to previews: the most usual first, videos last. */
  private static final List<String> PREVIEWS =
      List.of(
          ".preview.png",
          ".preview.jpeg",
          ".preview.jpg",
          ".preview.webp",
          ".png",
          ".jpeg",
          ".jpg",
          ".webp",
          ".gif",
          ".avif",
          ".jxl",
          ".mp4",
          ".webm");

  /** The picture that shows what the model makes; null if there is none. */
  public @Nullable Path preview() {
    return pictures.stream().min(Comparator.comparingInt(FilesBeside::rank)).orElse(null);
  }

  private static int rank(Path picture) {
    String name = name(picture).toLowerCase(Locale.ROOT);
    return (int) PREVIEWS.stream().takeWhile(end -> !name.endsWith(end)).count();
  }

  /** Finds the files beside a file that may be gone; none if its folder cannot be read. */
  public static FilesBeside of(String file) {
    List<Path> beside = new ArrayList<>();
    List<String> otherModels = new ArrayList<>();
    try {
      Path model = Path.of(file);
      String start = stem(model) + ".";
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(
              model.toAbsolutePath().getParent(),
              entry -> entry.getFileName().toString().startsWith(start))) {
        for (Path entry : entries) {
          if (ModelFormat.isModel(entry)) {
            otherModels.add(stem(entry) + ".");
          } else if (Files.isRegularFile(entry)) {
            beside.add(entry);
          }
        }
      }
      // name.v2.json belongs to name.v2.safetensors, not to name.safetensors.
      otherModels.removeIf(start::equals);
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      return new FilesBeside(List.of(), List.of());
    }
    beside.removeIf(entry -> otherModels.stream().anyMatch(name(entry)::startsWith));
    beside.sort(FilesBeside::plainestFirst);
    return new FilesBeside(
        beside.stream().filter(entry -> !isPicture(entry)).toList(),
        beside.stream().filter(FilesBeside::isPicture).toList());
  }

  private static int plainestFirst(Path a, Path b) {
    int byLength = Integer.compare(name(a).length(), name(b).length());
    return byLength != 0 ? byLength : name(a).compareTo(name(b));
  }

  private static boolean isPicture(Path file) {
    String name = name(file);
    return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static String stem(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
