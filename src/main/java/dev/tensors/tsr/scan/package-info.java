/** tsr db scan: finds model files, reads and records them, and marks those that are missing. */
@NullMarked
package dev.tensors.tsr.scan;

import org.jspecify.annotations.NullMarked;
