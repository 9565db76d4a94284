/** What services said, kept in the catalogue: written and read. */
@NullMarked
package dev.tensors.tsr.answers;

import org.jspecify.annotations.NullMarked;
