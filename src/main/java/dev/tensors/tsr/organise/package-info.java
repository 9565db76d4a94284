/**
 * Moves files where they belong, and keeps the catalogue in step with the disk: relocate and prune.
 */
@NullMarked
package dev.tensors.tsr.organise;

import org.jspecify.annotations.NullMarked;
