package dev.tensors.tsr.model;

import org.jspecify.annotations.Nullable;

/**
 * A version at CivitAI, with its names as far as they are known.
 *
 * @param modelId CivitAI's id of its model
 * @param versionId CivitAI's id
 * @param name the version's name
 */
public record VersionName(
    long modelId, long versionId, @Nullable String name, @Nullable String modelName) {}
