/**
 * Stores the catalogue, and answers questions about it: the schema, and all SQL on files, models,
 * links, notes and pictures. Each class offers queries and changes as methods that take and return
 * Java records.
 *
 * <p>Uses {@code sqlite} and {@code prompts}. Asks the disk whether files are present, and opens
 * none of them.
 */
@NullMarked
package dev.tensors.tsr.catalog;

import org.jspecify.annotations.NullMarked;
