package dev.tensors.tsr.answers;

import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model with its versions, files and images, to be cached.
 *
 * @param columns of the table models, with civitai_id and name
 * @param tags without duplicates
 * @param versions in their creator's order, the latest first
 */
public record CachedModel(
    ColumnValues columns, @Nullable Creator creator, List<String> tags, List<Version> versions) {

  /** The creator of a model, with a picture of them. */
  public record Creator(String username, @Nullable String imageUrl) {}

  /**
   * A version of a model.
   *
   * @param columns of the table model_versions, with civitai_id, without version_index
   * @param words the trained words in their order
   */
  public record Version(
      ColumnValues columns, List<String> words, List<File> files, List<Image> images) {}

  /**
   * A file of a version.
   *
   * @param columns of the table version_files, with civitai_id
   * @param hashes by their types
   */
  public record File(ColumnValues columns, Map<String, String> hashes) {}

  /**
   * An example image of a version.
   *
   * @param columns of the table version_images, with url, and civitai_id if it is known
   * @param video columns of the table image_video_metadata; null: not a video
   * @param parameters by CivitAI's keys; empty if the answer has none
   * @param resources rows of the table image_resources
   */
  public record Image(
      ColumnValues columns,
      @Nullable ColumnValues video,
      Map<String, GenerationParameter> parameters,
      List<ColumnValues> resources) {}
}
