/** The one SQLite file: its schema, and every question that is asked of it. */
package dev.tensors.tsr.catalog;
