/**
 * The table of fields of a file: an entry for each, from which commands, terms, JSON keys and
 * sorting come.
 */
@NullMarked
package dev.tensors.tsr.library.fields;

import org.jspecify.annotations.NullMarked;
