package dev.tensors.tsr.output;

/**
 * A JSON text that is written unchanged, with all digits of its numbers.
 *
 * @param text valid JSON, without white space between its tokens
 */
public record RawJson(String text) {}
