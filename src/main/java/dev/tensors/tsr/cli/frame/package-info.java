/**
 * What commands share: context, FILE arguments, opening the catalogue, notices, exit codes, help,
 * configuration, log.
 */
@NullMarked
package dev.tensors.tsr.cli.frame;

import org.jspecify.annotations.NullMarked;
