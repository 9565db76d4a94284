package dev.tensors.tsr.library.parts;

import java.util.ArrayList;
import java.util.List;

/** The words in the names of files. */
final class FileWords {

  /** In characters: file systems allow 255 bytes. */
  private static final int LONGEST_NAME = 1000;

  private FileWords() {}

  /** The runs of letters and digits of ASCII, in small letters. */
  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
      char c = Character.toLowerCase(name.charAt(i));
      if (isInWord(c)) {
        word.append(c);
      } else {
        close(words, word);
      }
    }
    close(words, word);
    return words;
  }

  /** Whether a character, a small letter if it is one, is in a word. */
  static boolean isInWord(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  private static void close(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
