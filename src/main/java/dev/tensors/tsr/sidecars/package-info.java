/**
 * The sidecars of other model managers: files that they keep beside a model. Knows their names and
 * formats, reads them, judges by hashes whether they tell of the model beside them, and takes over
 * what they know; writes them where there are none. A sidecar is foreign text: it is bounded, and
 * proves only what its hashes prove. What another program wrote in one stays as it is.
 */
@NullMarked
package dev.tensors.tsr.sidecars;

import org.jspecify.annotations.NullMarked;
