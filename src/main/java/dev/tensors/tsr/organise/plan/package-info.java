/** Finds out where files belong, and what stands in their way. Changes nothing on the disk. */
@NullMarked
package dev.tensors.tsr.organise.plan;

import org.jspecify.annotations.NullMarked;
