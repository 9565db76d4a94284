/** tsr db import: takes over what sidecars say, and remembers of which files it came. */
@NullMarked
package dev.tensors.tsr.sidecars.imports;

import org.jspecify.annotations.NullMarked;
