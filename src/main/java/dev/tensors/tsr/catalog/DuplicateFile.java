package dev.tensors.tsr.catalog;

/**
 * A file whose SHA-256 is recorded of another one, too.
 *
 * @param damaged whether it was found to have another content since it was recorded
 */
public record DuplicateFile(LocalFile file, boolean damaged) {}
