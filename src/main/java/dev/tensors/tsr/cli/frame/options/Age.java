package dev.tensors.tsr.cli.frame.options;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an age, such as 30d. */
public final class Age {

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhdw]?)");

  private Age() {}

  /**
   * Reads a word as an age.
   *
   * @throws WrongUsage if it is none
   */
  public static Duration of(String word) {
    Matcher age = AGE.matcher(word);
    if (!age.matches()) {
      throw invalid(word);
    }
    long number = Long.parseLong(age.group(1));
    return switch (age.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case "w" -> Duration.ofDays(7 * number);
      default -> {
        if (number != 0) {
          throw invalid(word);
        }
        yield Duration.ZERO;
      }
    };
  }

  private static WrongUsage invalid(String word) {
    return new WrongUsage("'" + word + "' is not an age such as 30d (s, m, h, d or w), or 0");
  }
}
