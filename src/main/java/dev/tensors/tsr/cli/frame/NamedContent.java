package dev.tensors.tsr.cli.frame;

import org.jspecify.annotations.Nullable;

/**
 * A content that a FILE argument names.
 *
 * @param sha256 upper case hex
 * @param path of a recorded file with this content; null: there is none any more
 */
public record NamedContent(String sha256, @Nullable String path) {}
