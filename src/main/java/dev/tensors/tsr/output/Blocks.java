package dev.tensors.tsr.output;

import java.util.List;
import java.util.function.Function;

/** Rows as texts of several lines, with an empty line between two of them. */
public final class Blocks<T> implements Layout<T> {

  private final Function<? super T, List<String>> lines;
  private String before = "";

  private Blocks(Function<? super T, List<String>> lines) {
    this.lines = lines;
  }

  /**
   * A writer of such texts.
   *
   * @param lines of a row, without line ends
   */
  public static <T> Rows<T> of(Sheet sheet, Function<? super T, List<String>> lines) {
    return Page.live(sheet, new Blocks<>(lines));
  }

  @Override
  public void row(T row, StringBuilder to) {
    to.append(before);
    for (String line : lines.apply(row)) {
      Spelling.LINE.append(line, to);
      to.append('\n');
    }
    before = "\n";
  }
}
