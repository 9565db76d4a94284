package dev.tensors.tsr.output;

import java.io.Writer;

/**
 * Where rows are written and what it can show.
 *
 * @param out best buffered; flushed, but never closed, by {@link Rows}
 * @param width in terminal columns; 0 means unlimited
 * @param colour whether ANSI colours are understood and wanted
 */
public record OutputTarget(Writer out, int width, boolean colour) {}
