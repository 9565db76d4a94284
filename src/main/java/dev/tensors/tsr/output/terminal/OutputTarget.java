package dev.tensors.tsr.output.terminal;

import java.io.Writer;

/**
 * Where rows are written.
 *
 * @param out should be buffered; {@code Rows} flushes and never closes it
 * @param width in terminal columns; 0: unlimited
 * @param colour whether to colour cells with ANSI sequences
 * @param links whether names lead to files and pages
 * @param paths how tables write paths
 */
public record OutputTarget(Writer out, int width, boolean colour, boolean links, ShownPaths paths) {

  /** A target without links, for which paths are written whole. */
  public OutputTarget(Writer out, int width, boolean colour) {
    this(out, width, colour, false, ShownPaths.WHOLE);
  }
}
