package dev.tensors.tsr.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of a file or a model that the page loads for all at once: the text and picture of its
 * card in the grid, and the texts that the search reads.
 *
 * @param key names the card in the page's address: by its content or model, so that it stays the
 *     same when the file is moved or recorded anew
 * @param fileName null: no file is here
 * @param shownPath the path or name of the file in the list for browsers without JavaScript; null:
 *     the list has none
 * @param words trigger words
 * @param trainingTags the most common tags of the training, which the search reads, too
 * @param note the user's text
 * @param rating 1 to 5; null: not rated
 * @param isLinked whether the file's model at CivitAI is known
 * @param isNamed whether the name is the model's, and not the file's
 * @param hasOtherWords whether the words are not those that CivitAI names, which list has
 * @param added when the file was first recorded, ISO 8601, UTC
 * @param page the address of its page at CivitAI
 * @param picture null: none
 * @param ofFile null: no file is here
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
    List<String> trainingTags,
    @Nullable String note,
    @Nullable Long rating,
    boolean isFavourite,
    boolean isOutdated,
    boolean isLinked,
    boolean isNamed,
    boolean hasOtherWords,
    @Nullable Long sizeBytes,
    @Nullable String added,
    @Nullable String published,
    @Nullable Long downloads,
    @Nullable String page,
    @Nullable ShownPicture picture,
    @Nullable OfFile ofFile) {

  /**
   * What the filters, the terms of the search and the library ask of a file.
   *
   * @param row its id in the catalogue, which addresses of older pages have
   * @param folder the path of its folder; null: the page shows no paths
   * @param candidates the other base models that its tensors leave possible, where CivitAI says
   *     none
   * @param licence what its creator allows, the words of {@code licence:}; null: not known
   * @param states the words of {@code is:} that hold
   * @param source where the link is from
   * @param lastUsed when it was last used, ISO 8601, UTC
   * @param uses by the user's pictures and workflows; null: none of them was read
   * @param weight in the tag that loads it; null: no tag loads it
   * @param copies how many files with its content are here, hard links of one counted once
   * @param frees the bytes that its copies take which could go
   * @param others the paths of its other copies here, or only their names
   * @param run its place in a training that wrote several; null: it is the only one
   * @param links how many of all of them are hard links of another one
   * @param notedWeight which the user noted; null: none
   */
  record OfFile(
      long row,
      @Nullable String folder,
      List<String> candidates,
      @Nullable List<String> licence,
      List<String> states,
      @Nullable String source,
      @Nullable String lastUsed,
      @Nullable Long uses,
      @Nullable Double weight,
      int copies,
      long frees,
      List<String> others,
      TrainingRuns.@Nullable Place run,
      long links,
      @Nullable Double notedWeight) {}

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
