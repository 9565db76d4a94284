/** Moves models to where programs look for them, and takes it back; makes symlinks to them. */
@NullMarked
package dev.tensors.tsr.organise;

import org.jspecify.annotations.NullMarked;
