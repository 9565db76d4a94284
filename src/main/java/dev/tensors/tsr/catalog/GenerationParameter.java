package dev.tensors.tsr.catalog;

/**
 * What an example image was made with, under some key.
 *
 * @param value a string as it is, anything else as JSON
 * @param isJson which of both
 */
public record GenerationParameter(String value, boolean isJson) {

  /** Whether it is an array or an object. */
  public boolean isTree() {
    return isJson && (value.startsWith("{") || value.startsWith("["));
  }
}
