package dev.tensors.tsr.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of model files, each with its extensions. */
public enum ModelFormat {
  SAFETENSORS(".safetensors", ".sft"),
  GGUF(".gguf"),

  /** Python objects. Such a file is only hashed, since loading a pickle runs its code. */
  PICKLE(".ckpt", ".pt", ".pth", ".bin");

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
  static @Nullable ModelFormat of(Path path) {
    Path name = path.getFileName();
    return name == null ? null : of(name.toString());
  }

  /** The format by the extension of a path, which need not be valid; null if it is no model's. */
  static @Nullable ModelFormat of(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    for (ModelFormat format : values()) {
      if (format.extensions.stream().anyMatch(lower::endsWith)) {
        return format;
      }
    }
    return null;
  }
}
