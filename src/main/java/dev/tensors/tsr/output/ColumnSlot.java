package dev.tensors.tsr.output;

/**
 * A column's place in a table.
 *
 * @param kind on which side it is aligned, and whether it may be made narrower
 * @param essential whether others are left out before it is
 */
record ColumnSlot(ValueKind kind, boolean essential) {}
