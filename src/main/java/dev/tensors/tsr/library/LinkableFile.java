package dev.tensors.tsr.library;

import dev.tensors.tsr.model.Link;
import org.jspecify.annotations.Nullable;

/**
 * A file that can be linked to a version at CivitAI, and to a repository.
 *
 * @param id its row
 * @param path its real path
 * @param sha256 upper case hex
 * @param repository at Hugging Face, which has this file; null: none is known
 */
public record LinkableFile(
    long id, String path, String sha256, @Nullable Link link, @Nullable String repository) {}
