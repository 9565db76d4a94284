package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.ValueKind;

/**
 * How a column may be placed in a table.
 *
 * @param kind decides the alignment, and whether the column may be made narrower
 * @param essential whether other columns are left out first
 */
record ColumnSlot(ValueKind kind, boolean essential) {}
