package dev.tensors.tsr.output;

/**
 * How a column may be placed in a table.
 *
 * @param kind decides the alignment, and whether the column may be made narrower
 * @param essential whether other columns are left out first
 */
record ColumnSlot(ValueKind kind, boolean essential) {}
