/** tsr db prompts: what example images and the user's own were made with. */
@NullMarked
package dev.tensors.tsr.prompts;

import org.jspecify.annotations.NullMarked;
