package dev.tensors.tsr.output;

import dev.tensors.tsr.output.terminal.CellStyle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labelled lines about one thing, in sections, for a person. A card adds no line for a text that is
 * null or blank, and an empty line only between sections that have lines.
 */
public final class Card {

  /**
   * A labelled text.
   *
   * @param whole whether the text is a line to copy, which is never broken
   * @param isList whether it is a list of items with commas, between which it is broken
   * @param mostLines further lines are left out
   * @param opensSection whether an empty line comes before it
   * @param link the address that the text leads to; null: none
   */
  public record Item(
      String label,
      String text,
      CellStyle style,
      boolean whole,
      boolean isList,
      int mostLines,
      boolean opensSection,
      @Nullable String link) {}

  private final String title;
  private final String more;
  private final List<Item> items = new ArrayList<>();
  private boolean opensSection = true;
  private String drawing = "";

  /**
   * Makes a card.
   *
   * @param more how to see the lines that are left out; ends the last one that is shown
   */
  public Card(String title, String more) {
    this.title = title;
    this.more = more;
  }

  /**
   * Draws something below the title.
   *
   * @param sequences for the terminal, which are written as they are
   */
  public void draw(String sequences) {
    drawing = sequences;
  }

  /** Begins a section. */
  public void section() {
    opensSection = true;
  }

  /** Adds a line to copy, such as a path or a hash, which is never broken. */
  public void line(String label, @Nullable String text) {
    line(label, text, null);
  }

  /** Adds a line to copy that leads to an address. */
  public void line(String label, @Nullable String text, @Nullable String link) {
    add(label, text, CellStyle.PLAIN, true, false, Integer.MAX_VALUE, link);
  }

  /** Adds a text that is broken into lines. */
  public void text(String label, @Nullable String text) {
    folded(label, text, Integer.MAX_VALUE);
  }

  /** Adds a text that is broken into lines, and coloured. */
  public void text(String label, @Nullable String text, CellStyle style) {
    add(label, text, style, false, false, Integer.MAX_VALUE, null);
  }

  /** Adds the first lines of a text. */
  public void folded(String label, @Nullable String text, int mostLines) {
    add(label, text, CellStyle.PLAIN, false, false, mostLines, null);
  }

  /** Adds the first lines of a list of items with commas, each of which is kept whole. */
  public void foldedList(String label, @Nullable String items, int mostLines) {
    add(label, items, CellStyle.PLAIN, false, true, mostLines, null);
  }

  private void add(
      String label,
      @Nullable String text,
      CellStyle style,
      boolean whole,
      boolean isList,
      int mostLines,
      @Nullable String link) {
    if (text != null && !text.isBlank()) {
      items.add(new Item(label, text, style, whole, isList, mostLines, opensSection, link));
      opensSection = false;
    }
  }

  public String title() {
    return title;
  }

  public String drawing() {
    return drawing;
  }

  public String more() {
    return more;
  }

  public List<Item> items() {
    return items;
  }
}
