/**
 * tsr db outdated and ignore: newer versions of linked files. Which version is the newest is told
 * by {@link dev.tensors.tsr.library.NewerVersions}, which list, show and ignore ask, too.
 */
@NullMarked
package dev.tensors.tsr.outdated;

import org.jspecify.annotations.NullMarked;
