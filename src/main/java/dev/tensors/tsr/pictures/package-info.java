/**
 * Reads pictures, workflows and prompts of each program that writes them, into what they say:
 * prompt, settings, and the models that they name.
 */
@NullMarked
package dev.tensors.tsr.pictures;

import org.jspecify.annotations.NullMarked;
