/** What a result is made of: rows, columns, values and cards. */
@NullMarked
package dev.tensors.tsr.output;

import org.jspecify.annotations.NullMarked;
