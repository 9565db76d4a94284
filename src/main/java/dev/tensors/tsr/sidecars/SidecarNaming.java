package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.prompts.ModelFileName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of sidecars. If several have CivitAI's data, the first of these counts. */
enum SidecarNaming {
  CIVITAI_INFO(".civitai.info", ManagerName.CIVITAI_HELPER),
  API_INFO(".api_info.json", ManagerName.BROWSER_PLUS),
  METADATA(".metadata.json", ManagerName.LORA_MANAGER),
  CM_INFO(".cm-info.json", ManagerName.STABILITY_MATRIX),
  CMINFO(".cminfo.json", ManagerName.CIVICOMFY),
  RGTHREE_INFO(".rgthree-info.json", ManagerName.RGTHREE),
  /** Several programs give this name to files of different kinds. */
  JSON(".json", null);

  static final List<SidecarNaming> ALL = List.of(values());

  private final String suffix;
  private final @Nullable ManagerName manager;

  SidecarNaming(String suffix, @Nullable ManagerName manager) {
    this.suffix = suffix;
    this.manager = manager;
  }

  /** The program that gives this name; null: the sidecar's content shows it. */
  @Nullable ManagerName manager() {
    return manager;
  }

  /** The name of the sidecar of a model file. */
  String nameFor(String modelFile) {
    return (this == RGTHREE_INFO ? modelFile : ModelFileName.stemOfFile(modelFile)) + suffix;
  }

  /** Whether model files that differ only in their suffixes have one sidecar together. */
  boolean isShared() {
    return this != RGTHREE_INFO;
  }
}
