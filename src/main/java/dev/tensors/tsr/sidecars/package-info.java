/**
 * The sidecars of other model managers: files that they keep beside a model. Knows their names and
 * formats, reads them, judges by hashes whether they tell of the model beside them, and takes over
 * what they know; exports sidecars for files that have none. Sidecars are foreign text, so their
 * size is bounded, and a link needs a hash as proof. An export never changes a value of another
 * program.
 */
@NullMarked
package dev.tensors.tsr.sidecars;

import org.jspecify.annotations.NullMarked;
