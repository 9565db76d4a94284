/** tsr db duplicates: files of one content, or of the same weights, and which of them can go. */
@NullMarked
package dev.tensors.tsr.duplicates;

import org.jspecify.annotations.NullMarked;
