package dev.tensors.tsr.sidecars.files;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.reading.ReadFailure;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The names in one folder, found in any case: the folder may be one of Windows. */
public final class FolderNames {

  private final Path folder;

  /** The names by their lower case. */
  private final Map<String, List<String>> names = new HashMap<>();

  /** The names of model files by their stems in lower case. */
  private final Map<String, List<String>> models = new HashMap<>();

  private boolean listed;
  private @Nullable String failure;

  private FolderNames(Path folder) {
    this.folder = folder;
  }

  /**
   * Lists a folder.
   *
   * @param each receives each entry
   */
  public static FolderNames read(Path folder, Consumer<Path> each) {
    FolderNames read = new FolderNames(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        read.add(String.valueOf(entry.getFileName()));
        each.accept(entry);
      }
      read.listed = true;
    } catch (DirectoryIteratorException e) {
      read.failure = ReadFailure.of(Objects.requireNonNull(e.getCause()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return read; // gone with the files in it
    } catch (IOException e) {
      read.failure = ReadFailure.of(e);
    }
    return read;
  }

  /** Whether all names are known. */
  boolean isListed() {
    return listed;
  }

  /** Why the folder could not be listed; null: it was listed, or is gone. */
  public @Nullable String failure() {
    return failure;
  }

  public void add(String name) {
    names.computeIfAbsent(lower(name), first -> new ArrayList<>(1)).add(name);
    if (ModelFormat.isModel(Path.of(name))) {
      models
          .computeIfAbsent(lower(ModelFileName.stemOfFile(name)), first -> new ArrayList<>(1))
          .add(name);
    }
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  /** The entries with this name in any case. */
  public List<String> named(String name) {
    return names.getOrDefault(lower(name), List.of());
  }

  /** The entries with the names of model files; folders may be among them. */
  public List<Path> models() {
    return models.values().stream().flatMap(List::stream).map(this::path).toList();
  }

  /** The model files that have a stem in any case. */
  public List<String> models(String stem) {
    return models.getOrDefault(lower(stem), List.of()).stream().filter(this::isFile).toList();
  }

  /** The other model files that have the stem of a model file in any case. */
  public List<String> sharing(String modelFile) {
    return models.getOrDefault(lower(ModelFileName.stemOfFile(modelFile)), List.of()).stream()
        .filter(name -> !name.equals(modelFile))
        .filter(this::isFile)
        .toList();
  }

  /** Some models are folders that are named like model files. */
  private boolean isFile(String name) {
    return !Files.isDirectory(path(name));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
