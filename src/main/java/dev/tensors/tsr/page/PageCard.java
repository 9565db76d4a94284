package dev.tensors.tsr.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of a file or a model that the page loads for all at once: the text and picture of its
 * card in the grid, and the texts that the search reads.
 *
 * @param key names the card in the page's address; stays the same while the catalogue has the file
 *     or model
 * @param fileName null: no file is here
 * @param shownPath the path or name of the file in the list for browsers without JavaScript; null:
 *     the list has none
 * @param words trigger words
 * @param note the user's text
 * @param rating 1 to 5; null: not rated
 * @param isLinked whether the file's model at CivitAI is known
 * @param added when the file was first recorded, ISO 8601, UTC
 * @param page the address of its page at CivitAI
 * @param picture null: none
 */
record PageCard(
    String key,
    String name,
    @Nullable String fileName,
    @Nullable String shownPath,
    @Nullable String type,
    @Nullable String baseModel,
    @Nullable String version,
    @Nullable String creator,
    List<String> tags,
    List<String> words,
    @Nullable String note,
    @Nullable Long rating,
    boolean isFavourite,
    boolean isOutdated,
    boolean isLinked,
    @Nullable Long sizeBytes,
    @Nullable String added,
    @Nullable String published,
    @Nullable Long downloads,
    @Nullable Long imagesMade,
    @Nullable String page,
    @Nullable ShownPicture picture) {

  /**
   * A picture in the page's folder.
   *
   * @param name of the file, without its folder
   * @param isMature whether it is blurred until it is clicked
   * @param original the address of the picture of which it is a thumbnail; null: the page tells
   *     none
   */
  record ShownPicture(String name, boolean isMature, @Nullable String original) {}
}
