/** What files of models, pictures and sidecars are called, and their formats. */
@NullMarked
package dev.tensors.tsr.model.files;

import org.jspecify.annotations.NullMarked;
