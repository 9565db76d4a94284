package dev.tensors.tsr.list;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.model.files.PictureNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files that belong to a model file: those beside it whose names begin, in any case, with its
 * name without ending and a dot.
 *
 * @param sidecars what other programs wrote of it, such as .civitai.info
 * @param pictures pictures and videos, the plainest name first
 * @param preview the picture that shows what the model makes; null: there is none
 */
record FilesBeside(List<Path> sidecars, List<Path> pictures, @Nullable Path preview) {

  private static final FilesBeside NONE = new FilesBeside(List.of(), List.of(), null);

  /** Finds the files beside a file that may be gone; none if its folder cannot be read. */
  public static FilesBeside of(String file) {
    List<Path> beside = new ArrayList<>();
    List<String> otherModels = new ArrayList<>();
    try {
      Path model = RecordedPath.named(file);
      String start = stem(model) + ".";
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(
              model.toAbsolutePath().getParent(), entry -> startsWith(entry, start))) {
        for (Path entry : entries) {
          if (ModelFormat.isModel(entry)) {
            otherModels.add(stem(entry) + ".");
          } else if (Files.isRegularFile(entry)) {
            beside.add(entry);
          }
        }
      }
      // name.v2.json belongs to name.v2.safetensors, not to name.safetensors.
      otherModels.removeIf(start::equalsIgnoreCase);
    } catch (IOException | DirectoryIteratorException e) {
      return NONE;
    }
    beside.removeIf(entry -> otherModels.stream().anyMatch(start -> startsWith(entry, start)));
    beside.sort(FilesBeside::plainestFirst);
    List<Path> pictures = beside.stream().filter(FilesBeside::isPicture).toList();
    return new FilesBeside(
        beside.stream().filter(entry -> !isPicture(entry)).toList(),
        pictures,
        preview(stem(Path.of(file)), pictures));
  }

  /** Pictures with other names than managers give come after those, and videos last. */
  private static @Nullable Path preview(String stem, List<Path> pictures) {
    Map<String, List<Path>> named =
        pictures.stream().collect(Collectors.groupingBy(picture -> lower(name(picture))));
    return PictureNames.of(
            stem,
            name -> named.getOrDefault(name, List.of()).stream().map(FilesBeside::name).toList())
        .stream()
        .findFirst()
        .map(name -> pictures.getFirst().resolveSibling(name))
        .or(
            () ->
                pictures.stream()
                    .filter(picture -> !PictureNames.isVideo(ending(picture)))
                    .findFirst()
                    .or(() -> pictures.stream().findFirst()))
        .orElse(null);
  }

  /**
   * In any case. The lower case of a whole name may begin with another one than that of its start.
   */
  private static boolean startsWith(Path file, String start) {
    return name(file).regionMatches(true, 0, start, 0, start.length());
  }

  private static int plainestFirst(Path a, Path b) {
    int byLength = Integer.compare(name(a).length(), name(b).length());
    return byLength != 0 ? byLength : name(a).compareTo(name(b));
  }

  private static boolean isPicture(Path file) {
    return PictureNames.isPicture(ending(file));
  }

  private static String ending(Path file) {
    String name = lower(name(file));
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
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
