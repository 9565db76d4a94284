package dev.tensors.tsr.cli.frame;

/** A command whose JSON is one object, not an array. */
public interface SingleObject {}
