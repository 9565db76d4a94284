package dev.tensors.tsr.text;

import java.util.Locale;

/** Formats counts with their nouns. */
public final class Counts {

  private Counts() {}

  /** The number with the noun that fits: {@code 1 copy}, {@code 1,331 copies}. */
  public static String of(long number, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
  }
}
