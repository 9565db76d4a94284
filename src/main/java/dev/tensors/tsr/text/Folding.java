package dev.tensors.tsr.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes names equal that people take for the same: composed and decomposed letters, full and half
 * width, upper and lower case, letters with and without accents. Each form takes time that is
 * linear in the text's length.
 */
public final class Folding {

  /**
   * Letters whose strokes and ties Unicode does not take for accents, and what is typed instead.
   */
  private static final String PLAIN_LETTERS =
      "\u00DFss\u00E6ae\u0153oe\u00F8o\u0142l\u0111d\u00F0d\u00FEth\u0127h\u0131i\u0167t";

  private Folding() {}

  /** The text as it is compared: parts of it are found in it, too. */
  public static String of(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(decomposed.length());
    // In upper case first: a dotless i and a final sigma differ from theirs only in lower case.
    String upper = decomposed.toUpperCase(Locale.ROOT);
    for (int i = 0, c; i < upper.length(); i += Character.charCount(c)) {
      c = upper.codePointAt(i);
      if (!isAccent(c)) {
        append(Character.toLowerCase(c), plain); // alone: a capital sigma depends on its place
      }
    }
    // The syllable of which another one is the beginning, as in Korean, is not a part of it.
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  /** The text as names are compared whose words a space, {@code _} or {@code -} separates. */
  public static String ofName(String text) {
    return of(text).replace('_', ' ').replace('-', ' ');
  }

  /**
   * The letters and digits of a text, without what separates them: {@code ReV Animated} is {@code
   * revanimated}. A text that has none is as {@link #of} makes it.
   */
  public static String ofLetters(String text) {
    String folded = of(text);
    StringBuilder letters = new StringBuilder(folded.length());
    folded.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
    return letters.isEmpty() ? folded : letters.toString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a character is an accent on the letter before it. The marks of other scripts are no
   * accents: they tell one Japanese or Indic syllable from another.
   */
  private static boolean isAccent(int c) {
    return c >= 0x300 && c <= 0x36F
        || c >= 0x1AB0 && c <= 0x1AFF
        || c >= 0x1DC0 && c <= 0x1DFF
        || c >= 0xFE20 && c <= 0xFE2F;
  }

  private static void append(int letter, StringBuilder text) {
    int at = letter < 0x80 || letter > 0x167 ? -1 : PLAIN_LETTERS.indexOf(letter);
    if (at < 0) {
      text.appendCodePoint(letter);
      return;
    }
    for (int i = at + 1; i < PLAIN_LETTERS.length() && PLAIN_LETTERS.charAt(i) < 0x80; i++) {
      text.append(PLAIN_LETTERS.charAt(i));
    }
  }
}
