package dev.tensors.tsr.prompts;

/** Names of model files, by which prompts refer to models. */
public final class ModelFileName {

  private ModelFileName() {}

  /** The name of a file without its folder and extension, as web UIs list it. */
  public static String stem(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
