/** tsr db list, show and stats: what is known of files. */
@NullMarked
package dev.tensors.tsr.list;

import org.jspecify.annotations.NullMarked;
