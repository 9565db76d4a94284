/** tsr db outdated and ignore: newer versions of linked files. */
@NullMarked
package dev.tensors.tsr.outdated;

import org.jspecify.annotations.NullMarked;
