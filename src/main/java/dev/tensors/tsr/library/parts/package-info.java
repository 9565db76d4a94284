/**
 * What a model needs to run beside itself: which files others know, which parts each family of
 * models has, and which of them are here.
 */
@NullMarked
package dev.tensors.tsr.library.parts;

import org.jspecify.annotations.NullMarked;
