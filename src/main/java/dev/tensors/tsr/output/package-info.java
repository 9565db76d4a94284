/**
 * Writes results to terminals, pipes and scripts: tables, TSV, CSV, JSON, progress. Knows nothing
 * of models.
 */
package dev.tensors.tsr.output;
