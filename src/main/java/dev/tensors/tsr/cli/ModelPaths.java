package dev.tensors.tsr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What can be told of a path without looking at what is there. */
final class ModelPaths {

  private static final List<String> EXTENSIONS =
      List.of(".safetensors", ".sft", ".gguf", ".ckpt", ".pt", ".pth", ".bin");

  private ModelPaths() {}

  /** Whether its name is one that scan looks for. */
  static boolean isModel(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(name::endsWith);
  }

  /** As it can be pasted into a shell. */
  static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w/.,:+@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
