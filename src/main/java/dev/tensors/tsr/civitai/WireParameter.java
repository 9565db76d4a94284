package dev.tensors.tsr.civitai;

/**
 * What an image was made with, under some key.
 *
 * @param value a string as it is, anything else as JSON, with numbers as they were written
 * @param isJson which of both
 */
public record WireParameter(String value, boolean isJson) {}
