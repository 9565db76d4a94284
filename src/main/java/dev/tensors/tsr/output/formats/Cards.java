package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Card;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Hyperlink;
import dev.tensors.tsr.output.terminal.OutputTarget;
import dev.tensors.tsr.output.terminal.TerminalText;
import java.util.List;
import java.util.function.Function;

/** Writes each row as a {@link Card}, fitted to the terminal, with an empty line between cards. */
final class Cards<T> implements RowFormat<T> {

  /** Where there is no terminal. */
  private static final int DEFAULT_WIDTH = 80;

  /** Longer lines of text are hard to read. */
  private static final int WIDEST = 100;

  private static final int NARROWEST_TEXT = 20;

  private final OutputTarget target;
  private final Function<? super T, Card> card;
  private String before = "";

  Cards(OutputTarget target, Function<? super T, Card> card) {
    this.target = target;
    this.card = card;
  }

  @Override
  public void row(T row, StringBuilder to) {
    Card made = card.apply(row);
    to.append(before);
    styled(CellStyle.HEADING.ansi(), TerminalText.visible(made.title()), to);
    to.append('\n');
    if (!made.drawing().isEmpty()) {
      to.append('\n').append(made.drawing()).append('\n');
    }
    int indent = labelWidth(made) + 2;
    for (Card.Item item : made.items()) {
      if (item.opensSection()) {
        to.append('\n');
      }
      item(item, made.more(), indent, to);
    }
    before = "\n";
  }

  private static int labelWidth(Card card) {
    int width = 0;
    for (Card.Item item : card.items()) {
      width = Math.max(width, TerminalText.width(TerminalText.visible(item.label())));
    }
    return width;
  }

  private void item(Card.Item item, String more, int indent, StringBuilder to) {
    String label = TerminalText.visible(item.label());
    styled(CellStyle.FAINT.ansi(), label, to);
    int at = TerminalText.width(label);
    for (String line : lines(item, more, width() - indent)) {
      if (!line.isEmpty()) {
        to.append(" ".repeat(indent - at));
        linked(item, line, to);
      }
      to.append('\n');
      at = 0;
    }
  }

  private int width() {
    return target.width() == 0 ? DEFAULT_WIDTH : Math.min(target.width(), WIDEST);
  }

  private static List<String> lines(Card.Item item, String more, int width) {
    if (item.whole()) {
      return List.of(TerminalText.visible(item.text()));
    }
    return new WrappedText(Math.max(width, NARROWEST_TEXT), item.mostLines(), more, item.isList())
        .lines(item.text());
  }

  private void linked(Card.Item item, String line, StringBuilder to) {
    String link = item.link();
    if (target.links() && link != null) {
      StringBuilder text = new StringBuilder();
      styled(item.style().ansi(), line, text);
      Hyperlink.append(link, text.toString(), to);
    } else {
      styled(item.style().ansi(), line, to);
    }
  }

  private void styled(String style, String text, StringBuilder to) {
    if (target.colour() && !style.isEmpty() && !text.isEmpty()) {
      to.append(style).append(text).append(CellStyle.RESET);
    } else {
      to.append(text);
    }
  }
}
