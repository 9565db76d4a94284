/** The forms of the sidecars of other managers: how each is read, and how it is written. */
@NullMarked
package dev.tensors.tsr.sidecars.formats;

import org.jspecify.annotations.NullMarked;
