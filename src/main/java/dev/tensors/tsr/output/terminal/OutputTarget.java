package dev.tensors.tsr.output.terminal;

import java.io.Writer;

/**
 * Where rows are written.
 *
 * @param out should be buffered; {@code Rows} flushes and never closes it
 * @param width in terminal columns; 0: unlimited
 * @param colour whether to colour cells with ANSI sequences
 */
public record OutputTarget(Writer out, int width, boolean colour) {}
