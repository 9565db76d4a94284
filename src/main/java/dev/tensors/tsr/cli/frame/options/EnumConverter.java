package dev.tensors.tsr.cli.frame.options;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the values of an enum, in any case. */
public final class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {

  private final Class<E> choice;
  private final Set<E> unusual;
  private final String whereUnusual;

  public EnumConverter(Class<E> choice) {
    this(choice, Set.of(), "");
  }

  /**
   * @param unusual values that only some commands have
   * @param whereUnusual the end of the error message, about these values
   */
  public EnumConverter(Class<E> choice, Set<E> unusual, String whereUnusual) {
    this.choice = choice;
    this.unusual = unusual;
    this.whereUnusual = whereUnusual;
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
            .filter(one -> !unusual.contains(one))
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new TypeConversionException("'" + word + "' is not one of " + words + whereUnusual);
  }
}
