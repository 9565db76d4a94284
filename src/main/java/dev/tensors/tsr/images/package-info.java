/** tsr db images: remembers the user's own pictures and the models that made them. */
@NullMarked
package dev.tensors.tsr.images;

import org.jspecify.annotations.NullMarked;
