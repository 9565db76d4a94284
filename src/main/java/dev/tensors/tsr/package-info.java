/** The entry points: {@code Main} of the program, {@code AotTraining} of the build. */
@NullMarked
package dev.tensors.tsr;

import org.jspecify.annotations.NullMarked;
