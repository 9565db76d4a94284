/**
 * tsr db outdated and ignore: newer versions of linked files. Which version is the newest is told
 * by {@link dev.tensors.tsr.library.NewerVersions}, which list, search, show and page ask, too.
 */
@NullMarked
package dev.tensors.tsr.outdated;

import org.jspecify.annotations.NullMarked;
