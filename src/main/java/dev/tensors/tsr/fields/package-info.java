/**
 * What can be known of the rows of a table, and how a user asks for it: fields, terms over them,
 * and the query that reads the fields that were asked for, and nothing else. Knows nothing of
 * models; the tables of fields are in other rooms.
 */
@NullMarked
package dev.tensors.tsr.fields;

import org.jspecify.annotations.NullMarked;
