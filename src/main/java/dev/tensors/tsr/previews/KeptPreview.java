package dev.tensors.tsr.previews;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A kept picture of a version.
 *
 * @param imageId CivitAI's id of the image that it shows; null: not known
 * @param nsfwLevel CivitAI's level, a bit mask of which 1 is PG; null: not known
 */
public record KeptPreview(Path file, @Nullable Long imageId, @Nullable Long nsfwLevel) {}
