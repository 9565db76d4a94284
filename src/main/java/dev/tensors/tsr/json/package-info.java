/**
 * JSON as such: a tree of values, a reader that bounds what a text may cost, a writer, and an
 * editor that fills in what another program's file lacks and keeps all else. Knows nothing of
 * models, and uses no other room but {@code text}.
 */
@NullMarked
package dev.tensors.tsr.json;

import org.jspecify.annotations.NullMarked;
