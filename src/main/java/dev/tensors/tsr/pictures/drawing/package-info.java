/** Draws pictures anew, smaller, within bounds of memory and time, and without their texts. */
@NullMarked
package dev.tensors.tsr.pictures.drawing;

import org.jspecify.annotations.NullMarked;
