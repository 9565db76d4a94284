/** What the user notes on contents, here and in other managers, and which of it counts. */
@NullMarked
package dev.tensors.tsr.library.notes;

import org.jspecify.annotations.NullMarked;
