/** The commands: options, one service call, one rendering; what they say when they fail. */
package dev.tensors.tsr.cli;
