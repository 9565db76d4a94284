package dev.tensors.tsr.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that take an age, such as 30d. */
final class Age implements ITypeConverter<Duration> {

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhdw]?)");

  @Override
  public Duration convert(String word) {
    Matcher age = AGE.matcher(word);
    if (age.matches()) {
      long number = Long.parseLong(age.group(1));
      switch (age.group(2)) {
        case "s" -> {
          return Duration.ofSeconds(number);
        }
        case "m" -> {
          return Duration.ofMinutes(number);
        }
        case "h" -> {
          return Duration.ofHours(number);
        }
        case "d" -> {
          return Duration.ofDays(number);
        }
        case "w" -> {
          return Duration.ofDays(7 * number);
        }
        default -> {
          if (number == 0) {
            return Duration.ZERO;
          }
        }
      }
    }
    throw new TypeConversionException(
        "'" + word + "' is not an age such as 30d (s, m, h, d or w), or 0");
  }
}
