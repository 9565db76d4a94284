/**
 * Completes command lines: prints the scripts for the shells, and the candidates that they ask for.
 */
@NullMarked
package dev.tensors.tsr.cli.completion;

import org.jspecify.annotations.NullMarked;
