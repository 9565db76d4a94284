/** The user's own pictures in the catalogue, and which files made them. */
@NullMarked
package dev.tensors.tsr.library.pictures;

import org.jspecify.annotations.NullMarked;
