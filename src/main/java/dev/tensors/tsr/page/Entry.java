package dev.tensors.tsr.page;

import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.page.PageContents.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file or a model that the page shows as a card. */
interface Entry {

  /** Names its card in the page's address. */
  String key();

  /**
   * @param picture the picture of the card; null: none
   */
  PageCard card(@Nullable ShownPicture picture);

  /**
   * The data of the opened card, by the keys that details.js reads.
   *
   * @param images the example images
   */
  Map<String, @Nullable Object> details(List<Map<String, @Nullable Object>> images);

  /** Whether CivitAI marks the model as not safe for work. */
  boolean isMature();

  /** The file that is here; null: none. */
  @Nullable Path file();

  /** The metadata of its header; a null value was too large to keep. */
  Map<String, @Nullable String> metadata();

  /** CivitAI's id; null: not known. */
  @Nullable Long modelId();

  /** CivitAI's id; null: not known. */
  @Nullable Long versionId();

  /** The example images of the version. */
  List<Example> examples();
}
