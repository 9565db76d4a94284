/** Moves files and takes it back, so that nothing is lost where the program is killed. */
@NullMarked
package dev.tensors.tsr.organise.moves;

import org.jspecify.annotations.NullMarked;
