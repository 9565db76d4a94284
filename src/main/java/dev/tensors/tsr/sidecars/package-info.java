/**
 * Reads, imports and exports the sidecars of other model managers, files that they keep beside a
 * model. It has their names and formats, judges by hashes whether a sidecar belongs to the model
 * beside it, and takes over the links and the user's notes. Sidecars are foreign text, so their
 * size is bounded, and a link needs a hash as proof. An export never changes a value of another
 * program.
 *
 * <p>Reads and writes sidecars and pictures beside models, never a model. Uses {@code catalog},
 * {@code link} to store CivitAI's answers that sidecars contain, {@code previews} and {@code scan}.
 */
@NullMarked
package dev.tensors.tsr.sidecars;

import org.jspecify.annotations.NullMarked;
