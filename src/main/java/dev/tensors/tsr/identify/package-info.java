/**
 * Tells from a header what a model file is: type, base model, precision, rank and alpha. The rules
 * are data; no file and no database is read here.
 */
@NullMarked
package dev.tensors.tsr.identify;

import org.jspecify.annotations.NullMarked;
