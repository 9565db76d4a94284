package dev.tensors.tsr.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of model files, each told by a file's name. */
enum ModelFormat {
  SAFETENSORS(".safetensors", ".sft"),
  GGUF(".gguf"),

  /** Python objects: unpickling one runs its code, so that such a file is hashed and no more. */
  PICKLE(".ckpt", ".pt", ".pth", ".bin");

  private final List<String> endings;

  ModelFormat(String... endings) {
    this.endings = List.of(endings);
  }

  /** The format that a file's name tells; null where it is no model's name. */
  static @Nullable ModelFormat of(Path path) {
    Path name = path.getFileName();
    if (name == null) {
      return null;
    }
    String lower = name.toString().toLowerCase(Locale.ROOT);
    for (ModelFormat format : values()) {
      if (format.endings.stream().anyMatch(lower::endsWith)) {
        return format;
      }
    }
    return null;
  }
}
