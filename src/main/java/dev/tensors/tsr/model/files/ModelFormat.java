package dev.tensors.tsr.model.files;

import dev.tensors.tsr.modelfile.HeaderReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats of model files, each with its extensions. */
public enum ModelFormat {
  SAFETENSORS(".safetensors", ".sft"),
  GGUF(".gguf"),

  /** Python objects. Such a file is only hashed, since loading a pickle runs its code. */
  PICKLE(".ckpt", ".pt", ".pth", ".bin");

  private static final Map<String, ModelFormat> BY_EXTENSION =
      Stream.of(values())
          .flatMap(format -> format.extensions.stream().map(name -> Map.entry(name, format)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final List<String> extensions;

  ModelFormat(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /** Whether a path has the extension of a model file. */
  public static boolean isModel(Path path) {
    return of(path) != null;
  }

  /** Whether a path has the extension of a pickle, which a scan records on request only. */
  public static boolean isPickle(Path path) {
    return of(path) == PICKLE;
  }

  /** The format by a file's extension; null if it is not that of a model. */
  public static @Nullable ModelFormat of(Path path) {
    Path name = path.getFileName();
    return name == null ? null : of(name.toString());
  }

  /**
   * The offset of the first byte after the header of a model, in bytes.
   *
   * @param format null: one of .safetensors
   * @param headerSize as it is recorded; null: the file has no header
   */
  public static long dataStart(@Nullable ModelFormat format, @Nullable Long headerSize) {
    if (headerSize == null) {
      return 0;
    }
    return format == GGUF ? headerSize : HeaderReader.LENGTH_FIELD + headerSize;
  }

  /** The format by the extension of a path, which need not be valid; null if it is no model's. */
  public static @Nullable ModelFormat of(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? null : BY_EXTENSION.get(path.substring(dot).toLowerCase(Locale.ROOT));
  }
}
