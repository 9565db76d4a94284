package dev.tensors.tsr.page;

import dev.tensors.tsr.page.folder.WebFiles;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes index.html from its template. The list for browsers without JavaScript is written item by
 * item, so that no whole catalogue is held in memory.
 */
final class IndexFile implements AutoCloseable {

  private static final String STYLES = "<!-- styles -->";
  private static final String LIST = "<!-- list -->";
  private static final String SCRIPTS = "<!-- scripts -->";

  private final Writer html;
  private final String[] parts;

  IndexFile(Path file, List<String> styles) throws IOException {
    this.parts = WebFiles.index().split(STYLES + "|" + LIST + "|" + SCRIPTS);
    this.html = Files.newBufferedWriter(file);
    html.write(parts[0]);
    html.write(lines(styles, "<link rel=\"stylesheet\" href=\"%s\" />"::formatted));
    html.write(parts[1]);
  }

  void add(PageCard card) throws IOException {
    NoScriptList.add(card, html);
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
