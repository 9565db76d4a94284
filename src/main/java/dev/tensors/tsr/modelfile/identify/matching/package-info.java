/**
 * The forms of tensor names, what they tell, and the conditions on them of which rules are made.
 */
@NullMarked
package dev.tensors.tsr.modelfile.identify.matching;

import org.jspecify.annotations.NullMarked;
