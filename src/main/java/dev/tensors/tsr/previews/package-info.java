/**
 * Caches models with small copies of their example pictures, and finds these copies again. Uses
 * {@code link} to cache the models and {@code civitai} to fetch the pictures; writes only into the
 * folder of the copies.
 *
 * <p>The names of the files are the only record of which pictures are kept; the catalogue has the
 * order and the NSFW levels of their images. {@link dev.tensors.tsr.previews.KeptPreviews} finds
 * the pictures of a version, and {@link dev.tensors.tsr.previews.PreviewCache} fetches the absent
 * ones.
 */
@NullMarked
package dev.tensors.tsr.previews;

import org.jspecify.annotations.NullMarked;
