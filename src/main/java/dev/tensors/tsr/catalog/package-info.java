/**
 * The catalogue: its schema, and all SQL on files, models, links and their records. Each class
 * offers queries and changes as methods that take and return records. Knows {@code sqlite} and
 * {@code prompts}.
 */
@NullMarked
package dev.tensors.tsr.catalog;

import org.jspecify.annotations.NullMarked;
