/**
 * SQLite: connections, transactions, statements, numbered migrations, and what to do about locks
 * and damage. Knows nothing of models; the schema is passed in.
 */
package dev.tensors.tsr.sqlite;
