/**
 * Runs the commands of {@code tsr db}. Each {@code NameCommand} has the options, calls a service,
 * and renders the result; the other classes are columns, reports and arguments of commands. Uses
 * the services, {@code cli.frame} and {@code output}; contains neither SQL nor HTTP.
 */
@NullMarked
package dev.tensors.tsr.cli.commands;

import org.jspecify.annotations.NullMarked;
