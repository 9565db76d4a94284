/** Options that several commands have, and how their values are read. */
@NullMarked
package dev.tensors.tsr.cli.frame.options;

import org.jspecify.annotations.NullMarked;
