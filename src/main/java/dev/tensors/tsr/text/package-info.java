/**
 * Text as such: which texts count as the same, or nearly. Knows nothing of models, and uses no
 * other room.
 */
@NullMarked
package dev.tensors.tsr.text;

import org.jspecify.annotations.NullMarked;
