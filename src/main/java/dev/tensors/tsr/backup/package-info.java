/**
 * {@code tsr db backup}: copies the whole catalogue, and checks copies. {@code tsr db diff}:
 * compares the catalogue with that of another machine.
 */
@NullMarked
package dev.tensors.tsr.backup;

import org.jspecify.annotations.NullMarked;
