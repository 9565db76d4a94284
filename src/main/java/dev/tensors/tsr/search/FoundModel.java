package dev.tensors.tsr.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cached model that a search found, with its latest version.
 *
 * <p>A search that was not asked for complete models leaves {@code nsfw} false, and {@code
 * latestVersionId}, {@code downloadUrl}, {@code thumbsUpCount} and {@code tags} unknown or empty.
 *
 * @param civitaiId CivitAI's id
 * @param nsfw not safe for work
 * @param latestVersionId CivitAI's id
 * @param downloadCount null: not known
 * @param thumbsUpCount null: not known
 * @param localFiles the paths of its files that are not missing
 */
public record FoundModel(
    long civitaiId,
    String name,
    String type,
    boolean nsfw,
    @Nullable String creator,
    @Nullable String baseModel,
    @Nullable String latestVersion,
    @Nullable Long latestVersionId,
    @Nullable String downloadUrl,
    @Nullable Long downloadCount,
    @Nullable Long thumbsUpCount,
    List<String> tags,
    List<String> localFiles) {

  FoundModel with(@Nullable String creator, List<String> localFiles) {
    return new FoundModel(
        civitaiId,
        name,
        type,
        nsfw,
        creator,
        baseModel,
        latestVersion,
        latestVersionId,
        downloadUrl,
        downloadCount,
        thumbsUpCount,
        tags,
        localFiles);
  }
}
