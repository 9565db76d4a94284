/** Matches files to CivitAI versions, and stores CivitAI's answers in the catalogue. */
@NullMarked
package dev.tensors.tsr.link;

import org.jspecify.annotations.NullMarked;
