package dev.tensors.tsr.text;

/**
 * Counts the letters in which a misspelt word differs from another word, or from a part of a text.
 */
public final class EditDistance {

  /** Letters with one remainder count as one letter. */
  private static final int LETTERS = 128;

  private EditDistance() {}

  /**
   * The number of letters to add, leave out, replace, or swap with the next one, so that the word
   * becomes a part of the text. Takes time in proportion to the product of both lengths.
   */
  public static int toPart(String word, String text) {
    return distance(word, text, true);
  }

  /**
   * Whether {@link #toPart} may be at most so many: whether the text has all other letters of the
   * word, in any order. Takes time in proportion to both lengths.
   */
  public static boolean mayBeToPart(String word, String text, int most) {
    int[] counts = new int[LETTERS];
    for (int i = 0; i < word.length(); i++) {
      counts[word.charAt(i) % LETTERS]++;
    }
    int missing = word.length();
    for (int i = 0; i < text.length() && missing > most; i++) {
      if (counts[text.charAt(i) % LETTERS]-- > 0) {
        missing--;
      }
    }
    return missing <= most;
  }

  /** As {@link #toPart}, so that the word becomes the other word. */
  public static int of(String word, String other) {
    return distance(word, other, false);
  }

  private static int distance(String word, String text, boolean toPart) {
    int length = word.length();
    int[] beforeLast = new int[length + 1];
    int[] last = new int[length + 1];
    int[] now = new int[length + 1];
    for (int i = 0; i <= length; i++) {
      last[i] = i;
    }
    int least = length;
    for (int end = 1; end <= text.length(); end++) {
      char letter = text.charAt(end - 1);
      now[0] = toPart ? 0 : end;
      for (int i = 1; i <= length; i++) {
        boolean same = word.charAt(i - 1) == letter;
        int count = Math.min(last[i - 1] + (same ? 0 : 1), 1 + Math.min(last[i], now[i - 1]));
        if (i > 1
            && end > 1
            && word.charAt(i - 2) == letter
            && word.charAt(i - 1) == text.charAt(end - 2)) {
          count = Math.min(count, 1 + beforeLast[i - 2]);
        }
        now[i] = count;
      }
      least = Math.min(least, now[length]);
      int[] free = beforeLast;
      beforeLast = last;
      last = now;
      now = free;
    }
    return toPart ? least : last[length];
  }
}
