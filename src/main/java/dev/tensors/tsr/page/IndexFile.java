package dev.tensors.tsr.page;

import dev.tensors.tsr.page.folder.WebFiles;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes index.html from its template. The list for browsers without JavaScript is written item by
 * item, so that no whole catalogue is held in memory.
 */
final class IndexFile implements AutoCloseable {

  private static final String STYLES = "<!-- styles -->";
  private static final String LIST = "<!-- list -->";
  private static final String SCRIPTS = "<!-- scripts -->";

  /** In characters: the trigger words of a card are cut here. */
  private static final int WORDS = 300;

  private final Writer html;
  private final String[] parts;

  IndexFile(Path file, List<String> styles) throws IOException {
    this.parts = WebFiles.index().split(STYLES + "|" + LIST + "|" + SCRIPTS);
    this.html = Files.newBufferedWriter(file);
    html.write(parts[0]);
    html.write(lines(styles, "<link rel=\"stylesheet\" href=\"%s\" />"::formatted));
    html.write(parts[1]);
  }

  /** Adds an item of the list for browsers without JavaScript. */
  void add(PageCard card) throws IOException {
    String page = card.page();
    html.append("<li>");
    if (page == null) {
      html.append("<b>").append(escaped(card.name())).append("</b>");
    } else {
      html.append("<a rel=\"noreferrer\" href=\"").append(escaped(page)).append("\">");
      html.append(escaped(card.name())).append("</a>");
    }
    html.append(" <small>").append(escaped(about(card))).append("</small>");
    addLine(card.words().isEmpty() ? null : words(card), "span");
    addLine(card.shownPath(), "code");
    for (String copy : card.ofFile() == null ? List.<String>of() : card.ofFile().others()) {
      addLine(copy, "code");
    }
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

  private void addLine(@Nullable String text, String element) throws IOException {
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

  /**
   * Ends the file.
   *
   * @param scripts addresses, in the order in which the browser runs them after showing the page
   */
  void end(List<String> scripts) throws IOException {
    html.write(parts[2]);
    html.write(lines(scripts, "<script defer src=\"%s\"></script>"::formatted));
    html.write(parts[3]);
  }

  private static String lines(List<String> addresses, UnaryOperator<String> element) {
    return addresses.stream().map(element).collect(Collectors.joining("\n    "));
  }

  @Override
  public void close() throws IOException {
    html.close();
  }
}
