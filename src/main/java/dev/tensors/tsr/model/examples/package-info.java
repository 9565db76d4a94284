/**
 * What an example image was made with, and the text that web UIs paste and parse of it. Reads no
 * file and no database.
 */
@NullMarked
package dev.tensors.tsr.model.examples;

import org.jspecify.annotations.NullMarked;
