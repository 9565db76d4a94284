package dev.tensors.tsr.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the list for browsers without JavaScript: an item of HTML for each card. */
final class NoScriptList {

  /** In characters: the trigger words of a card are cut here. */
  private static final int WORDS = 300;

  private NoScriptList() {}

  static void add(PageCard card, Appendable html) throws IOException {
    String page = card.page();
    html.append("<li>");
    if (page == null) {
      html.append("<b>").append(escaped(card.name())).append("</b>");
    } else {
      html.append("<a rel=\"noreferrer\" href=\"").append(escaped(page)).append("\">");
      html.append(escaped(card.name())).append("</a>");
    }
    html.append(" <small>").append(escaped(about(card))).append("</small>");
    addLine(card.words().isEmpty() ? null : words(card), "span", html);
    addLine(card.shownPath(), "code", html);
    html.append("</li>\n");
  }

  private static String about(PageCard card) {
    List<String> about = new ArrayList<>();
    for (String part : new String[] {card.type(), card.baseModel(), card.version()}) {
      if (part != null) {
        about.add(part);
      }
    }
    if (card.fileName() == null) {
      about.add("not here");
    }
    return String.join(" · ", about);
  }

  private static String words(PageCard card) {
    String words = String.join(", ", card.words());
    return words.length() <= WORDS ? words : words.substring(0, WORDS) + "…";
  }

  private static void addLine(@Nullable String text, String element, Appendable html)
      throws IOException {
    if (text != null) {
      html.append("<br><").append(element).append('>').append(escaped(text));
      html.append("</").append(element).append('>');
    }
  }

  /** Escapes a text for an element or an attribute in double quotes. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
