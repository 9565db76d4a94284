/**
 * The terminal and its streams: width, colour, messages, progress, and text without control
 * characters.
 */
@NullMarked
package dev.tensors.tsr.output.terminal;

import org.jspecify.annotations.NullMarked;
