package dev.tensors.tsr.page;

import dev.tensors.tsr.prompts.ExampleImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file or a model on the page. */
interface Entry {

  /**
   * @param picture the one that stands for it; null: none
   */
  Card card(@Nullable ShownPicture picture);

  /**
   * What is shown when its card is opened, by the names that details.js has.
   *
   * @param images the example images
   */
  Map<String, @Nullable Object> details(List<Map<String, @Nullable Object>> images);

  /** Whether CivitAI marks the model as not safe for work. */
  boolean isMature();

  /** The file that is here; null: none. */
  @Nullable Path file();

  /** CivitAI's id; null: not known. */
  @Nullable Long modelId();

  /** CivitAI's id; null: not known. */
  @Nullable Long versionId();

  /** The example images of the version. */
  List<ExampleImage> examples();
}
