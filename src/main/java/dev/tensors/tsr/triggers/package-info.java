/** tsr db triggers: the words to type for a file. */
@NullMarked
package dev.tensors.tsr.triggers;

import org.jspecify.annotations.NullMarked;
