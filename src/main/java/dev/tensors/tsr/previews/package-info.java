/**
 * Keeps small forms of example pictures as files, and finds them again.
 *
 * <p>The files are all there is to know of which pictures are kept; their order and their levels
 * are those of the catalogue. {@link dev.tensors.tsr.previews.KeptPreviews} gives the pictures of a
 * version to whoever shows them, {@link dev.tensors.tsr.previews.PreviewRun} fetches those that are
 * absent.
 */
@NullMarked
package dev.tensors.tsr.previews;

import org.jspecify.annotations.NullMarked;
