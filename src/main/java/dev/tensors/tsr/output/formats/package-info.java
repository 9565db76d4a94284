/** The formats of a result: table, TSV, CSV, JSON, cards and blocks. */
@NullMarked
package dev.tensors.tsr.output.formats;

import org.jspecify.annotations.NullMarked;
