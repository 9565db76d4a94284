/**
 * Asks CivArchive, a site that keeps what CivitAI has deleted. Its API is not documented, and
 * nobody promises that it stays as it is.
 */
@NullMarked
package dev.tensors.tsr.civarchive;

import org.jspecify.annotations.NullMarked;
