/**
 * The catalogue: its schema, and all SQL on files, models, links and what else is recorded of them.
 * Each class offers questions and changes as methods that take and return records; only {@code
 * sqlite} is known.
 */
package dev.tensors.tsr.catalog;
