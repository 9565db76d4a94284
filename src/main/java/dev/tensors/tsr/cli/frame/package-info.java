/**
 * What the commands share: the context that each one works with, the options that several have,
 * exit codes, the layout of help, configuration and the log.
 */
package dev.tensors.tsr.cli.frame;
