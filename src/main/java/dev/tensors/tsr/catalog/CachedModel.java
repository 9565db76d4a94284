package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.GenerationParameter;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
import java.util.Map;

/**
 * A model as it is to be cached, with everything below it.
 *
 * @param columns of models, civitai_id and name among them
 * @param creator null if the answer names none
 * @param tags without repeats
 * @param versions in their creator's order, the latest first
 */
public record CachedModel(
    ColumnValues columns, Creator creator, List<String> tags, List<Version> versions) {

  /**
   * Who made a model.
   *
   * @param imageUrl null if there is none
   */
  public record Creator(String username, String imageUrl) {}

  /**
   * A version of a model.
   *
   * @param columns of model_versions, civitai_id among them, without version_index
   * @param words its trained words in their order
   */
  public record Version(
      ColumnValues columns, List<String> words, List<File> files, List<Image> images) {}

  /**
   * A file of a version.
   *
   * @param columns of version_files, civitai_id among them
   * @param hashes by their type
   */
  public record File(ColumnValues columns, Map<String, String> hashes) {}

  /**
   * An example image of a version.
   *
   * @param columns of version_images, civitai_id (may be null) and url among them
   * @param video of image_video_metadata; null if it is none
   * @param parameters what it was made with, by the keys as they came; empty if the answer has none
   * @param resources of image_resources
   */
  public record Image(
      ColumnValues columns,
      ColumnValues video,
      Map<String, GenerationParameter> parameters,
      List<ColumnValues> resources) {}
}
