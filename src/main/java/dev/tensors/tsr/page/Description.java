package dev.tensors.tsr.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * Turns a description, which is HTML as a stranger typed it, into a tree of allowed elements, so
 * that the page never parses a stranger's HTML. A text is a String; an element is a list of its
 * name, its address if it is a link, and its children.
 */
final class Description {

  private static final Safelist ALLOWED =
      new Safelist()
          .addTags(
              "a",
              "b",
              "blockquote",
              "br",
              "code",
              "dd",
              "del",
              "dl",
              "dt",
              "em",
              "h1",
              "h2",
              "h3",
              "h4",
              "h5",
              "h6",
              "hr",
              "i",
              "li",
              "ol",
              "p",
              "pre",
              "s",
              "small",
              "strong",
              "sub",
              "sup",
              "table",
              "tbody",
              "td",
              "th",
              "thead",
              "tr",
              "u",
              "ul")
          .addAttributes("a", "href")
          .addProtocols("a", "href", "http", "https");

  /** Elements that are shown without any text in them. */
  private static final Set<String> EMPTY = Set.of("br", "hr", "td", "th");

  private Description() {}

  /** The tree of a description; empty if it shows nothing. */
  static List<Object> of(String html) {
    Document clean = new Cleaner(ALLOWED).clean(Jsoup.parseBodyFragment(html));
    return clean.body().hasText() ? children(clean.body()) : List.of();
  }

  private static List<Object> children(Element parent) {
    List<Object> children = new ArrayList<>();
    for (Node node : parent.childNodes()) {
      if (node instanceof TextNode text) {
        children.add(text.getWholeText());
      } else if (node instanceof Element element && isShown(element)) {
        children.add(tree(element));
      }
    }
    return children;
  }

  private static boolean isShown(Element element) {
    return EMPTY.contains(element.normalName()) || element.hasText();
  }

  private static List<Object> tree(Element element) {
    List<Object> tree = new ArrayList<>();
    tree.add(element.normalName());
    if (element.normalName().equals("a")) {
      tree.add(element.attr("href"));
    }
    tree.addAll(children(element));
    return tree;
  }
}
