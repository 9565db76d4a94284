package dev.tensors.tsr.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The addresses of pages at CivitAI. */
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
    return modelId == null ? null : start(isMature) + modelId;
  }

  /** What the address of each model's page begins with, before the model's id. */
  public static String start(boolean isMature) {
    return (isMature ? "https://civitai.red" : "https://civitai.com") + "/models/";
  }

  /**
   * The page of a model that shows one of its versions, by CivitAI's ids; of an unknown version,
   * the page of the model.
   *
   * @return null if the model's id is null
   */
  public static @Nullable String address(
      @Nullable Long modelId, @Nullable Long versionId, boolean isMature) {
    String model = address(modelId, isMature);
    return model == null || versionId == null ? model : model + "?modelVersionId=" + versionId;
  }

  /** The page that searches models for a name. */
  public static String search(String name) {
    String query = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "https://civitai.com/search/models?query=" + query;
  }
}
