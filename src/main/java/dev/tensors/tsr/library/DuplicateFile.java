package dev.tensors.tsr.library;

/**
 * A file whose SHA-256 another recorded file has, too.
 *
 * @param damaged whether another content was read since it was recorded
 */
public record DuplicateFile(LocalFile file, boolean damaged) {}
