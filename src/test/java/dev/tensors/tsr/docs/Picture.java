package dev.tensors.tsr.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal's text with its colours, as an SVG. */
final class Picture {

  private static final Pattern STYLE = Pattern.compile("\033\\[(\\d+)m");

  /** In pixels; the width is that of the usual monospace fonts at this size, or a little more. */
  private static final int FONT_SIZE = 14;

  private static final double CHARACTER = 8.45;
  private static final int LINE = 20;
  private static final int MARGIN = 18;

  /** Before each command. */
  private static final int GAP = 9;

  private static final String FRAME =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
      <title>A terminal session with tsr</title>
      <rect width="%1$d" height="%2$d" rx="8" fill="#16191d"/>
      <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" \
      font-size="%3$d" fill="#d5d9de" xml:space="preserve">
      """;

  private Picture() {}

  static String of(String text) {
    List<String> lines = text.lines().toList();
    int columns =
        lines.stream()
            .mapToInt(line -> STYLE.matcher(line).replaceAll("").length())
            .max()
            .orElse(0);
    int width = (int) (columns * CHARACTER) + 2 * MARGIN;
    StringBuilder texts = new StringBuilder();
    int y = MARGIN + FONT_SIZE;
    for (String line : lines) {
      y += line.startsWith("$ ") && !texts.isEmpty() ? GAP : 0;
      texts.append("<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(MARGIN, y, spans(line)));
      y += LINE;
    }
    int height = y - LINE + MARGIN + FONT_SIZE / 3;
    return FRAME.formatted(width, height, FONT_SIZE) + texts + "</g>\n</svg>\n";
  }

  private static String spans(String line) {
    if (line.startsWith("$ ")) {
      return "<tspan fill=\"#7f8790\">$ </tspan>" + span("1", line.substring(2));
    }
    StringBuilder spans = new StringBuilder();
    String style = "0";
    int start = 0;
    Matcher change = STYLE.matcher(line);
    while (change.find()) {
      spans.append(span(style, line.substring(start, change.start())));
      style = change.group(1);
      start = change.end();
    }
    return spans.append(span(style, line.substring(start))).toString();
  }

  private static String span(String style, String text) {
    String look =
        switch (style) {
          case "0" -> "";
          case "1" -> " font-weight=\"bold\" fill=\"#ffffff\"";
          case "2" -> " fill=\"#7f8790\"";
          case "31" -> " fill=\"#ff7b72\"";
          case "32" -> " fill=\"#7ee787\"";
          case "33" -> " fill=\"#e3b341\"";
          case "35" -> " fill=\"#d2a8ff\"";
          case "36" -> " fill=\"#56d4dd\"";
          default -> throw new IllegalArgumentException("no colour for style " + style);
        };
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return look.isEmpty() || text.isEmpty()
        ? escaped
        : "<tspan" + look + ">" + escaped + "</tspan>";
  }
}
