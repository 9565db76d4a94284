package dev.tensors.tsr.fields;

import dev.tensors.tsr.text.Folding;
import dev.tensors.tsr.text.NearestWord;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of terms: texts, numbers, sizes, days, and ranges of them. */
final class TermValues {

  private static final Pattern COMPARED = Pattern.compile("(>=|<=|>|<)(.+)");
  private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,9})?");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?([KMGTP]?)(?:I?B)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}):(\\d{2}):(\\d{2})Z)?)?)?");
  private static final Pattern AGE = Pattern.compile("(\\d{1,5})([hdw])");

  private static final int LAST_YEAR = 9999;

  /**
   * All that a value stands for: of a month, from its first second up to that of the next month.
   *
   * @param end not included, but where it is the same as {@code from}
   */
  private record Span(Object from, Object end) {

    boolean isPoint() {
      return from.equals(end);
    }

    /** Whether all of it is before the other one; 2026 is not before 2026-03. */
    boolean isBefore(Span other) {
      int order =
          end instanceof Number last && other.from instanceof Number first
              ? Double.compare(last.doubleValue(), first.doubleValue())
              : end.toString().compareTo(other.from.toString());
      return order < 0 || order == 0 && !isPoint();
    }
  }

  private TermValues() {}

  /**
   * Reads a value that a field is compared with.
   *
   * @param name what the term calls the field
   * @param now what ages such as 30d are counted from
   * @param home the folder that ~ stands for at the start of a path; null: for itself
   * @throws Term.Invalid if the field has no such value
   */
  static Term.Value of(String name, Field field, String text, Instant now, @Nullable Path home)
      throws Term.Invalid {
    if (text.equals("none")) {
      return new Term.Value.None();
    }
    if (text.equals("any")) {
      return new Term.Value.Any();
    }
    return switch (field.kind()) {
      case TEXT, LIST -> known(name, field.words(), text(text, null), text);
      case PATH -> text(text, home);
      case FLAG -> flag(name, text);
      case WORDS -> word(name, field.words(), text);
      case NUMBER, ID, REAL, BYTES, DAY -> range(name, field.kind(), text, now);
    };
  }

  /** How a value of this kind can be compared; null: it cannot. */
  static @Nullable String comparedExample(Field.Kind kind) {
    return switch (kind) {
      case BYTES -> ">500M";
      case DAY -> ">=30d";
      case NUMBER, ID, REAL -> ">=4";
      case TEXT, PATH, LIST, WORDS, FLAG -> null;
    };
  }

  private static Term.Value text(String text, @Nullable Path home) {
    boolean isWhole = text.startsWith("=") && text.length() > 1;
    String value = isWhole ? text.substring(1) : text;
    if (home != null && (value.equals("~") || value.startsWith("~/"))) {
      value = home + value.substring(1);
    }
    return new Term.Value.Text(value, isWhole);
  }

  private static Term.Value flag(String name, String text) throws Term.Invalid {
    return switch (text) {
      case "yes", "true" -> new Term.Value.Range(1, false, 1, false);
      case "no", "false" -> new Term.Value.Range(0, false, 0, false);
      default -> throw new Term.Invalid("%s: is yes or no, not '%s'".formatted(name, text));
    };
  }

  private static Term.Value word(String name, List<String> words, String text) throws Term.Invalid {
    if (!words.contains(text)) {
      throw noWord(name, words, text);
    }
    return new Term.Value.Text(text, true);
  }

  /** A text that a value can have, where the values are a few words. */
  private static Term.Value known(String name, List<String> words, Term.Value value, String text)
      throws Term.Invalid {
    boolean isKnown =
        words.isEmpty()
            || value instanceof Term.Value.Text(String part, boolean isWhole)
                && words.stream()
                    .anyMatch(
                        word ->
                            isWhole
                                ? word.equals(Folding.of(part))
                                : word.contains(Folding.of(part)));
    if (!isKnown) {
      throw noWord(name, words, text);
    }
    return value;
  }

  private static Term.Invalid noWord(String name, List<String> words, String text) {
    return new Term.Invalid(name + ": is never '" + text + "'" + NearestWord.instead(text, words));
  }

  private static Term.Value range(String name, Field.Kind kind, String text, Instant now)
      throws Term.Invalid {
    Matcher compared = COMPARED.matcher(text);
    if (compared.matches()) {
      Span value = span(name, kind, compared.group(2), now);
      return switch (compared.group(1)) {
        case ">=" -> new Term.Value.Range(value.from, false, null, false);
        case ">" -> new Term.Value.Range(value.end, value.isPoint(), null, false);
        case "<" -> new Term.Value.Range(null, false, value.from, true);
        default -> new Term.Value.Range(null, false, value.end, !value.isPoint());
      };
    }
    Matcher range = RANGE.matcher(text);
    Span first = span(name, kind, range.matches() ? range.group(1) : text, now);
    Span last = range.matches() ? span(name, kind, range.group(2), now) : first;
    if (last.isBefore(first)) {
      throw new Term.Invalid(
          "%1$s:%2$s..%3$s ends before it begins; write %1$s:%3$s..%2$s"
              .formatted(name, range.group(1), range.group(2)));
    }
    return new Term.Value.Range(first.from, false, last.end, !last.isPoint());
  }

  private static Span span(String name, Field.Kind kind, String text, Instant now)
      throws Term.Invalid {
    Span span =
        switch (kind) {
          case BYTES -> size(text);
          case DAY -> day(text, now);
          default -> NUMBER.matcher(text).matches() ? point(number(text)) : null;
        };
    if (span == null) {
      String example =
          switch (kind) {
            case BYTES -> "a size such as 2G";
            case DAY -> "a day such as 2026-03";
            default -> "a number such as 4";
          };
      throw new Term.Invalid(
          "%s: is compared with %s or %s, not '%s'"
              .formatted(name, example, comparedExample(kind), text));
    }
    return span;
  }

  private static Span point(Object value) {
    return new Span(value, value);
  }

  private static Object number(String text) {
    return text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
  }

  /** A size with a unit stands for all that is shown as that size. */
  private static @Nullable Span size(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return null;
    }
    double value = Double.parseDouble(size.group(1));
    int unit = "KMGTP".indexOf(size.group(2).toUpperCase(Locale.ROOT));
    if (size.group(2).isEmpty()) {
      return point((long) value);
    }
    double bytes = Math.pow(1024, unit + 1.0);
    double shown = value < 100 ? 0.05 : 0.5;
    return new Span(
        (long) Math.ceil((value - shown) * bytes), (long) Math.ceil((value + shown) * bytes));
  }

  private static @Nullable Span day(String text, Instant now) {
    Matcher age = AGE.matcher(text);
    if (age.matches()) {
      long number = Long.parseLong(age.group(1));
      Duration ago =
          switch (age.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
          };
      return point(now.minus(ago).truncatedTo(ChronoUnit.SECONDS).toString());
    }
    Matcher day = DAY.matcher(text);
    if (!day.matches()) {
      return null;
    }
    try {
      LocalDateTime start =
          LocalDateTime.of(
              part(day, 1, 0),
              part(day, 2, 1),
              part(day, 3, 1),
              part(day, 4, 0),
              part(day, 5, 0),
              part(day, 6, 0));
      return day.group(4) != null ? point(text) : new Span(iso(start), iso(end(day, start)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static LocalDateTime end(Matcher day, LocalDateTime start) {
    if (day.group(3) != null) {
      return start.plusDays(1);
    }
    return day.group(2) == null ? start.plusYears(1) : start.plusMonths(1);
  }

  private static int part(Matcher day, int group, int none) {
    return day.group(group) == null ? none : Integer.parseInt(day.group(group));
  }

  private static String iso(LocalDateTime time) {
    if (time.getYear() > LAST_YEAR) {
      return LAST_YEAR + "-12-31T23:59:60Z"; // as a text, a longer year is before the others
    }
    return time.toInstant(ZoneOffset.UTC).toString();
  }
}
