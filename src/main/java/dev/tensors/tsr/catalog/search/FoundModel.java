package dev.tensors.tsr.catalog.search;

import java.util.List;

/**
 * A cached model that a search found. What is said of its latest version is null where there is
 * none, and null as well where CivitAI does not tell.
 *
 * @param civitaiId CivitAI's id
 * @param nsfw not safe for work
 * @param creator null where CivitAI names none
 * @param latestVersionId CivitAI's id
 * @param localFiles the paths of its files that are there
 */
public record FoundModel(
    long civitaiId,
    String name,
    String type,
    boolean nsfw,
    String creator,
    String baseModel,
    String latestVersion,
    Long latestVersionId,
    String downloadUrl,
    long downloadCount,
    long thumbsUpCount,
    List<String> tags,
    List<String> localFiles) {}
