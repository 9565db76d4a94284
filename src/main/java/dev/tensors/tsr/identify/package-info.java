/**
 * Finds out from a header what a model file is: type, base model, precision, rank and alpha. The
 * classes named Rules list which tensors each kind of model has. Uses {@code modelfile}; reads no
 * file and no database.
 */
@NullMarked
package dev.tensors.tsr.identify;

import org.jspecify.annotations.NullMarked;
