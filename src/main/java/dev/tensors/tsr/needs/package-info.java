/**
 * tsr db needs: the models that a picture, a workflow or a prompt was made with, and where they
 * are.
 */
@NullMarked
package dev.tensors.tsr.needs;

import org.jspecify.annotations.NullMarked;
