package dev.tensors.tsr.text;

/** Formats counts with their nouns. */
public final class Counts {

  private Counts() {}

  /** The number with the noun that fits: {@code 1 copy}, {@code 1,331 copies}. */
  public static String of(long number, String one, String several) {
    return grouped(number) + " " + (number == 1 ? one : several);
  }

  /** The number in groups of three digits: {@code 1,331}. */
  public static String grouped(long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    for (int at = digits.length() - 3; at > (number < 0 ? 1 : 0); at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
  }
}
