/**
 * Reads model files and folders: what is found, its stamp, header, hashes and weights, by a pool of
 * readers.
 */
@NullMarked
package dev.tensors.tsr.reading;

import org.jspecify.annotations.NullMarked;
