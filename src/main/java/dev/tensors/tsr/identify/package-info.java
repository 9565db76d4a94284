/** Tells from a header what a model file is: its type, base model, precision, rank and alpha. */
package dev.tensors.tsr.identify;
