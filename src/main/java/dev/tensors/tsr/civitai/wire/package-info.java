/**
 * Records of CivitAI's answers. Each field is said once, with its name in JSON and the column of
 * the catalogue that keeps it, so that an answer can be read, stored, read back and written again.
 */
@NullMarked
package dev.tensors.tsr.civitai.wire;

import org.jspecify.annotations.NullMarked;
