package dev.tensors.tsr.model;

import dev.tensors.tsr.text.WhiteSpace;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Turns HTML, such as a model's description at CivitAI, into plain text. */
public final class HtmlText {

  private final StringBuilder text = new StringBuilder();

  /** The line ends before the next word: 2 for an empty line. */
  private int lineEnds;

  private boolean space;

  private HtmlText() {}

  /**
   * The text of HTML: paragraphs with an empty line between them, list items with a hyphen, links
   * with their address. Scripts and styles are left out.
   */
  public static String of(String html) {
    HtmlText text = new HtmlText();
    if (isText(html)) {
      text.add(html);
      return text.text.toString();
    }
    Jsoup.parseBodyFragment(html).body().traverse(text.visitor());
    return text.text.toString();
  }

  /** Whether all of it is text. The parser takes a tenth of a start, and leaves out NUL. */
  private static boolean isText(String html) {
    return html.indexOf('<') < 0 && html.indexOf('&') < 0 && html.indexOf('\0') < 0;
  }

  private NodeVisitor visitor() {
    return new NodeVisitor() {
      @Override
      public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
          add(words.getWholeText());
        } else if (node instanceof Element element) {
          begin(element);
        }
      }

      @Override
      public void tail(Node node, int depth) {
        if (node instanceof Element element) {
          end(element);
        }
      }
    };
  }

  private void begin(Element element) {
    switch (element.normalName()) {
      case "br" -> lineEnds = Math.min(2, lineEnds + 1);
      case "li" -> {
        breakLine(1);
        add("-");
        space = true;
      }
      case "td", "th" -> space = true;
      default -> breakLine(lineEndsBeside(element));
    }
  }

  private void end(Element element) {
    if (element.normalName().equals("a")) {
      addAddress(element);
    }
    breakLine(lineEndsBeside(element));
  }

  private void addAddress(Element link) {
    String address = link.attr("href");
    if (address.startsWith("http") && !link.text().strip().equals(address)) {
      add(" (" + address + ")");
    }
  }

  private static int lineEndsBeside(Element element) {
    return switch (element.normalName()) {
      case "p",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "blockquote",
          "pre",
          "hr",
          "table" ->
          2;
      case "div", "li", "tr", "section", "article", "figure", "iframe" -> 1;
      default -> 0;
    };
  }

  private void breakLine(int count) {
    lineEnds = Math.max(lineEnds, count);
  }

  /** Adds words with one space between them. */
  private void add(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (WhiteSpace.is(c)) {
        space = true;
      } else {
        separate();
        text.append(c);
      }
    }
  }

  private void separate() {
    if (!text.isEmpty()) {
      text.append(lineEnds > 0 ? "\n".repeat(lineEnds) : space ? " " : "");
    }
    lineEnds = 0;
    space = false;
  }
}
