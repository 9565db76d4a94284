package dev.tensors.tsr.catalog.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cached model that a search found, with its latest version.
 *
 * @param civitaiId CivitAI's id
 * @param nsfw not safe for work
 * @param latestVersionId CivitAI's id
 * @param downloadCount null: not known
 * @param thumbsUpCount null: not known
 * @param tags empty, too, where the search was asked for models without tags
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
    List<String> localFiles) {}
