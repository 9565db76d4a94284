package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.scan.ModelFormat;
import dev.tensors.tsr.scan.PictureNames;
import dev.tensors.tsr.scan.ReadFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The names in one folder, which tell what is beside its model files. Case does not count: the
 * folder may be one of Windows.
 */
final class ExportFolder {

  private final Path folder;

  /** The names by their lower case. */
  private final Map<String, List<String>> names = new HashMap<>();

  /** The names of model files by their stems in lower case. */
  private final Map<String, List<String>> models = new HashMap<>();

  private @Nullable String failure;

  private ExportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Lists a folder.
   *
   * @param clean whether to delete the temporary files of a tsr that was killed there
   */
  static ExportFolder read(Path folder, boolean clean) {
    ExportFolder read = new ExportFolder(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        read.add(entry);
        if (clean) {
          SidecarWriter.removeLeftover(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      read.failure = ReadFailure.of(Objects.requireNonNull(e.getCause()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return read; // with the file
    } catch (IOException e) {
      read.failure = ReadFailure.of(e);
    }
    return read;
  }

  /** Why the folder could not be listed, so that nothing may be written; null: it was listed. */
  @Nullable String failure() {
    return failure;
  }

  /** Adds a file that was written since the folder was listed. */
  void add(Path entry) {
    String name = String.valueOf(entry.getFileName());
    names.computeIfAbsent(lower(name), first -> new ArrayList<>(1)).add(name);
    if (ModelFormat.isModel(entry) && !Files.isDirectory(entry)) {
      models
          .computeIfAbsent(lower(ModelFileName.stemOfFile(name)), first -> new ArrayList<>(1))
          .add(name);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** The entry with this name, or else one with this name in another case. */
  @Nullable Path present(String name) {
    List<String> found = names.getOrDefault(lower(name), List.of());
    return found.isEmpty() ? null : path(found.contains(name) ? name : found.getFirst());
  }

  /**
   * The first picture or video of a model.
   *
   * @param endings what follows the model's stem, such as {@link PictureNames#BEST_FIRST}
   * @return null if there is none
   */
  @Nullable Path picture(String stem, List<String> endings) {
    for (String ending : endings) {
      Path found = present(stem + ending);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The other model files that share their sidecars with this one. */
  List<String> sharing(String modelFile) {
    return models.getOrDefault(lower(ModelFileName.stemOfFile(modelFile)), List.of()).stream()
        .filter(name -> !name.equals(modelFile))
        .toList();
  }

  /**
   * Another model file that a sidecar with this name would belong to: name.metadata.json belongs to
   * name.metadata.safetensors and to name.safetensors. Null if there is none.
   *
   * @param stem of the model file that the sidecar is for
   */
  @Nullable String otherModel(String sidecar, String stem) {
    for (Dialect dialect : Dialect.ALL) {
      String ending = dialect.nameFor("");
      if (dialect.isShared() && lower(sidecar).endsWith(ending)) {
        String other = lower(sidecar.substring(0, sidecar.length() - ending.length()));
        if (!other.equals(lower(stem)) && models.containsKey(other)) {
          return models.get(other).getFirst();
        }
      }
    }
    return null;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
