/** Reads the offline archive of CivitAI's data that CivArchive's makers published. */
@NullMarked
package dev.tensors.tsr.archive;

import org.jspecify.annotations.NullMarked;
