/** Completes command lines: the shells' scripts, and the candidates that they ask for. */
package dev.tensors.tsr.cli.completion;
