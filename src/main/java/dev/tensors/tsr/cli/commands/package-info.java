/**
 * The commands of {@code tsr db}, one class each: options, one call of a service, one rendering of
 * the result. Neither SQL nor HTTP.
 */
@NullMarked
package dev.tensors.tsr.cli.commands;

import org.jspecify.annotations.NullMarked;
