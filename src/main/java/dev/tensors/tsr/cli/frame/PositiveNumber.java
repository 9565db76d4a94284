package dev.tensors.tsr.cli.frame;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that count something, of which there must be some. */
public final class PositiveNumber implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String word) {
    try {
      int number = Integer.parseInt(word);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(
        "'" + word + "' is not a whole number from 1 to " + Integer.MAX_VALUE);
  }
}
