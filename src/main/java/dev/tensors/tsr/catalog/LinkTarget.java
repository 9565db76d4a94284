package dev.tensors.tsr.catalog;

/**
 * A file that may be linked to a version at CivitAI.
 *
 * @param id its row
 * @param path its real path
 * @param sha256 upper case hex
 * @param link to which version it is linked; null if it is not
 */
public record LinkTarget(long id, String path, String sha256, Link link) {}
