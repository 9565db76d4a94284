package dev.tensors.tsr.page.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The HTML, CSS and JavaScript of the page, the files of src/main/web. */
public final class WebFiles {

  /** In this order, since a later style sheet overrides an earlier one. */
  private static final List<String> STYLES = List.of("base.css", "grid.css", "details.css");

  /**
   * In this order, since each script uses the ones before it. The script of the cards follows them.
   */
  private static final List<String> SCRIPTS =
      List.of(
          "elements.js",
          "cards.js",
          "search.js",
          "address.js",
          "copy.js",
          "enlarge.js",
          "card.js",
          "grid.js",
          "filters.js",
          "sections.js",
          "details.js",
          "page.js");

  private static final String INDEX = "index.html";

  private final PageFolder folder;

  public WebFiles(PageFolder folder) {
    this.folder = folder;
  }

  /** The HTML of index.html, with a comment in each place that {@code IndexFile} fills. */
  public static String index() {
    return new String(bytes(INDEX), StandardCharsets.UTF_8);
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
      byte[] content = bytes(files.get(i));
      int dot = files.get(i).indexOf('.');
      String name = files.get(i).substring(0, dot);
      addresses[i] = "page/" + name + "-" + ContentHash.of(content) + files.get(i).substring(dot);
      folder.store(addresses[i], content);
    }
    return List.of(addresses);
  }

  private static byte[] bytes(String name) {
    try (InputStream file = WebFiles.class.getResourceAsStream("/web/" + name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
