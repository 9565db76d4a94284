/**
 * The commands of {@code tsr db}, one class each: its options, one call of a service, one rendering
 * of the result. No SQL and no HTTP here.
 */
package dev.tensors.tsr.cli.commands;
