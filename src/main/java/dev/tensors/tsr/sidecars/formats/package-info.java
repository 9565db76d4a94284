/** The forms in which managers write sidecars, and what each says. */
@NullMarked
package dev.tensors.tsr.sidecars.formats;

import org.jspecify.annotations.NullMarked;
