/** What services said, kept in the catalogue: fetched, written, refreshed and read. */
@NullMarked
package dev.tensors.tsr.answers;

import org.jspecify.annotations.NullMarked;
