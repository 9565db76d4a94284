/** Asks CivitAI for what the catalogue lacks, or has for long. */
@NullMarked
package dev.tensors.tsr.answers.fetching;

import org.jspecify.annotations.NullMarked;
