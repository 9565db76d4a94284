/**
 * The schema of the catalogue, its migrations, and the take-over of a catalogue of the Python
 * original.
 */
@NullMarked
package dev.tensors.tsr.library.schema;

import org.jspecify.annotations.NullMarked;
