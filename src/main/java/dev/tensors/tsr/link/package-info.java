/** Matches files to CivitAI versions, and stores CivitAI's answers in the catalogue. */
package dev.tensors.tsr.link;
