package dev.tensors.tsr.civitai;

/** The address of a model's page at CivitAI. */
public final class ModelPage {

  private ModelPage() {}

  /**
   * The page of a model.
   *
   * @param modelId CivitAI's id; null: unknown
   * @param isMature whether CivitAI marks the model so: civitai.com does not show it then
   * @return null if the id is
   */
  public static String address(Long modelId, boolean isMature) {
    String site = isMature ? "https://civitai.red" : "https://civitai.com";
    return modelId == null ? null : site + "/models/" + modelId;
  }

  /** The page of a model that shows one of its versions, by CivitAI's ids. */
  public static String address(long modelId, long versionId, boolean isMature) {
    return address(modelId, isMature) + "?modelVersionId=" + versionId;
  }
}
