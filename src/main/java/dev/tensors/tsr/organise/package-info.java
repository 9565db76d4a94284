/** Keeps the catalogue in step with the disk: relocate and prune. */
@NullMarked
package dev.tensors.tsr.organise;

import org.jspecify.annotations.NullMarked;
