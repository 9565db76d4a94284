package dev.tensors.tsr.prompts;

/**
 * What an image was made with, under some key.
 *
 * @param value a string as it is, anything else as JSON
 */
public record GenerationParameter(String value, Form form) {

  /** What the value is. */
  public enum Form {
    /** A string. */
    TEXT,
    /** A number, a boolean, an array or an object, as JSON without white space. */
    JSON,
    /** Text that is no JSON, and of which it was not recorded whether it ever was a string. */
    UNRECORDED
  }

  /** A value as an answer of CivitAI has it. */
  public GenerationParameter(String value, boolean isJson) {
    this(value, isJson ? Form.JSON : Form.TEXT);
  }

  /** Whether the value is JSON rather than a string. */
  public boolean isJson() {
    return form == Form.JSON;
  }

  /** Whether it is an array or an object. */
  public boolean isTree() {
    return isJson() && (value.startsWith("{") || value.startsWith("["));
  }

  /** Whether it is a list or dictionary that the Python original printed into its database. */
  boolean isPythonLiteral() {
    return form == Form.UNRECORDED && PythonLiteral.is(value);
  }
}
