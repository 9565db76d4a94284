/**
 * Everything that commands share: the context, common options, exit codes, the layout of help, the
 * configuration file and the log.
 */
@NullMarked
package dev.tensors.tsr.cli.frame;

import org.jspecify.annotations.NullMarked;
