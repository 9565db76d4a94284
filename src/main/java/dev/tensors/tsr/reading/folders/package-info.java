/** Goes through folders, and finds what is recorded below one and no longer there. */
@NullMarked
package dev.tensors.tsr.reading.folders;

import org.jspecify.annotations.NullMarked;
