/**
 * Completes command lines: prints the scripts for the shells, and the candidates that they ask for.
 * Reads the commands from picocli and names from the catalogue; changes nothing.
 */
@NullMarked
package dev.tensors.tsr.cli.completion;

import org.jspecify.annotations.NullMarked;
