package dev.tensors.tsr.cli.frame.options;

import dev.tensors.tsr.text.NearestWord;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a value of an enum, in any case. The values are completed, too. */
public record EnumValue<E extends Enum<E>>(Class<E> choice) implements Function<String, E> {

  /** Throws {@link WrongUsage} for another word. */
  @Override
  public E apply(String word) {
    for (E one : choice.getEnumConstants()) {
      if (word(one).equalsIgnoreCase(word)) {
        return one;
      }
    }
    List<String> words = Stream.of(choice.getEnumConstants()).map(EnumValue::word).toList();
    throw new WrongUsage("'" + word + "'" + NearestWord.instead(word, words));
  }

  /** The value as the user types it: a hyphen in the place of an underscore. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
