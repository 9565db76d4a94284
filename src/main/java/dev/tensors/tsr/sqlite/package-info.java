/**
 * Runs SQL on an SQLite file: connections, transactions, statements, numbered migrations, locks and
 * damaged files. Knows nothing of models, and uses no other room; the schema is passed in.
 */
@NullMarked
package dev.tensors.tsr.sqlite;

import org.jspecify.annotations.NullMarked;
