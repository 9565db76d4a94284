/**
 * Finds model files below folders, reads the new and changed ones, and records them; also reads
 * recorded files again to verify them or to find duplicates, finds the user's own pictures, follows
 * moved folders, and finds the rows of absent files that prune deletes.
 *
 * <p>Reads the disk and changes the catalogue, never a file. Uses {@code modelfile}, {@code
 * identify}, {@code images} and {@code catalog}.
 */
@NullMarked
package dev.tensors.tsr.scan;

import org.jspecify.annotations.NullMarked;
