/** tsr db note: what the user thinks of a file. */
@NullMarked
package dev.tensors.tsr.note;

import org.jspecify.annotations.NullMarked;
