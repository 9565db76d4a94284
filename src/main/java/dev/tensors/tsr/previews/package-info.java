/** The kept small copies of example pictures, in their folder. */
@NullMarked
package dev.tensors.tsr.previews;

import org.jspecify.annotations.NullMarked;
