package dev.tensors.tsr.cli.frame.options;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a value of an enum, in any case. The values are completed, too.
 *
 * @param unusual values that only some commands have
 * @param whereUnusual the end of the error message, about these values
 */
public record EnumValue<E extends Enum<E>>(Class<E> choice, Set<E> unusual, String whereUnusual)
    implements Function<String, E> {

  public EnumValue(Class<E> choice) {
    this(choice, Set.of(), "");
  }

  /** Throws {@link WrongUsage} for another word. */
  @Override
  public E apply(String word) {
    for (E one : choice.getEnumConstants()) {
      if (word(one).equalsIgnoreCase(word)) {
        return one;
      }
    }
    String words =
        Stream.of(choice.getEnumConstants())
            .filter(one -> !unusual.contains(one))
            .map(EnumValue::word)
            .collect(Collectors.joining(", "));
    throw new WrongUsage("'" + word + "' is not one of " + words + whereUnusual);
  }

  /** The value as the user types it: a hyphen in the place of an underscore. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
