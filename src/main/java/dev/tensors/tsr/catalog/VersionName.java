package dev.tensors.tsr.catalog;

/**
 * A version at CivitAI, with the names that are cached of it.
 *
 * @param modelId CivitAI's id of its model
 * @param versionId CivitAI's id
 * @param name the version's; null where it is not cached
 * @param modelName null where it is not cached
 */
public record VersionName(long modelId, long versionId, String name, String modelName) {}
