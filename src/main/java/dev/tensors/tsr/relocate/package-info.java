/** Keeps the catalogue in step with files that were moved or deleted: relocate and prune. */
@NullMarked
package dev.tensors.tsr.relocate;

import org.jspecify.annotations.NullMarked;
