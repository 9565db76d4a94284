/**
 * SQLite: connections, transactions, statements, numbered migrations, locks and damaged files.
 * Knows nothing of models; the schema is passed in.
 */
@NullMarked
package dev.tensors.tsr.sqlite;

import org.jspecify.annotations.NullMarked;
