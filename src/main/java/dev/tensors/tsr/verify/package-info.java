/** tsr db verify: reads files again, and compares them with their recorded hashes. */
@NullMarked
package dev.tensors.tsr.verify;

import org.jspecify.annotations.NullMarked;
