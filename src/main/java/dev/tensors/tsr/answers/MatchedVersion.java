package dev.tensors.tsr.answers;

/**
 * A version at CivitAI that has a file with this hash.
 *
 * @param sha256 upper case hex
 * @param modelId CivitAI's id
 * @param versionId CivitAI's id
 */
public record MatchedVersion(String sha256, long modelId, long versionId) {}
