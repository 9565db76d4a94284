/** The folders that the catalogue remembers, and the paths in them. */
@NullMarked
package dev.tensors.tsr.library.folders;

import org.jspecify.annotations.NullMarked;
