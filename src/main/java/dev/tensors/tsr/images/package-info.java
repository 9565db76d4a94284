/**
 * Reads the prompts, settings and models out of pictures, workflows and prompts, and matches these
 * models with files. Every byte comes from strangers: no pixel is decoded, text is bounded, and
 * each reader takes time in proportion to the length of what it reads.
 *
 * <p>Reads pictures; uses {@code prompts} to parse text, and {@code catalog} to find files. Writes
 * nothing.
 */
@NullMarked
package dev.tensors.tsr.images;

import org.jspecify.annotations.NullMarked;
