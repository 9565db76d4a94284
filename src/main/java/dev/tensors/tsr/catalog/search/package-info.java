/**
 * Searches the cached models by their full text. Its SQL uses the index that the triggers of the
 * schema maintain; of the program, it uses {@code catalog} and {@code sqlite}.
 */
@NullMarked
package dev.tensors.tsr.catalog.search;

import org.jspecify.annotations.NullMarked;
