/**
 * The folder of a page: what it may touch there, its lock, its manifest, and the files of the page.
 */
@NullMarked
package dev.tensors.tsr.page.folder;

import org.jspecify.annotations.NullMarked;
