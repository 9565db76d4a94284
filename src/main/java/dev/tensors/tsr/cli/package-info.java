/**
 * Runs a command line: {@code Tsr} creates only those commands whose names occur in the arguments,
 * runs one of them, and reports a failure as one line and an exit code. Also writes the manual
 * pages. Puts the program together, so it may use every room that a command may use.
 */
@NullMarked
package dev.tensors.tsr.cli;

import org.jspecify.annotations.NullMarked;
