/**
 * Pictures, workflows and prompts, and the models that their text names. Every byte comes from
 * strangers: no pixel is decoded, text is bounded, and each reader takes time in proportion to the
 * length of what it reads. The services here match those models with files through {@code catalog}.
 */
@NullMarked
package dev.tensors.tsr.images;

import org.jspecify.annotations.NullMarked;
