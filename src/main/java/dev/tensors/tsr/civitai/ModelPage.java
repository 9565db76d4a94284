package dev.tensors.tsr.civitai;

import org.jspecify.annotations.Nullable;

/** The address of a model's page at CivitAI. */
public final class ModelPage {

  private ModelPage() {}

  /**
   * The page of a model.
   *
   * @param modelId CivitAI's id
   * @param isMature whether CivitAI marks the model as mature, which civitai.com does not show
   * @return null if the id is null
   */
  public static @Nullable String address(@Nullable Long modelId, boolean isMature) {
    String site = isMature ? "https://civitai.red" : "https://civitai.com";
    return modelId == null ? null : site + "/models/" + modelId;
  }

  /** The page of a model that shows one of its versions, by CivitAI's ids. */
  public static String address(long modelId, long versionId, boolean isMature) {
    return address(modelId, isMature) + "?modelVersionId=" + versionId;
  }
}
