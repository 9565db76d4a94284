package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.terminal.OutputTarget;
import dev.tensors.tsr.output.terminal.TerminalText;
import dev.tensors.tsr.text.Escaping;
import java.util.List;
import java.util.function.Function;

/** Writes rows as blocks of several lines. */
public final class TextBlocks<T> implements RowFormat<T> {

  private final Function<? super T, List<String>> lines;
  private final boolean nulEnded;
  private String before = "";

  private TextBlocks(Function<? super T, List<String>> lines, boolean nulEnded) {
    this.lines = lines;
    this.nulEnded = nulEnded;
  }

  /**
   * A writer of blocks with an empty line between them.
   *
   * @param lines the lines of a row, without line ends
   */
  public static <T> Rows<T> of(OutputTarget target, Function<? super T, List<String>> lines) {
    return RowWriter.flushEach(target, new TextBlocks<>(lines, false));
  }

  /**
   * A writer of blocks that each end with NUL.
   *
   * @param lines the lines of a row, without line ends
   */
  public static <T> Rows<T> nulEnded(OutputTarget target, Function<? super T, List<String>> lines) {
    return RowWriter.flushEach(target, new TextBlocks<>(lines, true));
  }

  /**
   * A writer of paths that each end with NUL, for {@code xargs -0}: another program needs the real
   * path, and only a terminal gets control characters escaped.
   *
   * @param toTerminal whether the writer's text goes to a terminal
   */
  public static Rows<String> paths(OutputTarget target, boolean toTerminal) {
    return RowWriter.flushEach(
        target,
        (path, to) -> to.append(toTerminal ? TerminalText.visible(path) : path).append('\0'));
  }

  @Override
  public void row(T row, StringBuilder to) {
    to.append(before);
    String between = "";
    for (String line : lines.apply(row)) {
      Escaping.LINE.append(line, to.append(between));
      between = "\n";
    }
    if (nulEnded) {
      to.append('\0');
    } else {
      to.append('\n');
      before = "\n";
    }
  }
}
