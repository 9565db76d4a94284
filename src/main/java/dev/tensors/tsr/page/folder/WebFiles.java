package dev.tensors.tsr.page.folder;

import dev.tensors.tsr.text.TextResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The HTML, CSS and JavaScript of the page, the files of src/main/web. */
public final class WebFiles {

  /** In this order, since a later style sheet overrides an earlier one. */
  private static final List<String> STYLES =
      List.of("base.css", "grid.css", "library.css", "details.css", "pictures.css", "print.css");

  /**
   * In this order, since each script uses the ones before it. The script of the cards follows them.
   */
  private static final List<String> SCRIPTS =
      List.of(
          "elements.js",
          "cards.js",
          "terms.js",
          "facets.js",
          "search.js",
          "address.js",
          "loader.js",
          "handover.js",
          "copy.js",
          "placeholder.js",
          "enlarge.js",
          "select.js",
          "card.js",
          "virtual.js",
          "grid.js",
          "tour.js",
          "library.js",
          "print.js",
          "filters.js",
          "complete.js",
          "sections.js",
          "line.js",
          "gallery.js",
          "pictures.js",
          "details.js",
          "page.js");

  private static final String INDEX = "index.html";

  private final PageFolder folder;

  public WebFiles(PageFolder folder) {
    this.folder = folder;
  }

  /** The HTML of index.html, with a comment in each place that {@code IndexFile} fills. */
  public static String index() {
    return text(INDEX);
  }

  /** Stores the style sheets, and returns their addresses in the page. */
  public List<String> styles() throws IOException {
    return store(STYLES);
  }

  /** Stores the scripts, and returns their addresses. */
  public List<String> scripts() throws IOException {
    return store(SCRIPTS);
  }

  private List<String> store(List<String> files) throws IOException {
    String[] addresses = new String[files.size()];
    for (int i = 0; i < addresses.length; i++) {
      byte[] content = text(files.get(i)).getBytes(StandardCharsets.UTF_8);
      int dot = files.get(i).indexOf('.');
      String name = files.get(i).substring(0, dot);
      addresses[i] = "page/" + name + "-" + ContentHash.of(content) + files.get(i).substring(dot);
      folder.store(addresses[i], content);
    }
    return List.of(addresses);
  }

  private static String text(String name) {
    return TextResource.text("/web/" + name);
  }
}
