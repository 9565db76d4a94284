/** Finds model files, reads those that are new or have changed, and verifies recorded ones. */
package dev.tensors.tsr.scan;
