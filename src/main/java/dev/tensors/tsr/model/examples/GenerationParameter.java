package dev.tensors.tsr.model.examples;

/**
 * The value of one generation parameter of an image.
 *
 * @param value a string as it is; any other value as JSON, with numbers as they were written
 */
public record GenerationParameter(String value, Notation notation) {

  /** How the value was written. */
  public enum Notation {
    /** A string. */
    TEXT,
    /** A number, a boolean, an array or an object, as JSON without white space. */
    JSON,
    /** Text that is not JSON, from a database that did not record whether it was a string. */
    UNRECORDED
  }

  /** A value in an answer of CivitAI. */
  public GenerationParameter(String value, boolean isJson) {
    this(value, isJson ? Notation.JSON : Notation.TEXT);
  }

  /** Whether the value is JSON rather than a string. */
  public boolean isJson() {
    return notation == Notation.JSON;
  }

  /** Whether the value is an array or an object. */
  public boolean isTree() {
    return isJson() && (value.startsWith("{") || value.startsWith("["));
  }

  /** Whether the value is a list or dictionary as the legacy database has them. */
  public boolean isPythonLiteral() {
    return notation == Notation.UNRECORDED && PythonLiteral.is(value);
  }
}
