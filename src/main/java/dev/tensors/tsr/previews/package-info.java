/**
 * Keeps small copies of CivitAI's example pictures as files, and finds them again.
 *
 * <p>The files alone tell which pictures are kept; the catalogue has the order and the NSFW levels
 * of their images. {@link dev.tensors.tsr.previews.KeptPreviews} finds the pictures of a version,
 * and {@link dev.tensors.tsr.previews.PreviewCache} fetches the absent ones.
 */
@NullMarked
package dev.tensors.tsr.previews;

import org.jspecify.annotations.NullMarked;
