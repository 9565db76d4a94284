package dev.tensors.tsr.cli;

/** A command whose JSON is one object, not an array. */
interface SingleObject {}
