package dev.tensors.tsr.model.examples;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Recognizes lists and dictionaries as Python prints them: {@code {'model': '31e35c80fc'}}. The
 * legacy database has such text in the place of CivitAI's JSON.
 */
final class PythonLiteral {

  private static final String OPENING = "{[";
  private static final String CLOSING = "}]";

  /** Spellings that JSON does not have. */
  private static final List<String> OF_PYTHON_ONLY =
      List.of("'", "None", "True", "False", "nan", "inf");

  private PythonLiteral() {}

  /** Whether a text that is not JSON is a Python list or dictionary from start to end. */
  static boolean is(String text) {
    Deque<Character> closings = new ArrayDeque<>();
    int i = 0;
    do {
      i = next(text, i, closings);
    } while (i >= 0 && i < text.length() && !closings.isEmpty());
    return i == text.length()
        && closings.isEmpty()
        && OF_PYTHON_ONLY.stream().anyMatch(text::contains);
  }

  /** The index after the bracket, string, word or separator at {@code at}; -1 if there is none. */
  private static int next(String text, int at, Deque<Character> closings) {
    char c = at < text.length() ? text.charAt(at) : ' ';
    int opening = OPENING.indexOf(c);
    if (opening >= 0) {
      closings.push(CLOSING.charAt(opening));
      return at + 1;
    }
    Character closing = closings.peek();
    if (closing == null) {
      return -1;
    }
    if (c == closing) {
      closings.pop();
      return at + 1;
    }
    if (c == '\'' || c == '"') {
      return stringEnd(text, at);
    }
    return ", :".indexOf(c) >= 0 ? at + 1 : wordEnd(text, at);
  }

  private static int stringEnd(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == text.charAt(start)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isOfWord(text.charAt(end))) {
      end++;
    }
    String word = text.substring(start, end);
    boolean known =
        word.equals("None") || word.equals("True") || word.equals("False") || isNumber(word);
    return known ? end : -1;
  }

  private static boolean isOfWord(char c) {
    return c == '-' || c == '+' || c == '.' || Character.isLetterOrDigit(c);
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
            && word.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)
            && word.chars().anyMatch(Character::isDigit)
        || word.equals("inf")
        || word.equals("nan");
  }
}
