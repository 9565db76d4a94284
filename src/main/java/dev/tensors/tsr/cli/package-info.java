/**
 * Runs a command line: {@code Tsr} makes the commands that the arguments may name, runs one of
 * them, and reports its failure as one line and an exit code. Also writes the manual pages.
 */
@NullMarked
package dev.tensors.tsr.cli;

import org.jspecify.annotations.NullMarked;
