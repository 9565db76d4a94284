package dev.tensors.tsr.cli.frame.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a whole number within a range. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

  private final int min;
  private final int max;
  private final String advice;

  protected WholeNumber(int min, int max) {
    this(min, max, "");
  }

  /**
   * @param advice the end of the message about another word
   */
  protected WholeNumber(int min, int max, String advice) {
    this.min = min;
    this.max = max;
    this.advice = advice;
  }

  @Override
  public final Integer convert(String word) {
    try {
      int number = Integer.parseInt(word);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new TypeConversionException(
        "'" + word + "' is not a whole number from " + min + " to " + max + advice);
  }
}
