package dev.tensors.tsr.output;

/**
 * A value that is JSON already and stays as it was written, a number to its last digit.
 *
 * @param text valid JSON, without white space between its tokens
 */
public record RawJson(String text) {}
