/**
 * Starts the program: {@code Main} is its entry, and {@code AotTraining} runs the usual commands
 * while the build records the AOT caches. Uses {@code cli} and {@code output}.
 */
@NullMarked
package dev.tensors.tsr;

import org.jspecify.annotations.NullMarked;
