/**
 * Holds what commands share: the context, common options and FILE arguments, opening the catalogue
 * and the browser, the configuration file, notices and errors, exit codes, the layout of help, and
 * the log. Uses the services and {@code output}, and no command.
 */
@NullMarked
package dev.tensors.tsr.cli.frame;

import org.jspecify.annotations.NullMarked;
