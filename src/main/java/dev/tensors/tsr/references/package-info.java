/** Which file or version a hash, an id or a name means. */
@NullMarked
package dev.tensors.tsr.references;

import org.jspecify.annotations.NullMarked;
