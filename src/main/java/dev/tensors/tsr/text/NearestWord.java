package dev.tensors.tsr.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds which of a few words, such as those that an option takes, a misspelt one may mean. */
public final class NearestWord {

  /** In a shorter word, two other letters make another word. */
  private static final int LONG_WORD = 5;

  private NearestWord() {}

  /**
   * The word that differs least, in any case, in one letter that was added, left out, replaced or
   * swapped with the next one; from five letters on in two. Empty if there is none.
   */
  public static Optional<String> of(String word, Collection<String> words) {
    int most = word.length() < LONG_WORD ? 1 : 2;
    return words.stream()
        .filter(one -> !one.equals(word) && errors(word, one) <= most)
        .min(Comparator.comparingInt(one -> errors(word, one)));
  }

  /**
   * The end of a message about a word that is none of a few.
   *
   * @param words those that it may mean
   * @param offered those that are named if it means none
   */
  public static String instead(String word, Collection<String> words, Collection<String> offered) {
    return of(word, words)
        .map("; did you mean %s?"::formatted)
        .orElseGet(() -> "; write one of " + String.join(", ", offered));
  }

  /** As the other one; all are named if it means none. */
  public static String instead(String word, Collection<String> words) {
    return instead(word, words, words);
  }

  private static int errors(String word, String other) {
    return EditDistance.of(word.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }
}
