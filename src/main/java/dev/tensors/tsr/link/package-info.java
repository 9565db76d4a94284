/**
 * Matches files to CivitAI versions, caches models and their versions, and stores CivitAI's answers
 * in the catalogue. Uses {@code civitai}, {@code catalog} and {@code prompts}; touches no file.
 */
@NullMarked
package dev.tensors.tsr.link;

import org.jspecify.annotations.NullMarked;
