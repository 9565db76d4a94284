package dev.tensors.tsr.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects and sorts the files to list.
 *
 * @param texts parts of the path, the model's or version's name, a tag, a trigger word or the
 *     user's note, in any case; a file must have all of them
 * @param types model types or their short names, in any case; empty: any type
 * @param baseModels base models or their short names, in any case; empty: any base model
 * @param unlinked only files without a link to CivitAI
 * @param missing only missing files, which are otherwise left out
 * @param outdated only files whose model has a newer version for the same base model
 * @param gone only files whose model or version CivitAI no longer has
 * @param unused only files that no recorded picture was made with, though pictures always name
 *     models of their type
 * @param favourite only the user's favourites
 * @param tags tags of the user or of the model, in any case; a file must have all of them
 * @param under the real path of a folder; null: anywhere
 * @param limit the largest number of files; Integer.MAX_VALUE: all
 */
public record FileFilter(
    List<String> texts,
    List<String> types,
    List<String> baseModels,
    boolean unlinked,
    boolean missing,
    boolean outdated,
    boolean gone,
    boolean unused,
    boolean favourite,
    List<String> tags,
    @Nullable String under,
    Sort sort,
    int limit) {

  /** Selects the files that are here with these texts, to count them: the limit is 0. */
  public static FileFilter toCount(List<String> texts) {
    return new FileFilter(
        texts, List.of(), List.of(), false, false, false, false, false, false, List.of(), null,
        Sort.PATH, 0);
  }

  boolean isLimited() {
    return limit < Integer.MAX_VALUE;
  }

  /** Names and paths sort from A; sizes, dates and ratings from the largest. */
  public enum Sort {
    NAME,
    PATH,
    SIZE,
    DATE,
    /** The latest use first. */
    USED,
    RATING
  }
}
