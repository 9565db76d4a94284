package dev.tensors.tsr.cli.frame.options;

import java.util.function.Function;

/** Reads a whole number within a range. */
public final class WholeNumber {

  private WholeNumber() {}

  /** What reads a number of this range, both ends included, and throws {@link WrongUsage} else. */
  public static Function<String, Integer> from(int min, int max) {
    return from(min, max, "");
  }

  /**
   * As {@link #from(int, int)}.
   *
   * @param advice the end of the message about another word
   */
  public static Function<String, Integer> from(int min, int max, String advice) {
    return word -> {
      try {
        int number = Integer.parseInt(word);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        // refused below
      }
      throw new WrongUsage(
          "'" + word + "' is not a whole number from " + min + " to " + max + advice);
    };
  }
}
