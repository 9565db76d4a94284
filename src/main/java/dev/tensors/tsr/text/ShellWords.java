package dev.tensors.tsr.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text, which are split and quoted as in a shell. All other characters that a shell
 * takes for commands stand for themselves.
 *
 * @param words unquoted; the last one may not be complete
 * @param last where the last word begins in the text, which may be its end
 * @param open the quote that is not closed; a backslash, if nothing follows it; empty: none
 */
public record ShellWords(List<String> words, int last, String open) {

  /** The characters that have a meaning within double quotes. */
  private static final String IN_DOUBLE_QUOTES = "\"\\$`";

  public static ShellWords of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String open = "";
    int start = -1; // of the word; -1: between words
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (open.isEmpty() && Character.isWhitespace(next)) {
        if (start >= 0) {
          words.add(word.toString());
        }
        word.setLength(0);
        start = -1;
        continue;
      }
      start = start < 0 ? i : start;
      if (next == '\\' && !open.equals("'")) {
        i++;
        if (i == text.length()) {
          open = "\\";
        } else if (open.isEmpty() || IN_DOUBLE_QUOTES.indexOf(text.charAt(i)) >= 0) {
          word.append(text.charAt(i));
        } else {
          word.append(next).append(text.charAt(i));
        }
      } else if (open.isEmpty() && (next == '\'' || next == '"')) {
        open = String.valueOf(next);
      } else if (open.equals(String.valueOf(next))) {
        open = "";
      } else {
        word.append(next);
      }
    }
    if (start >= 0) {
      words.add(word.toString());
    }
    return new ShellWords(List.copyOf(words), start < 0 ? text.length() : start, open);
  }

  /** The end of a word, written so that the text can go on with it. */
  public String end(String rest) {
    return switch (open) {
      case "'" -> rest.replace("'", "'\\''") + "'";
      case "\"" -> rest.replaceAll("[\"\\\\$`]", "\\\\$0") + "\"";
      default -> rest.replaceAll("[\\s\"'\\\\]", "\\\\$0");
    };
  }
}
