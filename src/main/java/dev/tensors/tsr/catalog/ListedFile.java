package dev.tensors.tsr.catalog;

import java.util.List;

/**
 * A file in the catalogue with what is known of it. What comes from CivitAI is null where the file
 * is not linked or its model not cached.
 *
 * @param id its row
 * @param filePath its real path
 * @param sha256 upper case hex
 * @param sizeBytes its length
 * @param headerSize bytes of the JSON header
 * @param tensorCount the tensors it names
 * @param modelId CivitAI's id of the model
 * @param versionId CivitAI's id of the version
 * @param triggers the version's trigger words, each on its own
 * @param latestVersionId CivitAI's id of the model's first version in its creator's order
 * @param missingSince null while the file is there
 * @param tags the model's, as its creator put them
 * @param isMature whether CivitAI marks the model so; false where that is not known
 * @param linkSource who made the link: cache, civitai, manual or sidecar; null: unknown, or no link
 * @param linkMatch the hash that proves the link: sha256 or weights; null: none does, or no link
 */
public record ListedFile(
    long id,
    String filePath,
    String sha256,
    Long sizeBytes,
    Long headerSize,
    Long tensorCount,
    Long modelId,
    Long versionId,
    String modelName,
    String modelType,
    String versionName,
    String baseModel,
    String creator,
    List<String> triggers,
    Long latestVersionId,
    String latestVersionName,
    String missingSince,
    String createdAt,
    String updatedAt,
    List<String> tags,
    boolean isMature,
    String linkSource,
    String linkMatch) {}
