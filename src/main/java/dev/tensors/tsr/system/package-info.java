/**
 * What differs between operating systems: the rules for names of paths, locks, and what becomes
 * durable when. The rules of each system are values, so that those of Windows are tested on Linux.
 */
@NullMarked
package dev.tensors.tsr.system;

import org.jspecify.annotations.NullMarked;
