/**
 * The sidecars beside a model as files: found in their folders, read within bounds, and recorded in
 * the catalogue.
 */
@NullMarked
package dev.tensors.tsr.sidecars.files;

import org.jspecify.annotations.NullMarked;
