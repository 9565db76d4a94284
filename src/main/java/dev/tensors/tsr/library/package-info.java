/**
 * The files in the catalogue and what the user says of them: paths, hashes, folders, links to
 * versions, notes, pictures of the user, ignored versions.
 */
@NullMarked
package dev.tensors.tsr.library;

import org.jspecify.annotations.NullMarked;
