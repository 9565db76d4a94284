package dev.tensors.tsr.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options with a fixed choice of words, typed in any case. */
final class Choice<E extends Enum<E>> implements ITypeConverter<E> {

  private final Class<E> choice;

  Choice(Class<E> choice) {
    this.choice = choice;
  }

  @Override
  public E convert(String word) {
    for (E one : choice.getEnumConstants()) {
      if (one.name().equalsIgnoreCase(word)) {
        return one;
      }
    }
    String words =
        Stream.of(choice.getEnumConstants())
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new TypeConversionException("'" + word + "' is not one of " + words);
  }
}
