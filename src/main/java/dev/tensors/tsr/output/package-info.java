/**
 * Writes results as tables, TSV, CSV and JSON, and messages and progress to the terminal. Knows
 * nothing of models, and uses no other room.
 */
@NullMarked
package dev.tensors.tsr.output;

import org.jspecify.annotations.NullMarked;
