/** tsr db link and unlink: finds the version at CivitAI of each file. */
@NullMarked
package dev.tensors.tsr.link;

import org.jspecify.annotations.NullMarked;
