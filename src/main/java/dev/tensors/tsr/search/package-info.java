/** tsr db search: finds cached models by their full text. */
@NullMarked
package dev.tensors.tsr.search;

import org.jspecify.annotations.NullMarked;
