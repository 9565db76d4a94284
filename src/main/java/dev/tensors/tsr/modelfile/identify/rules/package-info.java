/**
 * The rules by which tensors tell a type and a base model, as data, and the forms of tensor names
 * that they match.
 */
@NullMarked
package dev.tensors.tsr.modelfile.identify.rules;

import org.jspecify.annotations.NullMarked;
