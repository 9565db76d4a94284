package dev.tensors.tsr.model.files;

import dev.tensors.tsr.system.PathNames;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of model files, by which prompts refer to models. */
public final class ModelFileName {

  /** The extensions of model files, with the dot. */
  public static final List<String> EXTENSIONS =
      List.of(
          ".safetensors", ".sft", ".ckpt", ".pt", ".pt2", ".pth", ".bin", ".pkl", ".gguf", ".onnx");

  /** The words that programs write in the place of a name if there is no model. */
  private static final Set<String> NONE = Set.of("", "none", "[none]", "null", "undefined");

  private ModelFileName() {}

  /** Whether a text in the place of a name says that there is no model. */
  public static boolean isNone(String name) {
    return NONE.contains(name.strip().toLowerCase(Locale.ROOT));
  }

  /** The name of a file without its folder and extension, as web UIs list it. */
  public static String stem(String path) {
    return withoutEnding(withoutFolders(path));
  }

  /** The stem of a file of this system, where a backslash can be part of a name. */
  public static String stemOfFile(String path) {
    return withoutEnding(PathNames.HERE.name(path));
  }

  private static String withoutEnding(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** The extension by which a name is one of a model file, in small letters; null if it is none. */
  public static @Nullable String extension(String name) {
    String end = name.substring(Math.max(0, name.length() - 12)).toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().filter(end::endsWith).findFirst().orElse(null);
  }

  /** The names that a file may have whose name is written with or without its extension. */
  public static List<String> withAnyExtension(String name) {
    return Stream.concat(Stream.of(name), EXTENSIONS.stream().map(name::concat)).toList();
  }

  /** The path without the extension of a model file: another dot is part of the name. */
  public static String withoutExtension(String path) {
    String extension = extension(path);
    return path.substring(0, path.length() - (extension == null ? 0 : extension.length()));
  }

  /** The name by which a tag of a prompt calls the file, which may be written without extension. */
  public static String tagName(String path) {
    return withoutExtension(withoutFolders(path));
  }

  /** The name without its folders, which either separator divides. */
  public static String withoutFolders(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
