package dev.tensors.tsr.organise.plan;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.model.files.PictureNames;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.reading.ReadFailure;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models in a folder, and what belongs to each by its name: the stem of the model and an ending
 * that some manager gives to its sidecars and pictures. Of several models whose stems a name begins
 * with, it belongs to that with the longest one.
 */
public final class FolderContents {

  /** What follows the stem, in small letters, of other managers than those that import reads. */
  private static final List<String> OTHER_ENDINGS =
      List.of(
          ".metadata.json.bak",
          ".description.txt",
          ".swarm.json",
          ".txt",
          ".html",
          ".md",
          ".csv",
          ".sha256",
          // the configuration that older web UIs read beside a checkpoint
          ".yaml",
          ".yml");

  private static final Set<String> ENDINGS =
      Stream.of(
              SidecarNaming.ALL.stream().filter(SidecarNaming::isShared).map(SidecarNaming::suffix),
              OTHER_ENDINGS.stream(),
              PictureNames.BEST_FIRST.stream())
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  /** What follows the whole name of the model. */
  private static final Set<String> ENDINGS_OF_NAME =
      SidecarNaming.ALL.stream()
          .filter(naming -> !naming.isShared())
          .map(SidecarNaming::suffix)
          .collect(Collectors.toUnmodifiableSet());

  private static final String EXAMPLE = ".example";

  private final Set<String> models = new HashSet<>();

  /** The number of models by their stems. */
  private final Map<String, Integer> stems = new HashMap<>();

  /** The names by the stems, or the whole names, of the models that they belong to. */
  private final Map<String, List<String>> beside = new HashMap<>();

  private @Nullable String failure;

  private FolderContents() {}

  /** Lists a folder, which may be gone. */
  public static FolderContents of(Path folder) {
    FolderContents contents = new FolderContents();
    List<String> others = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (ModelFormat.of(name) == null) {
          others.add(name);
        } else {
          contents.models.add(name);
          contents.stems.merge(ModelFileName.stemOfFile(name), 1, Integer::sum);
        }
      }
    } catch (DirectoryIteratorException e) {
      contents.failure = ReadFailure.of(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      contents.failure = ReadFailure.isAbsence(e) ? null : ReadFailure.of(e);
    }
    others.sort(null);
    others.forEach(contents::add);
    return contents;
  }

  private void add(String name) {
    for (int end = name.length() - 1; end > 0; end--) {
      char c = name.charAt(end);
      if (c == '.' || c == '_') {
        String start = name.substring(0, end);
        boolean isStem = stems.containsKey(start);
        if (isStem || models.contains(start)) {
          String ending = name.substring(end).toLowerCase(Locale.ROOT);
          if (isStem ? isEnding(ending) : ENDINGS_OF_NAME.contains(ending)) {
            beside.computeIfAbsent(start, first -> new ArrayList<>(2)).add(name);
          }
          return;
        }
      }
    }
  }

  /** Whether some manager gives this ending: also numbered pictures, as of examples. */
  private static boolean isEnding(String ending) {
    if (ENDINGS.contains(ending)) {
      return true;
    }
    int dot = ending.lastIndexOf('.');
    if (dot <= 0 || !PictureNames.isPicture(ending.substring(dot + 1))) {
      return false;
    }
    String before = ending.substring(0, dot);
    int digits =
        before.startsWith(EXAMPLE + ".") ? EXAMPLE.length() + 1 : before.startsWith("_") ? 1 : 0;
    return digits > 0
        && digits < before.length()
        && before.substring(digits).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Why the folder could not be listed; null: it was listed, or is gone. */
  @Nullable String failure() {
    return failure;
  }

  /** The names of the models; symlinks and folders may be among them. */
  Set<String> models() {
    return models;
  }

  boolean has(String model) {
    return models.contains(model);
  }

  /** The names of what belongs to a model; folders and symlinks may be among them. */
  public List<String> beside(String model) {
    List<String> shared = beside.getOrDefault(ModelFileName.stemOfFile(model), List.of());
    List<String> own = beside.getOrDefault(model, List.of());
    return own.isEmpty() ? shared : Stream.concat(shared.stream(), own.stream()).toList();
  }

  /** How many models, this one among them, share what belongs to it; 1: no other one does. */
  public int sharing(String model) {
    String stem = ModelFileName.stemOfFile(model);
    return beside.containsKey(stem) ? stems.getOrDefault(stem, 1) : 1;
  }
}
