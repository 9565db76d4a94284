/** Which version or commit is newer than a file, and which of them the user ignores. */
@NullMarked
package dev.tensors.tsr.library.versions;

import org.jspecify.annotations.NullMarked;
