package dev.tensors.tsr.organise;

import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.text.JsonString;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The {@code extra_model_paths.yaml} by which ComfyUI finds the models of another program. */
final class ComfyPaths {

  private ComfyPaths() {}

  /**
   * The text of the file.
   *
   * @param layout the program whose folders they are
   * @param models its folder of models
   */
  static String yaml(Layout layout, String models) {
    Map<String, Set<String>> folders = new LinkedHashMap<>();
    layout
        .byFolderOf(Layout.COMFYUI)
        .forEach(
            (category, names) ->
                folders
                    // ComfyUI takes one for the other, and searches both
                    .computeIfAbsent(
                        category.equals("unet") ? "diffusion_models" : category,
                        _ -> new LinkedHashSet<>())
                    .addAll(names));
    StringBuilder yaml = new StringBuilder("tsr:\n  base_path: ");
    yaml.append(JsonString.of(models)).append('\n');
    folders.forEach(
        (category, names) -> {
          yaml.append("  ").append(category).append(": ");
          if (names.size() == 1) {
            yaml.append(names.iterator().next()).append('\n');
          } else {
            yaml.append("|\n");
            names.forEach(name -> yaml.append("    ").append(name).append('\n'));
          }
        });
    return yaml.toString();
  }
}
