package dev.tensors.tsr.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds names that someone may have meant by a misspelt word. Letters that are missing, too many,
 * wrong or swapped with the next one are errors; what separates words is none. Takes time in
 * proportion to the lengths of the word and of a name.
 */
public final class Spelling {

  /** The part of a name that a word is nearly. */
  public enum Part {
    WHOLE,
    BEGINNING,
    /** A part from the beginning of a word on. */
    LATER
  }

  /** How near a word is to a name: the nearest comes first. */
  public record Nearness(int errors, Part part) implements Comparable<Nearness> {
    @Override
    public int compareTo(Nearness other) {
      return Comparator.comparingInt(Nearness::errors)
          .thenComparing(Nearness::part)
          .compare(this, other);
    }
  }

  /** The rest of a longer name is ignored. */
  private static final int LONGEST = 200;

  private static final int LONGEST_WORD = 60;

  private final int[] word;
  private final int most;

  public Spelling(String word) {
    int[] letters = Folding.ofLetters(word).codePoints().toArray();
    this.word = letters;
    this.most =
        letters.length < 4 || letters.length > LONGEST_WORD
            ? 0
            : letters.length < 8 ? 1 : letters.length < 14 ? 2 : 3;
  }

  /** The largest number of errors; 0: the word is too short or too long to be recognised. */
  public int mostErrors() {
    return most;
  }

  /** How near the word is to a name; empty if it is another word, or has no error. */
  public Optional<Nearness> to(String name) {
    if (most == 0) {
      return Optional.empty();
    }
    int[] folded = Folding.of(name).codePoints().limit(LONGEST).toArray();
    int[] letters = new int[folded.length];
    boolean[] begins = new boolean[folded.length + 1];
    int length = 0;
    for (int i = 0; i < folded.length; i++) {
      if (Character.isLetterOrDigit(folded[i])) {
        begins[length] |= i > 0 && !Character.isLetterOrDigit(folded[i - 1]);
        letters[length++] = folded[i];
      }
    }
    int[] text = Arrays.copyOf(letters, length);
    int[] beginning = errors(text, new boolean[length + 1]);
    int least = Arrays.stream(beginning).min().orElse(Integer.MAX_VALUE);
    int later = Arrays.stream(errors(text, begins)).min().orElse(Integer.MAX_VALUE);
    Nearness nearest =
        later < least
            ? new Nearness(later, Part.LATER)
            : new Nearness(least, beginning[length] == least ? Part.WHOLE : Part.BEGINNING);
    return nearest.errors == 0 || nearest.errors > most ? Optional.empty() : Optional.of(nearest);
  }

  /**
   * The errors of the word for each part of a text that ends at one of its characters.
   *
   * @param begins where a part may begin, besides at the start
   */
  private int[] errors(int[] text, boolean[] begins) {
    int[] beforeLast = new int[text.length + 1];
    int[] last = new int[text.length + 1];
    int[] next = new int[text.length + 1];
    for (int j = 1; j <= text.length; j++) {
      last[j] = begins[j] ? 0 : last[j - 1] + 1;
    }
    for (int i = 1; i <= word.length; i++) {
      next[0] = i;
      for (int j = 1; j <= text.length; j++) {
        int same = word[i - 1] == text[j - 1] ? 0 : 1;
        int least = Math.min(last[j - 1] + same, 1 + Math.min(last[j], next[j - 1]));
        boolean swapped =
            i > 1 && j > 1 && word[i - 1] == text[j - 2] && word[i - 2] == text[j - 1];
        next[j] = swapped ? Math.min(least, beforeLast[j - 2] + 1) : least;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = next;
      next = free;
    }
    return last;
  }
}
