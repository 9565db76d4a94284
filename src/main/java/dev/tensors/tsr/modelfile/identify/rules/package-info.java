/** The rules by which tensors tell a type and a base model, as data. */
@NullMarked
package dev.tensors.tsr.modelfile.identify.rules;

import org.jspecify.annotations.NullMarked;
