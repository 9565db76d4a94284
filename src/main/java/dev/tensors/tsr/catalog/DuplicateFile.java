package dev.tensors.tsr.catalog;

/**
 * A file whose SHA-256 another recorded file has, too.
 *
 * @param damaged whether {@code verify} has since read another content
 */
public record DuplicateFile(LocalFile file, boolean damaged) {}
