package dev.tensors.tsr.model.files;

import java.util.List;

/** The names of sidecars. If several have CivitAI's data, the first of these counts. */
public enum SidecarNaming {
  CIVITAI_INFO(".civitai.info"),
  API_INFO(".api_info.json"),
  METADATA(".metadata.json"),
  CM_INFO(".cm-info.json"),
  CMINFO(".cminfo.json"),
  RGTHREE_INFO(".rgthree-info.json"),
  /** Several programs give this name to files of different kinds. */
  JSON(".json");

  public static final List<SidecarNaming> ALL = List.of(values());

  private final String suffix;

  SidecarNaming(String suffix) {
    this.suffix = suffix;
  }

  /** What follows the name of the model, which can have an extension. */
  public String suffix() {
    return suffix;
  }

  /** The name of the sidecar of a model file. */
  public String nameFor(String modelFile) {
    return start(modelFile) + suffix;
  }

  /** Whether model files that differ only in their suffixes have one sidecar together. */
  public boolean isShared() {
    return this != RGTHREE_INFO;
  }

  /** The name that a sidecar in any case gets where its model file does. */
  public String renamed(String sidecar, String oldModelFile, String newModelFile) {
    String old = start(oldModelFile);
    String now = start(newModelFile);
    return old.equals(now) ? sidecar : now + sidecar.substring(old.length());
  }

  private String start(String modelFile) {
    return isShared() ? ModelFileName.stemOfFile(modelFile) : modelFile;
  }
}
