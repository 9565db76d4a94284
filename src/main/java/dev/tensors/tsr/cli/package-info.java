/**
 * The program put together: {@code Tsr} makes the commands that the arguments may name, runs one of
 * them, and reports its failure as one line and an exit code. Knows all other rooms through {@code
 * commands}, {@code completion} and {@code frame}.
 */
package dev.tensors.tsr.cli;
