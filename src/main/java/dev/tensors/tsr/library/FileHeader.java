package dev.tensors.tsr.library;

import dev.tensors.tsr.model.HeaderIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a model file that is not in the catalogue.
 *
 * @param headerSize bytes of the JSON header; null for a pickle, which has none
 * @param tensorCount the tensors in the header
 * @param metadata the header's metadata; null: a value that was too large to keep
 */
public record FileHeader(
    @Nullable Long headerSize,
    @Nullable Long tensorCount,
    Map<String, @Nullable String> metadata,
    HeaderIdentity identity) {}
