/**
 * Finds model files below folders, reads the new and changed ones, records them, and reads recorded
 * files again to verify them or to find duplicates.
 */
@NullMarked
package dev.tensors.tsr.scan;

import org.jspecify.annotations.NullMarked;
