/**
 * Finds out what a model file is by the tensors of its header: its type, base model, precision and
 * rank.
 */
@NullMarked
package dev.tensors.tsr.modelfile.identify;

import org.jspecify.annotations.NullMarked;
