package dev.tensors.tsr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, and its fenced blocks. */
final class Page {

  /**
   * A fenced block.
   *
   * @param line of the page, from one, in which its fence stands
   * @param start of its text, as an offset into the page
   */
  record Block(String language, int line, int start, String text) {}

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private final Path file;
  private final String text;
  private final List<Block> blocks = new ArrayList<>();

  Page(Path file) throws IOException {
    this.file = file;
    this.text = Files.readString(file);
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = (int) text.substring(0, block.start()).lines().count() + 1;
      blocks.add(new Block(block.group(1), line, block.start(2), block.group(2)));
    }
  }

  Path file() {
    return file;
  }

  String text() {
    return text;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The page with other texts in its first blocks. */
  String with(List<String> texts) {
    StringBuilder page = new StringBuilder(text);
    for (int i = texts.size() - 1; i >= 0; i--) {
      Block block = blocks.get(i);
      page.replace(block.start(), block.start() + block.text().length(), texts.get(i));
    }
    return page.toString();
  }
}
