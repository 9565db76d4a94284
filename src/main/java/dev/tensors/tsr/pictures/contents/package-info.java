/**
 * What pictures, workflows and prompts have in common: the models that they name, the texts in
 * which they name them, and what was read.
 */
@NullMarked
package dev.tensors.tsr.pictures.contents;

import org.jspecify.annotations.NullMarked;
